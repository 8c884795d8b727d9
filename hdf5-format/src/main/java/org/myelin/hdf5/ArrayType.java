package org.myelin.hdf5;

import java.util.ArrayList;
import java.util.List;

/**
 * A small array as one element.
 *
 * @param dims its lengths, slowest first
 * @param base of one value
 */
public record ArrayType(List<Integer> dims, Datatype base) implements Datatype {
  /** Copies the lengths and checks that the whole fits 2^31 - 1 bytes. */
  public ArrayType {
    dims = List.copyOf(dims);
    long size = base.size();
    for (int d : dims) {
      if (d < 1 || size * d > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "array " + dims + " of " + base.size() + " bytes each does not fit 2^31 - 1 bytes");
      }
      size *= d;
    }
  }

  static List<Integer> box(int... dims) {
    List<Integer> out = new ArrayList<>();
    for (int d : dims) {
      out.add(d);
    }
    return out;
  }

  /** How many values one element has. */
  public int elements() {
    return dims.stream().reduce(1, (a, b) -> a * b);
  }

  @Override
  public int size() {
    return elements() * base.size();
  }

  @Override
  public String toString() {
    return base + dims.toString();
  }
}
