package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Header of a free-space manager, as far as it tells what space the manager itself takes.
 * Specification: III.H.
 *
 * @param client 0 for a fractal heap, 1 for the file
 * @param counts total space, all sections, stored sections, sections that are not stored
 * @param classes of sections, percents of shrinking and growing, bits of the address space
 * @param maxSectionSize bytes
 * @param sectionsAddress of the list of sections, or undefined
 * @param sectionsUsed bytes of the list
 * @param sectionsAllocated bytes that the list's block takes
 */
public record FreeSpaceHeader(
    int client,
    long[] counts,
    int[] classes,
    long maxSectionSize,
    long sectionsAddress,
    long sectionsUsed,
    long sectionsAllocated) {
  private static final String[] COUNTS = {
    "total space tracked",
    "total number of sections",
    "number of serialized sections",
    "number of un-serialized sections"
  };
  private static final String[] CLASSES = {
    "number of section classes", "shrink percent", "expand percent", "size of address space"
  };

  /** Bytes of the header. */
  public static int size(Geometry g) {
    return 18 + 7 * g.sizeOfLengths() + g.sizeOfOffsets();
  }

  /** Reads, writes, sizes, traces. */
  public static FreeSpaceHeader transfer(Wire w, FreeSpaceHeader h) {
    w.signature("FSHD");
    w.version(0, 0, 0);
    int client = w.u8("client ID", h, FreeSpaceHeader::client);
    long[] counts = new long[COUNTS.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = w.length(COUNTS[i], h == null ? 0 : h.counts[i]);
    }
    int[] classes = new int[CLASSES.length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = w.u16(CLASSES[i], h == null ? 0 : h.classes[i]);
    }
    long max = w.length("size of the largest section", h, FreeSpaceHeader::maxSectionSize);
    long at = w.offset("address of serialized sections", h, FreeSpaceHeader::sectionsAddress);
    long used = w.length("size of serialized sections used", h, x -> x.sectionsUsed);
    long allocated = w.length("allocated size of serialized sections", h, x -> x.sectionsAllocated);
    w.checksum("checksum", 0);
    return new FreeSpaceHeader(client, counts, classes, max, at, used, allocated);
  }
}
