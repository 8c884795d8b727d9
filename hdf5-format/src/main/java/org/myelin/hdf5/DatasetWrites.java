package org.myelin.hdf5;

import java.nio.ByteBuffer;
import java.util.List;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.ElementSource;
import org.myelin.hdf5.internal.dataset.NumberFormat;
import org.myelin.hdf5.internal.dataset.Piece;
import org.myelin.hdf5.internal.dataset.PrimitiveArrays;
import org.myelin.hdf5.internal.dataset.ValueWriter;
import org.myelin.hdf5.internal.parallel.Attempt;

/** One write of elements, from the forms that {@link Dataset} takes. */
final class DatasetWrites extends DatasetCall {
  DatasetWrites(Dataset dataset, DatasetStore store) {
    super(dataset, store);
  }

  void values(Selection selection, Object values, Transfer transfer) {
    submit(
        selection,
        transfer,
        s -> {
          NumberFormat f = NumberFormat.of(store.type());
          if (f != null
              && values != null
              && values.getClass().isArray()
              && values.getClass().getComponentType().isPrimitive()) {
            return new Piece(store, s, PrimitiveArrays.source(values, f), List.of());
          }
          ValueWriter w = new ValueWriter(where(), engine.geometry());
          ByteBuffer b = w.encode(store.type(), values, s.elements());
          return new Piece(store, s, ElementSource.ofBytes(b, store.elementSize()), w.values());
        });
  }

  void raw(Selection selection, ByteBuffer elements, Transfer transfer) {
    submit(
        selection,
        transfer,
        s -> {
          if (elements.remaining() % store.elementSize() != 0) {
            throw new IllegalArgumentException(
                where()
                    + ": "
                    + elements.remaining()
                    + " bytes are not a whole number of elements of "
                    + store.elementSize());
          }
          return new Piece(
              store, s, ElementSource.ofBytes(elements, store.elementSize()), List.of());
        });
  }

  void numbers(Selection selection, Object array, Transfer transfer) {
    submit(
        selection,
        transfer,
        s -> new Piece(store, s, PrimitiveArrays.source(array, format(array)), List.of()));
  }

  @FunctionalInterface
  private interface Preparation {
    Piece of(Selection.Placed selection);
  }

  /**
   * In a collective write a rank whose arguments are wrong still takes part, so that all ranks
   * learn of it.
   */
  private void submit(Selection selection, Transfer transfer, Preparation preparation) {
    engine.checkWritable();
    Attempt<Piece> piece = Attempt.of(() -> piece(selection, preparation));
    if (transfer == Transfer.COLLECTIVE) {
      engine.guard().agree("write " + dataset.path(), piece.failure());
    }
    engine.write(piece.get(), transfer);
  }

  private Piece piece(Selection selection, Preparation preparation) {
    store.checkSupported();
    Selection.Placed s = within(selection);
    if (s instanceof ElementRuns runs) {
      s = runs.distinct();
    }
    store.checkWritable();
    Piece piece = preparation.of(s);
    if (piece.source().elements() != s.elements()) {
      throw new IllegalArgumentException(
          where()
              + ": "
              + piece.source().elements()
              + " values for the "
              + s.elements()
              + " elements of "
              + selection);
    }
    return piece;
  }

  private NumberFormat format(Object array) {
    NumberFormat f = NumberFormat.of(store.type());
    if (f == null) {
      throw cannotTake(array);
    }
    return f;
  }
}
