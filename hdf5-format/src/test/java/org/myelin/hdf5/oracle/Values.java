package org.myelin.hdf5.oracle;

import java.util.List;

/**
 * A dataset as another reader saw it.
 *
 * @param shape one length for each dimension, empty for a scalar
 * @param elements flat, in C order: Long, Double, Boolean, String, or List for compound members
 */
public record Values(List<Long> shape, List<Object> elements) {
  /** The elements as integers; a value that is none fails. */
  public long[] longs() {
    return elements.stream()
        .mapToLong(e -> e instanceof Boolean b ? (b ? 1 : 0) : ((Long) e).longValue())
        .toArray();
  }

  /** The elements as floating-point numbers. */
  public double[] doubles() {
    return elements.stream().mapToDouble(e -> ((Number) e).doubleValue()).toArray();
  }

  /** The elements as text. */
  public List<String> strings() {
    return elements.stream().map(String.class::cast).toList();
  }
}
