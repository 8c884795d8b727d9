package org.myelin.hdf5.internal.parallel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.myelin.hdf5.internal.chunk.Grid;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.Piece;
import org.myelin.hdf5.internal.dataset.TileBytes;
import org.myelin.hdf5.internal.driver.LentBuffer;
import org.myelin.hdf5.spi.ExtentList;

/**
 * Brings the ranks' waiting writes into the file, in one exchange. Every rank of the file runs it
 * at the same time, with or without writes of its own; a serial file is the case of one rank.
 *
 * <ol>
 *   <li>Variable-length values go to the global heap ({@link HeapExchange}).
 *   <li>The ranks tell each other which chunks they touch ({@link Touches}); every rank then knows
 *       who writes where.
 *   <li>New chunks without filters get their place, on every rank the same.
 *   <li>Chunks that one rank must put together, because they are filtered or need a fill value, are
 *       sent to their owner, encoded there, given their place, and written ({@link OwnedChunks}).
 *   <li>All other bytes go straight from each rank through its view of the file ({@link
 *       #writeDirect}).
 * </ol>
 */
public final class Settlement {
  /** Bytes that one rank gathers before it takes part in a collective write. */
  static final long ROUND_BYTES = 32L << 20;

  /** Bytes that a rank without others writes at once. */
  private static final int BUFFER = 4 << 20;

  /** Bytes of a box too large for one buffer that are written at once. */
  private static final long PART_BYTES = 256L << 20;

  private final SharedFile file;
  private final Peers peers;
  private final Map<Long, List<Piece>> mine = new LinkedHashMap<>();

  private Settlement(SharedFile file, List<Piece> pieces) {
    this.file = file;
    this.peers = file.guard().peers();
    for (Piece p : HeapExchange.place(file, pieces)) {
      mine.computeIfAbsent(p.store().key(), k -> new ArrayList<>()).add(p);
    }
  }

  /** Settles these writes of this rank with those of the others. Collective. */
  public static void settle(SharedFile file, List<Piece> pieces) {
    if (!pieces.isEmpty() || !file.guard().peers().alone()) {
      new Settlement(file, pieces).run();
    }
  }

  private void run() {
    TreeMap<Long, Touches> all = Touches.exchange(peers, mine);
    List<OwnedChunks.Chunk> owned = new ArrayList<>();
    List<Direct> direct = new ArrayList<>();
    for (Touches t : all.values()) {
      DatasetStore store = file.store(t.key());
      List<Piece> pieces = mine.getOrDefault(t.key(), List.of());
      if (store.elsewhere() != null) {
        Attempt<Void> done = Attempt.run(() -> pieces.forEach(store.elsewhere()::write));
        file.guard().agree("write elements of " + store.path(), done.failure());
      } else if (store.isCompact()) {
        Replicated.apply(peers, store, pieces);
      } else if (store.isChunked()) {
        store.allocateForWrite();
        classify(store, t, pieces, owned, direct);
      } else {
        store.allocateForWrite();
        pieceTiles(store.grid(), pieces).forEach((tile, p) -> addDirect(store, tile, p, direct));
      }
    }
    new OwnedChunks(file, owned, mine).write();
    writeDirect(direct);
  }

  private void classify(
      DatasetStore store,
      Touches touches,
      List<Piece> pieces,
      List<OwnedChunks.Chunk> owned,
      List<Direct> direct) {
    Map<Long, List<Piece>> byTile = pieceTiles(store.grid(), pieces);
    touches
        .tiles()
        .forEach(
            (tile, writers) -> {
              if (store.isFiltered() || !store.placeUnfiltered(tile, writers.wholeByOne())) {
                owned.add(new OwnedChunks.Chunk(store, tile, writers));
              } else if (byTile.containsKey(tile)) {
                addDirect(store, tile, byTile.get(tile), direct);
              }
            });
  }

  /** The pieces that touch each box. */
  static TreeMap<Long, List<Piece>> pieceTiles(Grid grid, List<Piece> pieces) {
    TreeMap<Long, List<Piece>> byTile = new TreeMap<>();
    for (Piece p : pieces) {
      grid.forEach(p.selection(), t -> byTile.computeIfAbsent(t, k -> new ArrayList<>(1)).add(p));
    }
    return byTile;
  }

  /** A box of more than fits into one buffer is written part by part. */
  private static void addDirect(
      DatasetStore store, long tile, List<Piece> pieces, List<Direct> direct) {
    long bytes = pieces.stream().mapToLong(Piece::bytes).sum();
    long whole = store.tileBytes();
    if (whole <= DatasetStore.MOST_IN_ONE_BUFFER) {
      direct.add(new Direct(store, tile, pieces, 0, whole, Math.min(bytes, whole)));
      return;
    }
    long part = bytes <= PART_BYTES ? whole : PART_BYTES - PART_BYTES % store.elementSize();
    for (long from = 0; from < whole; from += part) {
      long to = Math.min(whole, from + part);
      direct.add(new Direct(store, tile, pieces, from, to, Math.min(bytes, to - from)));
    }
  }

  /**
   * Bytes of a box that go straight into the file.
   *
   * @param from first byte in the box
   * @param to byte behind
   * @param most bytes that are written at most; exact where one piece takes the whole box
   */
  private record Direct(
      DatasetStore store, long tile, List<Piece> pieces, long from, long to, long most) {
    long address() {
      return store.tileAddress(tile) + from;
    }
  }

  /**
   * One rank waits for nobody: its elements go to the file through one buffer, which stays in the
   * processor's cache, instead of being gathered first.
   */
  private void writeAlone(List<Direct> direct) {
    try (LentBuffer lent = new LentBuffer(BUFFER)) {
      int[] used = {0};
      ExtentList extents = new ExtentList();
      for (Direct d : direct) {
        long most = d.most;
        if (used[0] + most > BUFFER) {
          file.driver().writeAll(extents);
          extents = new ExtentList();
          used[0] = 0;
        }
        add(extents, d, most > BUFFER ? ByteBuffer::allocate : n -> lent.bytes().slice(used[0], n));
        used[0] += (int) Math.min(BUFFER, most);
      }
      file.driver().writeAll(extents);
    }
  }

  private void add(ExtentList extents, Direct d, IntFunction<ByteBuffer> memory) {
    TileBytes bytes = TileBytes.gather(d.pieces, d.store.grid(), d.tile, d.from, d.to, memory);
    long base = file.baseAddress() + d.store.tileAddress(d.tile);
    for (int i = 0; i < bytes.size(); i++) {
      extents.addRange(base + bytes.from(i), bytes.length(i));
    }
    extents.addData(bytes.packed());
  }

  private void writeDirect(List<Direct> direct) {
    direct.sort(Comparator.comparingLong(Direct::address));
    if (peers.alone()) {
      writeAlone(direct);
      return;
    }
    List<List<Direct>> rounds = new ArrayList<>();
    long bytes = ROUND_BYTES;
    for (Direct d : direct) {
      long size = d.most;
      if (bytes + size > ROUND_BYTES) {
        rounds.add(new ArrayList<>());
        bytes = 0;
      }
      rounds.get(rounds.size() - 1).add(d);
      bytes += size;
    }
    long most = maxOverRanks(rounds.size());
    for (int r = 0; r < most; r++) {
      ExtentList extents = new ExtentList();
      for (Direct d : r < rounds.size() ? rounds.get(r) : List.<Direct>of()) {
        add(extents, d, ByteBuffer::allocate);
      }
      file.driver().writeAll(extents);
    }
  }

  private long maxOverRanks(long value) {
    long most = 0;
    for (byte[] b : peers.allGather(ByteBuffer.allocate(8).putLong(0, value).array())) {
      most = Math.max(most, ByteBuffer.wrap(b).getLong());
    }
    return most;
  }
}
