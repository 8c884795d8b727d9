package org.myelin.hdf5.internal.storage;

import java.util.Arrays;
import java.util.List;
import org.myelin.hdf5.internal.format.level1.BTreeV2Header;
import org.myelin.hdf5.internal.format.level1.BTreeV2Node;
import org.myelin.hdf5.internal.format.level1.BTreeV2RecordType;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Writes a whole version 2 B-tree of records of any type into new space: as few levels as hold
 * them, with records spread evenly, so that every node is at least about half full. Specification:
 * III.A.2.
 */
public final class BTreeV2Writer<R> {
  /** Bytes of a node in the indexes of groups, attributes and huge objects. */
  public static final int SMALL_NODE = 512;

  /** As libhdf5 has it for all its trees. */
  private static final int SPLIT_PERCENT = 100;

  private static final int MERGE_PERCENT = 40;

  private final MetadataIo io;
  private final MetadataSink sink;
  private final BTreeV2RecordType<R> type;
  private final List<R> records;
  private final BTreeV2Header shape;

  private BTreeV2Writer(
      MetadataIo io, MetadataSink sink, BTreeV2RecordType<R> type, int nodeSize, List<R> records) {
    this.io = io;
    this.sink = sink;
    this.type = type;
    this.records = records;
    this.shape = header(type, nodeSize, 0, Wire.UNDEFINED, 0, records.size());
  }

  private static BTreeV2Header header(
      BTreeV2RecordType<?> type, int nodeSize, int depth, long root, int own, long total) {
    return new BTreeV2Header(
        type.number(),
        nodeSize,
        type.size(),
        depth,
        SPLIT_PERCENT,
        MERGE_PERCENT,
        root,
        own,
        total);
  }

  /**
   * Stages a tree.
   *
   * @param nodeSize bytes of a node
   * @param records in the order of the tree's keys
   * @return the address of its header
   */
  public static <R> long write(
      MetadataIo io, MetadataSink sink, BTreeV2RecordType<R> type, int nodeSize, List<R> records) {
    return new BTreeV2Writer<>(io, sink, type, nodeSize, records).write();
  }

  private long write() {
    int depth = 0;
    while (shape.maxTotal(io.geometry(), depth) < records.size()) {
      depth++;
    }
    long at = sink.allocate(BTreeV2Header.size(io.geometry()));
    Child root =
        records.isEmpty() ? new Child(Wire.UNDEFINED, 0, 0) : node(depth, 0, records.size());
    BTreeV2Header h =
        header(type, (int) shape.nodeSize(), depth, root.address, (int) root.own, records.size());
    sink.put(at, io.encode(h, BTreeV2Header::transfer));
    return at;
  }

  private record Child(long address, long own, long total) {}

  /** Writes the node over these records, and everything below it. */
  private Child node(int height, int from, int to) {
    int n = to - from;
    if (height == 0) {
      return put(0, new BTreeV2Node<>(records.subList(from, to), none(), none(), none()), n);
    }
    long each = shape.maxTotal(io.geometry(), height - 1);
    // children and the records between them; a node above leaves has at least one record
    int children = (int) Math.max(2, (n + 1 + each) / (each + 1));
    int below = n - (children - 1);
    List<R> own = new java.util.ArrayList<>(children - 1);
    long[] addresses = new long[children];
    long[] counts = new long[children];
    long[] totals = new long[height > 1 ? children : 0];
    int at = from;
    for (int i = 0; i < children; i++) {
      int size = (int) ((long) below * (i + 1) / children - (long) below * i / children);
      Child c = node(height - 1, at, at + size);
      at += size;
      addresses[i] = c.address;
      counts[i] = c.own;
      if (height > 1) {
        totals[i] = c.total;
      }
      if (i < children - 1) {
        own.add(records.get(at++));
      }
    }
    return put(height, new BTreeV2Node<>(own, addresses, counts, totals), n);
  }

  private static long[] none() {
    return new long[0];
  }

  private Child put(int height, BTreeV2Node<R> n, long total) {
    int own = n.records().size();
    byte[] used = io.encode(n, BTreeV2Node.of(shape, type, height, own));
    long at = sink.allocate(shape.nodeSize());
    sink.put(at, Arrays.copyOf(used, (int) shape.nodeSize()));
    return new Child(at, own, total);
  }
}
