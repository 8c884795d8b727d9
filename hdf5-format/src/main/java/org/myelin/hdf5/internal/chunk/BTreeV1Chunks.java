package org.myelin.hdf5.internal.chunk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.internal.format.level1.ChunkBTreeNode;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.storage.MetadataSink;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Chunk index of layout versions 1 to 3: a version 1 B-tree. Written anew as a whole into new
 * space.
 */
final class BTreeV1Chunks implements ChunkIndex {
  private final MetadataIo io;
  private final int k;
  private final long[] chunk;
  private final int elementSize;
  private final long least;
  private final List<long[]> used = new ArrayList<>();

  /**
   * @param k half the children of a node, from the superblock
   * @param least bytes that a stored chunk has
   */
  BTreeV1Chunks(MetadataIo io, int k, long[] chunk, int elementSize, long least) {
    this.io = io;
    this.k = k;
    this.chunk = chunk;
    this.elementSize = elementSize;
    this.least = least;
  }

  @Override
  public void load(long address, ChunkTable into) {
    readNode(address, 64, into, new HashSet<>(), null, null);
  }

  /**
   * @param first nothing below this key lies here; null for the root
   * @param behind and nothing from this key on
   */
  private void readNode(
      long address, int maxLevel, ChunkTable into, Set<Long> seen, long[] first, long[] behind) {
    if (!seen.add(address)) {
      throw io.corrupt(
          "Chunk B-tree node", "address", address, "a node that was passed before", "a tree");
    }
    int size = ChunkBTreeNode.size(io.geometry(), k, chunk.length);
    ChunkBTreeNode n =
        io.read("Chunk B-tree node", address, size, ChunkBTreeNode.of(k, chunk.length));
    if (n.level() > maxLevel) {
      throw io.corrupt(
          "Chunk B-tree node", "node level", address, "" + n.level(), "at most " + maxLevel);
    }
    used.add(new long[] {address, size});
    for (int i = 0; i < n.children().length; i++) {
      long[] key = n.offsets()[i];
      long[] next = n.offsets()[i + 1];
      // with the dimension of the element's bytes, which alone may tell the last key
      if (Arrays.compare(key, next) >= 0) {
        throw misplaced(address, next, key);
      }
      if (behind != null && Arrays.compare(key, behind) >= 0) {
        throw misplaced(address, behind, key);
      }
      if (i == 0 && first != null && Arrays.compare(key, first) < 0) {
        throw misplaced(address, key, first);
      }
      if (n.level() > 0) {
        readNode(n.children()[i], n.level() - 1, into, seen, key, next);
      } else {
        if (n.chunkSizes()[i] < least) {
          throw io.corrupt(
              "Chunk B-tree node",
              "chunk size",
              address,
              n.chunkSizes()[i] + "",
              "the " + least + " bytes of a chunk without filters");
        }
        if (key[chunk.length] != 0) {
          // a search for the chunk's corner ends before this key
          throw misplaced(address, key, Arrays.copyOf(key, chunk.length));
        }
        into.load(
            scaled(n.offsets()[i], address),
            new ChunkRecord(n.children()[i], n.chunkSizes()[i], n.filterMasks()[i]));
      }
    }
  }

  /** Of chunks that a search by keys would miss, so that other readers do not see them. */
  private CorruptFileException misplaced(long node, long[] found, long[] least) {
    return io.corrupt(
        "Chunk B-tree node",
        "chunk offset",
        node,
        Arrays.toString(found),
        "keys in order, behind " + Arrays.toString(least));
  }

  private long[] scaled(long[] offset, long node) {
    long[] s = new long[chunk.length];
    for (int d = 0; d < s.length; d++) {
      s[d] = offset[d] / chunk[d];
      if (s[d] * chunk[d] != offset[d]) {
        throw io.corrupt(
            "Chunk B-tree node",
            "chunk offset",
            node,
            "" + offset[d],
            "a multiple of the chunk's length " + chunk[d]);
      }
    }
    return s;
  }

  @Override
  public long store(MetadataSink sink, ChunkTable table) {
    used.forEach(b -> sink.release(b[0], b[1]));
    used.clear();
    if (table.size() == 0) {
      return Wire.UNDEFINED;
    }
    List<Key> level = new ArrayList<>();
    for (Map.Entry<long[], ChunkRecord> e : table.entries()) {
      level.add(
          new Key(
              offset(e.getKey(), 0),
              e.getValue().size(),
              e.getValue().filterMask(),
              e.getValue().address()));
    }
    // libhdf5 wants the last key behind the last chunk, on a chunk's corner
    long[] behind = offset(lastScaled(table), 1);
    behind[chunk.length] = elementSize;
    Key end = new Key(behind, 0, 0, Wire.UNDEFINED);
    int height = 0;
    do {
      level = write(sink, level, end, height++);
    } while (level.size() > 1);
    return level.get(0).child;
  }

  private record Key(long[] offset, long size, int mask, long child) {}

  private static long[] lastScaled(ChunkTable table) {
    long[] last = null;
    for (Map.Entry<long[], ChunkRecord> e : table.entries()) {
      last = e.getKey();
    }
    return last;
  }

  private long[] offset(long[] scaled, long more) {
    long[] o = new long[chunk.length + 1];
    for (int d = 0; d < chunk.length; d++) {
      o[d] = (scaled[d] + more) * chunk[d];
    }
    return o;
  }

  /** Writes one level; returns a key for each of its nodes. */
  private List<Key> write(MetadataSink sink, List<Key> children, Key end, int level) {
    int width = 2 * k;
    int nodes = (children.size() + width - 1) / width;
    int size = ChunkBTreeNode.size(io.geometry(), k, chunk.length);
    long[] address = new long[nodes];
    for (int i = 0; i < nodes; i++) {
      address[i] = sink.allocate(size);
      used.add(new long[] {address[i], size});
    }
    List<Key> written = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      int from = i * width;
      int to = Math.min(children.size(), from + width);
      Key next = to < children.size() ? children.get(to) : end;
      ChunkBTreeNode n =
          node(
              children.subList(from, to),
              next,
              level,
              i == 0 ? Wire.UNDEFINED : address[i - 1],
              i == nodes - 1 ? Wire.UNDEFINED : address[i + 1]);
      sink.put(address[i], io.encode(n, ChunkBTreeNode.of(k, chunk.length)));
      Key first = children.get(from);
      written.add(new Key(first.offset, first.size, first.mask, address[i]));
    }
    return written;
  }

  private static ChunkBTreeNode node(
      List<Key> children, Key next, int level, long left, long right) {
    int n = children.size();
    long[] sizes = new long[n + 1];
    int[] masks = new int[n + 1];
    long[][] offsets = new long[n + 1][];
    long[] addresses = new long[n];
    for (int i = 0; i <= n; i++) {
      Key key = i < n ? children.get(i) : next;
      sizes[i] = key.size;
      masks[i] = key.mask;
      offsets[i] = key.offset;
      if (i < n) {
        addresses[i] = key.child;
      }
    }
    return new ChunkBTreeNode(level, left, right, sizes, masks, offsets, addresses);
  }
}
