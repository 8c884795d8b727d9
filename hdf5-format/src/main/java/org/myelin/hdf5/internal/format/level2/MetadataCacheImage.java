package org.myelin.hdf5.internal.format.level2;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Structures as they were in a writer's cache when it closed the file: they stand for what lies at
 * their addresses. The block that {@link MetadataCacheImageMessage} points at.
 *
 * @param flags bit 0: the cache's size is told, which only its writer understands
 * @param entries structures
 */
public record MetadataCacheImage(int flags, List<Entry> entries) {
  private static final int FIXED = 4 + 1 + 1 + 4 + 4;

  /** Copies the entries. */
  public MetadataCacheImage {
    entries = List.copyOf(entries);
  }

  /**
   * One structure.
   *
   * @param type the writer's number of its kind
   * @param flags bit 0: it differed from the file; others are the cache's own
   * @param ring at which stage of closing it is written
   * @param age how many images it has been in
   * @param children entries that are to be written before it
   * @param dirtyChildren those that differed from the file
   * @param rank its place in the cache's order of use; -1 for none
   * @param address of the structure
   * @param parents addresses of entries that are to be written after it
   * @param bytes the structure
   */
  public record Entry(
      int type,
      int flags,
      int ring,
      int age,
      int children,
      int dirtyChildren,
      int rank,
      long address,
      List<Long> parents,
      byte[] bytes) {
    private static Entry transfer(Wire w, Entry e) {
      int type = w.u8("type", e, Entry::type);
      int flags = w.u8("flags", e, Entry::flags);
      int ring = w.u8("ring", e, Entry::ring);
      int age = w.u8("age", e, Entry::age);
      int children = w.u16("flush dependency children", e, Entry::children);
      int dirty = w.u16("dirty flush dependency children", e, Entry::dirtyChildren);
      int parents = w.u16("flush dependency parents", e == null ? 0 : e.parents.size());
      int rank = (int) w.u32("LRU rank", e == null ? 0 : e.rank & 0xffffffffL);
      long at = w.definedOffset("address", e, Entry::address);
      long size = w.length("length", e == null ? 0 : e.bytes.length);
      List<Long> above = new ArrayList<>();
      for (int i = 0; i < parents; i++) {
        above.add(w.offset("flush dependency parent", e == null ? 0 : e.parents.get(i)));
      }
      return new Entry(
          type,
          flags,
          ring,
          age,
          children,
          dirty,
          rank,
          at,
          above,
          w.bytes("image", size, e, Entry::bytes));
    }
  }

  /** Reads, writes, sizes, traces. */
  public static MetadataCacheImage transfer(Wire w, MetadataCacheImage image) {
    w.signature("MDCI");
    w.version(0, 0, 0);
    int flags = w.u8("flags", image, MetadataCacheImage::flags);
    long size =
        image == null
            ? 0
            : FIXED
                + w.geometry().sizeOfLengths()
                + image.entries.stream()
                    .mapToLong(e -> Wire.size(w.geometry(), e, Entry::transfer))
                    .sum();
    w.length("image data length", size);
    int count =
        w.count(
            "number of entries",
            w.u32("number of entries", image == null ? 0 : image.entries.size()),
            14);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(w.item("entry", image == null ? null : image.entries.get(i), Entry::transfer));
    }
    w.checksum("checksum", 0);
    return new MetadataCacheImage(flags, entries);
  }
}
