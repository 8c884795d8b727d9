package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.util.List;
import org.myelin.hdf5.Selection;

/**
 * One write that is not in the file yet.
 *
 * @param store the dataset
 * @param selection where it goes
 * @param source its elements
 * @param values what the elements lead to, while it has no place in the heap; in the order of the
 *     elements' holes
 */
public record Piece(
    DatasetStore store, Selection.Placed selection, ElementSource source, List<HeapValue> values) {
  /** Bytes of its elements in stored form. */
  public long bytes() {
    return Math.multiplyExact(selection.elements(), (long) store.elementSize());
  }

  /** Bytes that keeping this write takes. */
  public long footprint() {
    return values.stream().mapToLong(v -> v.bytes().length + 16L).sum() + bytes() + 128;
  }

  /** The same write with elements of its own, so that the caller's array may change. */
  public Piece kept() {
    ByteBuffer own = ByteBuffer.allocate(Math.toIntExact(bytes()));
    source.copy(0, Math.toIntExact(selection.elements()), own, 0);
    return new Piece(store, selection, ElementSource.ofBytes(own, store.elementSize()), values);
  }
}
