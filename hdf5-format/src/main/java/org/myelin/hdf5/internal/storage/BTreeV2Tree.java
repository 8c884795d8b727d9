package org.myelin.hdf5.internal.storage;

import org.myelin.hdf5.internal.format.level1.BTreeV2Header;
import org.myelin.hdf5.internal.format.level1.BTreeV2Node;
import org.myelin.hdf5.internal.format.level1.BTreeV2RecordType;

/**
 * A version 2 B-tree's header, and its nodes by address. The header's number of records bounds
 * every node, and the file's size bounds that number.
 */
final class BTreeV2Tree<R> {
  private final MetadataIo io;
  private final BTreeV2RecordType<R> type;
  private final long address;
  final BTreeV2Header header;

  BTreeV2Tree(MetadataIo io, long address, BTreeV2RecordType<R> type) {
    this.io = io;
    this.type = type;
    this.address = address;
    this.header =
        io.read(
            "Version 2 B-tree header",
            address,
            BTreeV2Header.size(io.geometry()),
            BTreeV2Header::transfer);
    check("type", header.type(), type.number());
    check("record size", header.recordSize(), type.size());
    if (header.totalRecords() > io.stored() / header.recordSize()) {
      throw io.corrupt(
          "Version 2 B-tree header",
          "total number of records in B-tree",
          address,
          "" + header.totalRecords(),
          "what fits into the file");
    }
  }

  void check(String field, long found, long expected) {
    if (found != expected) {
      throw io.corrupt("Version 2 B-tree header", field, address, "" + found, "" + expected);
    }
  }

  /** What messages call a node at this height above the leaves. */
  static String name(int height) {
    return "Version 2 B-tree " + (height == 0 ? "leaf" : "internal") + " node";
  }

  /**
   * A node of {@code count} records.
   *
   * @param left the most records that it can have, as the tree has no more
   */
  BTreeV2Node<R> node(long at, int height, long count, long left) {
    long most = Math.min(header.maxRecords(io.geometry(), height), left);
    if (count < 0 || count > most) {
      throw io.corrupt(name(height), "number of records", at, "" + count, "at most " + most);
    }
    return io.read(
        name(height),
        at,
        header.usedSize(io.geometry(), height, count),
        BTreeV2Node.of(header, type, height, count));
  }
}
