package org.myelin.hdf5;

import java.util.List;

/**
 * One mapping of a virtual dataset: elements of another dataset that stand in it.
 *
 * @param file name as it is stored: relative to the folder of the virtual dataset's file, absolute,
 *     or "." for that file itself. With {@code %b} in it the mapping stands for one source for each
 *     block of an unlimited count, whose number, from 0 on, takes its place
 * @param dataset path in that file; may hold {@code %b} too
 * @param source which elements of the source
 * @param virtual where they stand in the virtual dataset
 */
public record VirtualSource(
    String file, String dataset, RegionSelection source, RegionSelection virtual) {
  /** The count or block length of a hyperslab that goes as far as its source does. */
  public static final long UNLIMITED = -1;

  /**
   * Maps a hyperslab of a source, or all of it, to a hyperslab of the virtual dataset; counts or
   * blocks may be {@link #UNLIMITED} in one dimension of both.
   */
  public static VirtualSource of(Hyperslab virtual, String file, String dataset, Hyperslab source) {
    return new VirtualSource(file, dataset, blocks(source), blocks(virtual));
  }

  /** Maps all of a source to a hyperslab of the virtual dataset. */
  public static VirtualSource of(Hyperslab virtual, String file, String dataset) {
    return new VirtualSource(
        file,
        dataset,
        new RegionSelection(RegionSelection.Kind.ALL, 0, List.of(), List.of()),
        blocks(virtual));
  }

  private static RegionSelection blocks(Hyperslab h) {
    return new RegionSelection(RegionSelection.Kind.BLOCKS, h.rank(), List.of(), List.of(h));
  }
}
