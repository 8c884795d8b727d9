package org.myelin.hdf5.internal.parallel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.myelin.hdf5.ElementRuns;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.Selection;
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
      int head = p.selection() instanceof ElementRuns ? 8 : 32;
      size =
          Math.addExact(size, Math.toIntExact(4 + (long) head * places(p.selection()) + p.bytes()));
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    for (Piece p : pieces) {
      out.putInt(p.selection() instanceof ElementRuns r ? Math.toIntExact(r.elements()) : -1);
      if (p.selection() instanceof Hyperslab s) {
        for (int d = 0; d < s.rank(); d++) {
          out.putLong(s.startAt(d))
              .putLong(s.blocks(d))
              .putLong(s.strideAt(d))
              .putLong(s.blockLength(d));
        }
      } else {
        putPlaces((ElementRuns) p.selection(), out);
      }
      p.source().copy(0, Math.toIntExact(p.selection().elements()), out, out.position());
      out.position(out.position() + Math.toIntExact(p.bytes()));
    }
    return out.array();
  }

  private static long places(Selection.Placed s) {
    return s instanceof ElementRuns ? s.elements() : s.rank();
  }

  /** The place of each packed element; -1 where a later one takes its place. */
  private static void putPlaces(ElementRuns runs, ByteBuffer out) {
    int base = out.position();
    int n = Math.toIntExact(runs.elements());
    for (int i = 0; i < n; i++) {
      out.putLong(-1);
    }
    for (int i = 0; i < runs.size(); i++) {
      for (long k = 0; k < runs.length(i); k++) {
        out.putLong(base + 8 * (int) (runs.packed(i) + k), runs.place(i) + k);
      }
    }
  }

  private static Piece decode(DatasetStore store, ByteBuffer in) {
    int points = in.getInt();
    return points < 0 ? hyperslab(store, in) : points(store, in, points);
  }

  private static Piece points(DatasetStore store, ByteBuffer in, int n) {
    int size = store.elementSize();
    long[] places = new long[n];
    int kept = 0;
    ByteBuffer elements = ByteBuffer.allocate(n * size);
    int data = in.position() + 8 * n;
    for (int i = 0; i < n; i++) {
      long place = in.getLong();
      if (place >= 0) {
        elements.put(kept * size, in, data + i * size, size);
        places[kept++] = place;
      }
    }
    in.position(data + n * size);
    ElementRuns runs = ElementRuns.ofPlaces(store.shape(), Arrays.copyOf(places, kept), "points");
    return new Piece(
        store, runs, ElementSource.ofBytes(elements.limit(kept * size), size), List.of());
  }

  private static Piece hyperslab(DatasetStore store, ByteBuffer in) {
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
