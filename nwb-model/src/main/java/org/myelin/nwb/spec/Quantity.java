package org.myelin.nwb.spec;

/**
 * How many objects an entry stands for.
 *
 * @param min least number
 * @param max greatest number, {@link Long#MAX_VALUE} for no limit
 */
public record Quantity(long min, long max) {
  /** Exactly one, the language's default. */
  public static final Quantity ONE = new Quantity(1, 1);

  /** {@code ?}: none or one. */
  public static final Quantity OPTIONAL = new Quantity(0, 1);

  /** {@code *}: any number. */
  public static final Quantity ANY = new Quantity(0, Long.MAX_VALUE);

  /** {@code +}: at least one. */
  public static final Quantity SOME = new Quantity(1, Long.MAX_VALUE);

  /** Refuses an empty range. */
  public Quantity {
    if (min < 0 || max < min) {
      throw new IllegalArgumentException("quantity from " + min + " to " + max);
    }
  }

  /** Whether objects may be absent. */
  public boolean isOptional() {
    return min == 0;
  }

  /** Whether there may be more than one. */
  public boolean isMany() {
    return max > 1;
  }

  /** As the language writes it: {@code ?}, {@code *}, {@code +} or a number. */
  @Override
  public String toString() {
    if (max == Long.MAX_VALUE) {
      return min == 0 ? "*" : "+";
    }
    return min == 0 ? "?" : Long.toString(max);
  }
}
