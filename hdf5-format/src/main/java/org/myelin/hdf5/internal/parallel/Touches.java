package org.myelin.hdf5.internal.parallel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.myelin.hdf5.internal.chunk.Grid;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.Piece;
import org.myelin.hdf5.internal.dataset.Runs;

/** Which ranks write into one dataset and, if it is chunked, into which chunks. */
final class Touches {
  /** The ranks that write into one chunk, ascending. */
  static final class Writers {
    private final List<Integer> ranks = new ArrayList<>(1);
    private boolean whole;

    List<Integer> ranks() {
      return ranks;
    }

    /** Whether one rank alone writes every byte of the chunk. */
    boolean wholeByOne() {
      return whole;
    }
  }

  private final long key;
  private final TreeMap<Long, Writers> tiles = new TreeMap<>();

  private Touches(long key) {
    this.key = key;
  }

  /** The dataset's key. */
  long key() {
    return key;
  }

  /** By chunk number. */
  TreeMap<Long, Writers> tiles() {
    return tiles;
  }

  /**
   * Tells all ranks what this one touches; returns the same answer on each rank, by dataset key.
   * Collective.
   */
  static TreeMap<Long, Touches> exchange(Peers peers, Map<Long, List<Piece>> mine) {
    byte[][] all = peers.allGather(encode(mine));
    TreeMap<Long, Touches> result = new TreeMap<>();
    for (int rank = 0; rank < all.length; rank++) {
      ByteBuffer in = ByteBuffer.wrap(all[rank]);
      while (in.hasRemaining()) {
        Touches t = result.computeIfAbsent(in.getLong(), Touches::new);
        for (int n = in.getInt(); n > 0; n--) {
          long coded = in.getLong();
          Writers w = t.tiles.computeIfAbsent(coded >>> 1, k -> new Writers());
          w.ranks.add(rank);
          w.whole |= (coded & 1) != 0;
        }
      }
    }
    return result;
  }

  private static byte[] encode(Map<Long, List<Piece>> mine) {
    List<long[]> tiles = new ArrayList<>();
    int size = 0;
    for (List<Piece> pieces : mine.values()) {
      long[] t = coded(pieces);
      tiles.add(t);
      size = Math.addExact(size, Math.addExact(12, Math.multiplyExact(8, t.length)));
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    int i = 0;
    for (long key : mine.keySet()) {
      long[] t = tiles.get(i++);
      out.putLong(key).putInt(t.length);
      for (long x : t) {
        out.putLong(x);
      }
    }
    return out.array();
  }

  /** Chunk number × 2, plus 1 where one piece covers the whole chunk. */
  private static long[] coded(List<Piece> pieces) {
    DatasetStore store = pieces.get(0).store();
    if (!store.isChunked()) {
      return new long[0];
    }
    Grid grid = store.grid();
    return Settlement.pieceTiles(grid, pieces).entrySet().stream()
        .mapToLong(e -> e.getKey() << 1 | (coversWhole(e.getValue(), grid, e.getKey()) ? 1 : 0))
        .toArray();
  }

  private static boolean coversWhole(List<Piece> pieces, Grid grid, long tile) {
    return pieces.stream()
        .anyMatch(p -> Runs.of(p.selection(), grid, tile).elements() == grid.tileElements());
  }
}
