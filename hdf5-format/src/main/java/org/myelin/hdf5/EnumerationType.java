package org.myelin.hdf5;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Named values of an integer type, as they stand in the file. */
public final class EnumerationType implements Datatype {
  private final Datatype base;
  private final List<String> names;
  private final byte[] values;

  /**
   * A set of names with their values.
   *
   * @param base the integer type
   * @param names one for each value
   * @param values the values one after the other, {@code base.size()} bytes each, in the byte order
   *     of the base
   */
  public EnumerationType(Datatype base, List<String> names, byte[] values) {
    if (values.length != (long) names.size() * base.size()) {
      throw new IllegalArgumentException(
          names.size()
              + " names need "
              + (long) names.size() * base.size()
              + " bytes of values, not "
              + values.length);
    }
    this.base = base;
    this.names = List.copyOf(names);
    this.values = values.clone();
  }

  /** The integer type. */
  public Datatype base() {
    return base;
  }

  /** The names in the order of the file. */
  public List<String> names() {
    return names;
  }

  /** A copy of the values, {@code base().size()} bytes each. */
  public byte[] values() {
    return values.clone();
  }

  /** The bytes of the value at {@code index}. */
  public byte[] value(int index) {
    int n = base.size();
    return Arrays.copyOfRange(values, index * n, (index + 1) * n);
  }

  /** Whether this is a boolean as h5py writes it. */
  public boolean isBoolean() {
    return equals(BOOL);
  }

  @Override
  public int size() {
    return base.size();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof EnumerationType e
        && base.equals(e.base)
        && names.equals(e.names)
        && Arrays.equals(values, e.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * base.hashCode() + names.hashCode()) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("enum ").append(base).append('{');
    for (int i = 0; i < names.size(); i++) {
      s.append(i == 0 ? "" : ", ").append(names.get(i)).append("=0x");
      s.append(HexFormat.of().formatHex(value(i)));
    }
    return s.append('}').toString();
  }
}
