package org.myelin.hdf5.internal.format.level1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.myelin.hdf5.RegionSelection;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * The list of a virtual dataset's sources, an object of the global heap. Version 1, of libhdf5 2.0,
 * says with a flag where a name is that of an earlier entry. Specification: VII, "Virtual Dataset".
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
    return transfer(w, null, 1);
  }

  /** The description; hyperslabs are written in that form, see {@link StoredSelection}. */
  public static Wire.Description<VirtualMappings> of(int selectionVersion) {
    return (w, m) -> transfer(w, m, selectionVersion);
  }

  private static VirtualMappings transfer(Wire w, VirtualMappings m, int selectionVersion) {
    int version = w.version(m, VirtualMappings::version, 0, 1);
    int n =
        w.count(
            "number of entries",
            w.length("number of entries", m == null ? 0 : m.entries.size()),
            LEAST_BYTES);
    List<Entry> entries = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      Entry e = m == null ? null : m.entries.get(i);
      entries.add(entry(w, version, e, entries, selectionVersion));
    }
    w.checksum("checksum", 0);
    return new VirtualMappings(version, entries);
  }

  private static Entry entry(Wire w, int version, Entry e, List<Entry> before, int selections) {
    int flags = version == 0 ? 0 : w.u8("flags", e == null ? 0 : flags(e, before));
    if (flags > 7) {
      throw w.unsupported("flags", flags, "0 to 7");
    }
    String file = ".";
    if ((flags & SAME_FILE) == 0) {
      file =
          (flags & SHARED_FILE_NAME) == 0
              ? w.textZ("source file name", e == null ? null : e.file)
              : earlier(w, "source file name", e, Entry::file, before).file;
    }
    String dataset =
        (flags & SHARED_DATASET_NAME) == 0
            ? w.textZ("source dataset name", e == null ? null : e.dataset)
            : earlier(w, "source dataset name", e, Entry::dataset, before).dataset;
    RegionSelection source = StoredSelection.transfer(w, e == null ? null : e.source, selections);
    return new Entry(
        file,
        dataset,
        source,
        StoredSelection.transfer(w, e == null ? null : e.virtual, selections));
  }

  private static int flags(Entry e, List<Entry> before) {
    boolean same = e.file.equals(".");
    return (same ? SAME_FILE : 0)
        | (!same && indexOf(e, Entry::file, before) >= 0 ? SHARED_FILE_NAME : 0)
        | (indexOf(e, Entry::dataset, before) >= 0 ? SHARED_DATASET_NAME : 0);
  }

  private static int indexOf(Entry e, Function<Entry, String> name, List<Entry> before) {
    return before.stream().map(name).toList().indexOf(name.apply(e));
  }

  private static Entry earlier(
      Wire w, String field, Entry e, Function<Entry, String> name, List<Entry> before) {
    long index = w.length(field + " entry", e == null ? 0 : indexOf(e, name, before));
    if (index >= before.size()) {
      throw w.corrupt(field + " entry", index, "below " + before.size());
    }
    return before.get((int) index);
  }
}
