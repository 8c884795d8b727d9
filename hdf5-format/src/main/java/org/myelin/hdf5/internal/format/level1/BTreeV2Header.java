package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Header of a version 2 B-tree. Specification: III.A.2.
 *
 * @param type of the records
 * @param nodeSize bytes of a node
 * @param recordSize bytes of a record
 * @param depth 0 if the root is a leaf
 * @param splitPercent full beyond which a node is split
 * @param mergePercent full below which nodes are merged
 * @param rootAddress of the root node, undefined if the tree is empty
 * @param rootRecords records of the root node itself
 * @param totalRecords records of the tree
 */
public record BTreeV2Header(
    int type,
    long nodeSize,
    int recordSize,
    int depth,
    int splitPercent,
    int mergePercent,
    long rootAddress,
    int rootRecords,
    long totalRecords) {
  /** Every level at least doubles the records, so that no file needs more. */
  private static final int MAX_DEPTH = 48;

  /** Signature, version, type, checksum of a node. */
  private static final int NODE_OVERHEAD = 10;

  /** Bytes of the header. */
  public static int size(Geometry g) {
    return 22 + g.sizeOfOffsets() + g.sizeOfLengths();
  }

  /** Reads, writes, sizes, traces. */
  public static BTreeV2Header transfer(Wire w, BTreeV2Header h) {
    w.signature("BTHD");
    w.version(0, 0, 0);
    int type = w.u8("type", h, BTreeV2Header::type);
    long nodeSize = w.u32("node size", h, BTreeV2Header::nodeSize);
    int recordSize = w.u16("record size", h, BTreeV2Header::recordSize);
    int depth = w.u16("depth", h, BTreeV2Header::depth);
    int split = w.u8("split percent", h, BTreeV2Header::splitPercent);
    int merge = w.u8("merge percent", h, BTreeV2Header::mergePercent);
    long root = w.offset("root node address", h, BTreeV2Header::rootAddress);
    int rootRecords = w.u16("number of records in root node", h, BTreeV2Header::rootRecords);
    long total = w.length("total number of records in B-tree", h, BTreeV2Header::totalRecords);
    w.checksum("checksum", 0);
    if (recordSize == 0) {
      throw w.corrupt("record size", recordSize, "at least 1");
    }
    if (depth > MAX_DEPTH) {
      throw w.corrupt("depth", depth, "at most " + MAX_DEPTH);
    }
    BTreeV2Header out =
        new BTreeV2Header(
            type, nodeSize, recordSize, depth, split, merge, root, rootRecords, total);
    if (nodeSize > Integer.MAX_VALUE || out.maxRecords(w.geometry(), depth) < 1) {
      throw w.corrupt("node size", nodeSize, "room for a record and two pointers, below 2^31");
    }
    return out;
  }

  /** Most records of a node at this height above the leaves. */
  public long maxRecords(Geometry g, int height) {
    long pointer = height == 0 ? 0 : pointerSize(g, height);
    return (nodeSize - NODE_OVERHEAD - pointer) / (recordSize + pointer);
  }

  /** Most records below and in a node at this height; no more than {@link Long#MAX_VALUE}. */
  public long maxTotal(Geometry g, int height) {
    long max = maxRecords(g, 0);
    for (int h = 1; h <= height; h++) {
      long own =
          (nodeSize - NODE_OVERHEAD - pointerSize(g, max, h))
              / (recordSize + pointerSize(g, max, h));
      max =
          own < 0 || max > (Long.MAX_VALUE - own) / (own + 1)
              ? Long.MAX_VALUE
              : (own + 1) * max + own;
    }
    return max;
  }

  private int pointerSize(Geometry g, int height) {
    return g.sizeOfOffsets() + countWidth(g) + totalWidth(g, height);
  }

  private int pointerSize(Geometry g, long maxTotalBelow, int height) {
    int total = height == 1 ? 0 : Geometry.widthFor(Math.max(0, maxTotalBelow));
    return g.sizeOfOffsets() + countWidth(g) + total;
  }

  /** Bytes of the number of a child's own records. */
  int countWidth(Geometry g) {
    return Geometry.widthFor(Math.max(0, maxRecords(g, 0)));
  }

  /** Bytes of the number of records below a child of a node at this height; 0 for leaves. */
  int totalWidth(Geometry g, int height) {
    return height == 1 ? 0 : Geometry.widthFor(Math.max(0, maxTotal(g, height - 1)));
  }

  /** Bytes of a node at this height with so many records, without unused room. */
  public long usedSize(Geometry g, int height, long records) {
    long pointers = height == 0 ? 0 : (records + 1) * pointerSize(g, height);
    return NODE_OVERHEAD + records * recordSize + pointers;
  }
}
