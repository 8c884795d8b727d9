package org.myelin.hdf5.internal.format.level1;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * The sections of a free-space manager of the file. Specification: III.H.
 *
 * @param header address of the manager
 * @param sections the free pieces
 */
public record FreeSpaceSections(long header, List<Section> sections) {
  /** Free bytes. */
  public record Section(long address, long size) {}

  /** Copies the list. */
  public FreeSpaceSections {
    sections = List.copyOf(sections);
  }

  /** The description of the list that this manager leads to; it is only read. */
  public static Wire.Description<FreeSpaceSections> of(FreeSpaceHeader h) {
    return (w, none) -> {
      w.signature("FSSE");
      w.version(0, 0, 0);
      long header = w.offset("free space header address", 0);
      long serialized = h.counts()[2];
      int addressWidth = Math.max(1, Math.min(8, (h.classes()[3] + 7) / 8));
      int countWidth = widthOf(serialized);
      int sizeWidth = widthOf(h.maxSectionSize());
      w.count("number of sections", serialized, addressWidth + 1L);
      List<Section> all = new ArrayList<>();
      while (all.size() < serialized) {
        long n = w.uvar("number of section records", countWidth, 0);
        long size = w.uvar("size of sections", sizeWidth, 0);
        if (n <= 0 || n > serialized - all.size()) {
          throw w.corrupt("number of section records", n, "1 to " + (serialized - all.size()));
        }
        for (long i = 0; i < n; i++) {
          all.add(new Section(w.uvar("section offset", addressWidth, 0), size));
          w.u8("section type", 0);
        }
      }
      w.checksum("checksum", 0);
      return new FreeSpaceSections(header, all);
    };
  }

  /** Bytes that hold every number up to this one. */
  private static int widthOf(long limit) {
    return limit <= 0 ? 1 : (63 - Long.numberOfLeadingZeros(limit)) / 8 + 1;
  }
}
