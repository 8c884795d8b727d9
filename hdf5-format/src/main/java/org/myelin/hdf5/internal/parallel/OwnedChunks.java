package org.myelin.hdf5.internal.parallel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.internal.chunk.ChunkRecord;
import org.myelin.hdf5.internal.dataset.ChunkAssembly;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.Piece;
import org.myelin.hdf5.internal.dataset.TileBytes;
import org.myelin.hdf5.spi.ExtentList;

/**
 * Chunks that one rank puts together from what all ranks write into them. The owner is, among a
 * chunk's writers, the one that owns fewest so far; every rank computes that alike. Chunks are
 * handled in rounds, so that no rank ever holds more than {@link Settlement#ROUND_BYTES} of its own
 * at once, nor the whole of a dataset.
 */
final class OwnedChunks {
  /** A chunk that needs an owner, and who writes into it. */
  record Chunk(DatasetStore store, long tile, Touches.Writers writers) {}

  private record Mine(Chunk chunk, ChunkAssembly assembly) {}

  private final SharedFile file;
  private final Peers peers;
  private final Map<Long, List<Piece>> pieces;
  private final List<List<Chunk>> rounds = new ArrayList<>();
  private final Map<Chunk, Integer> owner = new HashMap<>();

  OwnedChunks(SharedFile file, List<Chunk> chunks, Map<Long, List<Piece>> pieces) {
    this.file = file;
    this.peers = file.guard().peers();
    this.pieces = pieces;
    int[] owned = new int[peers.size()];
    int[] round = new int[peers.size()];
    long[] bytes = new long[peers.size()];
    for (Chunk c : chunks) {
      int best = c.writers.ranks().get(0);
      for (int r : c.writers.ranks()) {
        best = owned[r] < owned[best] ? r : best;
      }
      owned[best]++;
      owner.put(c, best);
      if (bytes[best] > 0 && bytes[best] + c.store.tileBytes() > Settlement.ROUND_BYTES) {
        round[best]++;
        bytes[best] = 0;
      }
      bytes[best] += c.store.tileBytes();
      while (rounds.size() <= round[best]) {
        rounds.add(new ArrayList<>());
      }
      rounds.get(round[best]).add(c);
    }
  }

  /** Exchanges, encodes and writes the chunks, and enters them into their indexes. Collective. */
  void write() {
    Map<Long, Map<Long, List<Piece>>> byTile = new HashMap<>();
    pieces.forEach(
        (key, p) ->
            byTile.put(
                key,
                p.get(0).store().isChunked()
                    ? Settlement.pieceTiles(p.get(0).store().grid(), p)
                    : Map.of()));
    for (List<Chunk> round : rounds) {
      List<Mine> mine = new ArrayList<>();
      byte[][] received = peers.allToAll(send(round, byTile));
      Attempt<Void> encoded =
          Attempt.run(
              () -> {
                for (Chunk c : round) {
                  if (owner.get(c) == peers.rank()) {
                    mine.add(new Mine(c, new ChunkAssembly(c.store, c.tile)));
                  }
                }
                merge(mine, received, byTile);
                boolean early = encodesEarly(mine);
                file.inParallel(mine, m -> m.assembly.encode(early));
              });
      file.guard().agree("write chunks", encoded.failure());
      place(round, mine);
      writeOut(mine);
    }
  }

  /** Whether code that is slow at first is better left alone; never on several ranks. */
  private boolean encodesEarly(List<Mine> mine) {
    long bytes =
        mine.stream()
            .filter(m -> m.chunk.store.isFiltered())
            .mapToLong(m -> m.chunk.store.tileBytes())
            .sum();
    return file.encodesEarly(bytes) && peers.size() == 1;
  }

  private byte[][] send(List<Chunk> round, Map<Long, Map<Long, List<Piece>>> byTile) {
    byte[][] toEach = new byte[peers.size()][];
    for (int r = 0; r < toEach.length; r++) {
      toEach[r] = r == peers.rank() ? new byte[0] : messageTo(r, round, byTile);
    }
    return toEach;
  }

  private byte[] messageTo(int rank, List<Chunk> round, Map<Long, Map<Long, List<Piece>>> byTile) {
    List<TileBytes> parts = new ArrayList<>();
    int size = 0;
    for (Chunk c : round) {
      if (owner.get(c) == rank && c.writers.ranks().contains(peers.rank())) {
        TileBytes t =
            TileBytes.gather(byTile.get(c.store.key()).get(c.tile), c.store.grid(), c.tile);
        parts.add(t);
        size = Math.addExact(size, t.encodedSize());
      }
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    parts.forEach(t -> t.encode(out));
    return out.array();
  }

  /** Writers come in rank order within each chunk, so all runs give the same bytes. */
  private void merge(List<Mine> mine, byte[][] received, Map<Long, Map<Long, List<Piece>>> byTile) {
    ByteBuffer[] from = new ByteBuffer[received.length];
    for (int r = 0; r < from.length; r++) {
      from[r] = ByteBuffer.wrap(received[r]);
    }
    for (Mine m : mine) {
      Chunk c = m.chunk;
      for (int r : c.writers.ranks()) {
        m.assembly.add(
            r == peers.rank()
                ? TileBytes.gather(byTile.get(c.store.key()).get(c.tile), c.store.grid(), c.tile)
                : TileBytes.decode(from[r]));
      }
    }
  }

  /**
   * Tells all ranks the encoded sizes; every rank then gives each chunk the same place and enters
   * it into its index.
   */
  private void place(List<Chunk> round, List<Mine> mine) {
    ByteBuffer sizes = ByteBuffer.allocate(12 * mine.size());
    mine.forEach(m -> sizes.putLong(m.assembly.encodedSize()).putInt(m.assembly.filterMask()));
    byte[][] all = peers.allGather(sizes.array());
    ByteBuffer[] from = new ByteBuffer[all.length];
    for (int r = 0; r < all.length; r++) {
      from[r] = ByteBuffer.wrap(all[r]);
    }
    for (Chunk c : round) {
      ByteBuffer b = from[owner.get(c)];
      c.store.placeEncoded(c.tile, b.getLong(), b.getInt());
    }
  }

  private void writeOut(List<Mine> mine) {
    List<Mine> inOrder = new ArrayList<>(mine);
    inOrder.sort(Comparator.comparingLong(m -> record(m).address()));
    ExtentList extents = new ExtentList();
    for (Mine m : inOrder) {
      extents.add(file.baseAddress() + record(m).address(), m.assembly.encoded());
    }
    file.driver().writeAll(extents);
  }

  private static ChunkRecord record(Mine m) {
    return m.chunk.store.record(m.chunk.tile);
  }
}
