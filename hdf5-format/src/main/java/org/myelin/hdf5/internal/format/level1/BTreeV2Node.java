package org.myelin.hdf5.internal.format.level1;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * A node of a version 2 B-tree; a leaf has no children. Its number of records stands in its parent.
 * Specification: III.A.2.
 *
 * @param records in order
 * @param children addresses, one more than records; empty in a leaf
 * @param counts records of each child itself; empty in a leaf
 * @param totals records below and in each child; empty above leaves, where they equal the counts
 */
public record BTreeV2Node<R>(List<R> records, long[] children, long[] counts, long[] totals) {
  /** The description of a node at this height above the leaves with so many records. */
  public static <R> Wire.Description<BTreeV2Node<R>> of(
      BTreeV2Header h, BTreeV2RecordType<R> type, int height, long records) {
    return (w, n) -> transfer(w, n, h, type, height, records);
  }

  private static <R> BTreeV2Node<R> transfer(
      Wire w,
      BTreeV2Node<R> n,
      BTreeV2Header h,
      BTreeV2RecordType<R> type,
      int height,
      long count) {
    w.signature(height == 0 ? "BTLF" : "BTIN");
    w.version(0, 0, 0);
    w.constant("type", 1, type.number());
    int k = w.count("number of records", count, h.recordSize());
    List<R> records = new ArrayList<>(k);
    for (int i = 0; i < k; i++) {
      records.add(
          w.region(
              "record", h.recordSize(), n == null ? null : n.records.get(i), type.description()));
    }
    int m = height == 0 ? 0 : k + 1;
    long[] children = new long[m];
    long[] counts = new long[m];
    long[] totals = new long[height > 1 ? m : 0];
    for (int i = 0; i < m; i++) {
      children[i] = w.offset("child node address", n == null ? 0 : n.children[i]);
      counts[i] =
          w.uvar(
              "number of records of child",
              h.countWidth(w.geometry()),
              n == null ? 0 : n.counts[i]);
      if (height > 1) {
        totals[i] =
            w.uvar(
                "total number of records of child",
                h.totalWidth(w.geometry(), height),
                n == null ? 0 : n.totals[i]);
      }
    }
    w.checksum("checksum", 0);
    return new BTreeV2Node<>(records, children, counts, totals);
  }
}
