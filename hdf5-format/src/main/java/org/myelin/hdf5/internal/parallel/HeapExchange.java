package org.myelin.hdf5.internal.parallel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.dataset.HeapValue;
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
    List<HeapValue> mine = new ArrayList<>();
    pieces.forEach(p -> mine.addAll(p.values()));
    List<GlobalHeapId> ids = new ArrayList<>();
    if (peers.alone()) {
      ids.addAll(HeapValue.place(mine, file.heap()::add, file.geometry()));
    } else {
      byte[][] all = peers.allGather(encode(mine));
      for (int rank = 0; rank < all.length; rank++) {
        List<GlobalHeapId> placed =
            HeapValue.place(decode(all[rank]), file.heap()::add, file.geometry());
        if (rank == peers.rank()) {
          ids.addAll(placed);
        }
      }
    }
    List<Piece> placed = new ArrayList<>();
    int next = 0;
    for (Piece p : pieces) {
      int n = HeapValue.top(p.values());
      placed.add(n == 0 ? p : VlenElements.place(p, ids.subList(next, next + n), file.geometry()));
      next += n;
    }
    return placed;
  }

  private static byte[] encode(List<HeapValue> values) {
    int size = 0;
    for (HeapValue v : values) {
      size = Math.addExact(size, 8 + v.bytes().length + 4 * v.holes().size());
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    for (HeapValue v : values) {
      out.putInt(v.bytes().length).put(v.bytes()).putInt(v.holes().size());
      v.holes().forEach(out::putInt);
    }
    return out.array();
  }

  private static List<HeapValue> decode(byte[] all) {
    List<HeapValue> values = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(all);
    while (in.hasRemaining()) {
      byte[] bytes = new byte[in.getInt()];
      in.get(bytes);
      List<Integer> holes = new ArrayList<>();
      for (int n = in.getInt(); n > 0; n--) {
        holes.add(in.getInt());
      }
      values.add(new HeapValue(bytes, holes));
    }
    return values;
  }
}
