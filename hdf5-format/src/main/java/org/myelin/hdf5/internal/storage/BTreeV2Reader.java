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
  private final Consumer<R> consumer;
  private final Set<Long> seen = new HashSet<>();
  private final BTreeV2Tree<R> tree;
  private long records;

  private BTreeV2Reader(
      MetadataIo io, long address, BTreeV2RecordType<R> type, Consumer<R> consumer) {
    this.io = io;
    this.consumer = consumer;
    this.tree = new BTreeV2Tree<>(io, address, type);
  }

  /** Calls with each record of the tree whose header lies at {@code address}. */
  public static <R> void forEach(
      MetadataIo io, long address, BTreeV2RecordType<R> type, Consumer<R> consumer) {
    new BTreeV2Reader<>(io, address, type, consumer).walk();
  }

  /** Enters the blocks of the tree whose header lies at {@code address}, if there is one. */
  public static <R> void enter(
      MetadataIo io, long address, BTreeV2RecordType<R> type, SpaceUse use) {
    if (address == Wire.UNDEFINED) {
      return;
    }
    BTreeV2Reader<R> reader = new BTreeV2Reader<>(io, address, type, r -> {});
    reader.walk();
    use.stored(io, "Version 2 B-tree header", address, BTreeV2Header.size(io.geometry()));
    long size = reader.tree.header.nodeSize();
    reader.seen.stream().sorted().forEach(at -> use.stored(io, "Version 2 B-tree node", at, size));
  }

  private void walk() {
    BTreeV2Header header = tree.header;
    if (header.rootAddress() != Wire.UNDEFINED) {
      node(header.rootAddress(), header.depth(), header.rootRecords());
    }
    tree.check("total number of records in B-tree", header.totalRecords(), records);
  }

  private void node(long at, int height, long count) {
    if (!seen.add(at)) {
      throw io.corrupt(
          BTreeV2Tree.name(height), "address", at, "a node that was passed before", "a tree");
    }
    BTreeV2Node<R> n = tree.node(at, height, count, tree.header.totalRecords() - records);
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
