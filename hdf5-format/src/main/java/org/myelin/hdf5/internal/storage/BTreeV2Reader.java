package org.myelin.hdf5.internal.storage;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.myelin.hdf5.internal.format.level1.BTreeV2Header;
import org.myelin.hdf5.internal.format.level1.BTreeV2Node;
import org.myelin.hdf5.internal.format.level1.BTreeV2RecordType;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Passes through a version 2 B-tree in order. The header's number of records bounds the walk, and
 * the file's size bounds that number, so that no broken tree takes long.
 */
public final class BTreeV2Reader<R> {
  private final MetadataIo io;
  private final BTreeV2RecordType<R> type;
  private final Consumer<R> consumer;
  private final Set<Long> seen = new HashSet<>();
  private final BTreeV2Header header;
  private final long address;
  private long records;

  private BTreeV2Reader(
      MetadataIo io, long address, BTreeV2RecordType<R> type, Consumer<R> consumer) {
    this.io = io;
    this.type = type;
    this.consumer = consumer;
    this.address = address;
    this.header =
        io.read(
            "Version 2 B-tree header",
            address,
            BTreeV2Header.size(io.geometry()),
            BTreeV2Header::transfer);
  }

  /** Calls with each record of the tree whose header lies at {@code address}. */
  public static <R> void forEach(
      MetadataIo io, long address, BTreeV2RecordType<R> type, Consumer<R> consumer) {
    new BTreeV2Reader<>(io, address, type, consumer).walk();
  }

  private void walk() {
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
    if (header.rootAddress() != Wire.UNDEFINED) {
      node(header.rootAddress(), header.depth(), header.rootRecords());
    }
    check("total number of records in B-tree", header.totalRecords(), records);
  }

  private void check(String field, long found, long expected) {
    if (found != expected) {
      throw io.corrupt("Version 2 B-tree header", field, address, "" + found, "" + expected);
    }
  }

  private void node(long at, int height, long count) {
    String name = "Version 2 B-tree " + (height == 0 ? "leaf" : "internal") + " node";
    if (!seen.add(at)) {
      throw io.corrupt(name, "address", at, "a node that was passed before", "a tree");
    }
    long most = Math.min(header.maxRecords(io.geometry(), height), header.totalRecords() - records);
    if (count < 0 || count > most) {
      throw io.corrupt(name, "number of records", at, "" + count, "at most " + most);
    }
    BTreeV2Node<R> n =
        io.read(
            name,
            at,
            header.usedSize(io.geometry(), height, count),
            BTreeV2Node.of(header, type, height, count));
    records += count;
    for (int i = 0; i <= count; i++) {
      if (height > 0) {
        node(n.children()[i], height - 1, n.counts()[i]);
      }
      if (i < count) {
        consumer.accept(n.records().get(i));
      }
    }
  }
}
