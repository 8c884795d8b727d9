package org.myelin.hdf5.internal.parallel;

import java.util.function.Supplier;

/**
 * Work whose failure has to wait: until other ranks have heard of it, until helpers have ended, or
 * until storage is closed. The failure stays what it is and is thrown again; this is the only place
 * of the engine that catches more than failures of its own kinds.
 *
 * @param value what the work gave; null if it failed
 * @param failure what it threw, or null
 */
public record Attempt<T>(T value, RuntimeException failure) {
  /** Runs the work. */
  public static <T> Attempt<T> of(Supplier<T> work) {
    try {
      return new Attempt<>(work.get(), null);
    } catch (RuntimeException e) {
      return new Attempt<>(null, e);
    }
  }

  /** Runs work that gives nothing. */
  public static Attempt<Void> run(Runnable work) {
    return of(
        () -> {
          work.run();
          return null;
        });
  }

  /** Whether the work threw. */
  public boolean failed() {
    return failure != null;
  }

  /** What the work gave, or its failure. */
  public T get() {
    if (failure != null) {
      throw failure;
    }
    return value;
  }
}
