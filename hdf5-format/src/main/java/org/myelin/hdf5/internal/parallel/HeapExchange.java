package org.myelin.hdf5.internal.parallel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.dataset.Piece;
import org.myelin.hdf5.internal.dataset.VlenElements;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;

/**
 * Puts variable-length values into the global heap before the elements that point at them are
 * written. Every rank gets every rank's values and enters them in rank order, so that all ranks
 * keep the same heap and a rank knows the places of its own values. Meant for text of moderate
 * size, as NWB has it.
 */
final class HeapExchange {
  private HeapExchange() {}

  /** The pieces with their references in place. Collective. */
  static List<Piece> place(SharedFile file, List<Piece> pieces) {
    Peers peers = file.guard().peers();
    List<byte[]> mine = new ArrayList<>();
    pieces.forEach(p -> mine.addAll(p.values()));
    List<GlobalHeapId> ids = new ArrayList<>();
    if (peers.alone()) {
      mine.forEach(v -> ids.add(file.heap().add(v)));
    } else {
      byte[][] all = peers.allGather(encode(mine));
      for (int rank = 0; rank < all.length; rank++) {
        ByteBuffer in = ByteBuffer.wrap(all[rank]);
        while (in.hasRemaining()) {
          byte[] value = new byte[in.getInt()];
          in.get(value);
          GlobalHeapId id = file.heap().add(value);
          if (rank == peers.rank()) {
            ids.add(id);
          }
        }
      }
    }
    List<Piece> placed = new ArrayList<>();
    int next = 0;
    for (Piece p : pieces) {
      int n = p.values().size();
      placed.add(n == 0 ? p : VlenElements.place(p, ids.subList(next, next + n), file.geometry()));
      next += n;
    }
    return placed;
  }

  private static byte[] encode(List<byte[]> values) {
    int size = 0;
    for (byte[] v : values) {
      size = Math.addExact(size, 4 + v.length);
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    values.forEach(v -> out.putInt(v.length).put(v));
    return out.array();
  }
}
