package org.myelin.hdf5.internal.parallel;

import java.nio.ByteBuffer;
import java.util.List;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.ElementSource;
import org.myelin.hdf5.internal.dataset.Piece;

/**
 * Writes into compact data. It is part of the object header, which every rank keeps in memory; so
 * the elements are sent to all ranks, which apply them in rank order and keep their headers alike.
 */
final class Replicated {
  private Replicated() {}

  static void apply(Peers peers, DatasetStore store, List<Piece> mine) {
    for (byte[] b : peers.allGather(encode(mine))) {
      ByteBuffer in = ByteBuffer.wrap(b);
      while (in.hasRemaining()) {
        store.writeCompact(decode(store, in));
      }
    }
  }

  private static byte[] encode(List<Piece> pieces) {
    int size = 0;
    for (Piece p : pieces) {
      size = Math.addExact(size, 32 * p.selection().rank() + Math.toIntExact(p.bytes()));
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    for (Piece p : pieces) {
      Hyperslab s = p.selection();
      for (int d = 0; d < s.rank(); d++) {
        out.putLong(s.startAt(d))
            .putLong(s.blocks(d))
            .putLong(s.strideAt(d))
            .putLong(s.blockLength(d));
      }
      p.source().copy(0, Math.toIntExact(s.elements()), out, out.position());
      out.position(out.position() + Math.toIntExact(p.bytes()));
    }
    return out.array();
  }

  private static Piece decode(DatasetStore store, ByteBuffer in) {
    int rank = store.shape().length;
    long[][] s = new long[4][rank];
    for (int d = 0; d < rank; d++) {
      for (long[] part : s) {
        part[d] = in.getLong();
      }
    }
    Hyperslab slab = Hyperslab.start(s[0]).count(s[1]).stride(s[2]).block(s[3]);
    int bytes = Math.toIntExact(slab.elements() * store.elementSize());
    ElementSource source =
        ElementSource.ofBytes(in.slice(in.position(), bytes), store.elementSize());
    in.position(in.position() + bytes);
    return new Piece(store, slab, source, List.of());
  }
}
