package org.myelin.mpi;

import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * A key under which a library keeps something of its own with communicators (MPI standard,
 * "Caching"). Two keys are never equal.
 *
 * @param <T> type of the values
 */
public final class AttributeKey<T> {
  private final Class<T> type;
  private final UnaryOperator<T> copy;
  private final BiConsumer<Comm, T> delete;

  private AttributeKey(Class<T> type, UnaryOperator<T> copy, BiConsumer<Comm, T> delete) {
    this.type = type;
    this.copy = copy;
    this.delete = delete;
  }

  /** A key whose values a dup does not take over. */
  public static <T> AttributeKey<T> of(Class<T> type) {
    return of(type, value -> null, (comm, value) -> {});
  }

  /**
   * A key whose values are copied at a dup and deleted at a close.
   *
   * @param copy the new communicator's value, or null for none
   * @param delete told when the value leaves a communicator
   */
  public static <T> AttributeKey<T> of(
      Class<T> type, UnaryOperator<T> copy, BiConsumer<Comm, T> delete) {
    return new AttributeKey<>(type, copy, delete);
  }

  T cast(Object value) {
    return type.cast(value);
  }

  void copy(Object value, Comm to) {
    T copied = copy.apply(cast(value));
    if (copied != null) {
      to.setAttribute(this, copied);
    }
  }

  void deleted(Comm from, T value) {
    if (value != null) {
      delete.accept(from, value);
    }
  }
}
