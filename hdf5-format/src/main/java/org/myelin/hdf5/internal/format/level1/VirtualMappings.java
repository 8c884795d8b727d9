package org.myelin.hdf5.internal.format.level1;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.RegionSelection;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * The list of a virtual dataset's sources, an object of the global heap. Read only. Version 1, of
 * libhdf5 2.0, says with a flag where a name is that of an earlier entry. Specification: VII,
 * "Virtual Dataset".
 *
 * @param version 0 or 1
 * @param entries in the file's order
 */
public record VirtualMappings(int version, List<Entry> entries) {
  private static final int SHARED_FILE_NAME = 1;
  private static final int SHARED_DATASET_NAME = 2;
  private static final int SAME_FILE = 4;

  /** An entry holds at least two selections. */
  private static final int LEAST_BYTES = 32;

  /** Copies the list. */
  public VirtualMappings {
    entries = List.copyOf(entries);
  }

  /**
   * One source.
   *
   * @param file its name as stored; "." is the file of the virtual dataset
   * @param dataset path in that file
   * @param source which of its elements
   * @param virtual where they stand in the virtual dataset
   */
  public record Entry(
      String file, String dataset, RegionSelection source, RegionSelection virtual) {}

  /** Reads the list. */
  public static VirtualMappings read(Wire w) {
    int version = w.version(0, 0, 1);
    int n = w.count("number of entries", w.length("number of entries", 0), LEAST_BYTES);
    List<Entry> entries = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      entries.add(entry(w, version, entries));
    }
    w.checksum("checksum", 0);
    return new VirtualMappings(version, entries);
  }

  private static Entry entry(Wire w, int version, List<Entry> before) {
    int flags = version == 0 ? 0 : w.u8("flags", 0);
    if (flags > 7) {
      throw w.unsupported("flags", flags, "0 to 7");
    }
    String file = ".";
    if ((flags & SAME_FILE) == 0) {
      file =
          (flags & SHARED_FILE_NAME) == 0
              ? w.textZ("source file name", null)
              : earlier(w, "source file name", before).file;
    }
    String dataset =
        (flags & SHARED_DATASET_NAME) == 0
            ? w.textZ("source dataset name", null)
            : earlier(w, "source dataset name", before).dataset;
    RegionSelection source = StoredSelection.read(w);
    return new Entry(file, dataset, source, StoredSelection.read(w));
  }

  private static Entry earlier(Wire w, String field, List<Entry> before) {
    long index = w.length(field + " entry", 0);
    if (index >= before.size()) {
      throw w.corrupt(field + " entry", index, "below " + before.size());
    }
    return before.get((int) index);
  }
}
