package org.myelin.hdf5.internal.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * One rank's writes that wait for the next collective call, in the order in which they were made,
 * within a budget.
 */
public final class WriteBuffer {
  private final long budget;
  private List<Piece> pieces = new ArrayList<>();
  private long bytes;

  /** A buffer for at most this many bytes. */
  public WriteBuffer(long budget) {
    this.budget = budget;
  }

  /** Whether this write still fits. */
  public boolean fits(Piece piece) {
    return bytes + piece.footprint() <= budget;
  }

  /** Keeps a write; its elements are copied. */
  public void add(Piece piece) {
    pieces.add(piece.kept());
    bytes += piece.footprint();
  }

  /** All kept writes but those to datasets that are gone; the buffer is empty afterwards. */
  public List<Piece> take() {
    List<Piece> all = new ArrayList<>(pieces);
    all.removeIf(p -> p.store().isDeleted());
    pieces = new ArrayList<>();
    bytes = 0;
    return all;
  }

  /** The kept writes of one dataset, oldest first. */
  public List<Piece> of(DatasetStore store) {
    return pieces.stream().filter(p -> p.store() == store).toList();
  }

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** The budget in bytes. */
  public long budget() {
    return budget;
  }
}
