package org.myelin.nwb;

import java.util.function.Supplier;

/** A value made on first use, once, by whichever thread comes first. */
final class Lazily<T> {
  private Supplier<T> maker;
  private T value;

  Lazily(Supplier<T> maker) {
    this.maker = maker;
  }

  synchronized T get() {
    if (maker != null) {
      value = maker.get();
      maker = null;
    }
    return value;
  }
}
