package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import org.myelin.hdf5.Selection;

/**
 * Lays a write that still waits over what was read from the file, so that a rank always reads back
 * its own writes.
 */
public final class Overlay {
  private Overlay() {}

  /** Gives the sink what the write and the selection have in common. */
  public static void apply(Piece piece, Selection.Placed selection, ElementSink sink) {
    int size = piece.store().elementSize();
    Runs.common(piece.selection(), selection, piece.store().shape())
        .forEach(
            (from, to, n) -> {
              ByteBuffer b = ByteBuffer.allocate(Math.toIntExact(n * size));
              piece.source().copy(from, (int) n, b, 0);
              sink.accept(to, (int) n, b, 0);
            });
  }
}
