package org.myelin.hdf5;

/**
 * The time class: rare, and its meaning was never settled; elements are kept as bytes.
 *
 * @param size bytes
 * @param order little or big endian
 * @param precision bits of the value
 */
public record TimeType(int size, Endianness order, int precision) implements Datatype {
  /** Checks the size. */
  public TimeType {
    TypeChecks.size(size);
  }

  @Override
  public String toString() {
    return "time" + 8 * size + TypeChecks.suffix(order, size);
  }
}
