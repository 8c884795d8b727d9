package org.myelin.hdf5.internal.storage;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.myelin.hdf5.internal.format.level1.BTreeV2Node;
import org.myelin.hdf5.internal.format.level1.BTreeV2RecordType;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Finds single records of a version 2 B-tree by going down from its root. Keeps the nodes above the
 * leaves. Not thread-safe.
 */
public final class BTreeV2Search<R> {
  private static final int MOST_KEPT_NODES = 1024;

  private final BTreeV2Tree<R> tree;
  private final Map<Long, BTreeV2Node<R>> kept = new HashMap<>();

  /** A search in the tree whose header lies at {@code address}. */
  public BTreeV2Search(MetadataIo io, long address, BTreeV2RecordType<R> type) {
    this.tree = new BTreeV2Tree<>(io, address, type);
  }

  /** Records of the tree. */
  public long records() {
    return tree.header.totalRecords();
  }

  /**
   * The record for which {@code order} gives 0, or null; it gives a negative number for those
   * before it and a positive one for those behind it.
   */
  public R find(ToIntFunction<R> order) {
    long at = tree.header.rootAddress();
    long count = tree.header.rootRecords();
    for (int height = tree.header.depth(); at != Wire.UNDEFINED; height--) {
      BTreeV2Node<R> n = node(at, height, count);
      int low = 0;
      int high = n.records().size();
      while (low < high) {
        int middle = low + high >>> 1;
        R r = n.records().get(middle);
        int c = order.applyAsInt(r);
        if (c == 0) {
          return r;
        }
        if (c < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      if (height == 0) {
        return null;
      }
      at = n.children()[low];
      count = n.counts()[low];
    }
    return null;
  }

  private BTreeV2Node<R> node(long at, int height, long count) {
    BTreeV2Node<R> n = height == 0 ? null : kept.get(at);
    if (n == null || n.records().size() != count) {
      n = tree.node(at, height, count, records());
      if (height > 0) {
        if (kept.size() == MOST_KEPT_NODES) {
          kept.clear();
        }
        kept.put(at, n);
      }
    }
    return n;
  }
}
