package org.myelin.hdf5;

import java.util.Arrays;

/**
 * A regular hyperslab: in each dimension {@code count} blocks of {@code block} elements, {@code
 * stride} apart, from {@code start}. Immutable; stride and block are 1 unless given.
 *
 * <pre>{@code Hyperslab.start(0, 2).count(1000, 1)   // one column
 * Hyperslab.point(rank)                  // one element}</pre>
 */
public final class Hyperslab implements Selection.Placed {
  static final Hyperslab NONE = new Hyperslab(null, null, null, null);

  private final long[] start;
  private final long[] count;
  private final long[] stride;
  private final long[] block;

  private Hyperslab(long[] start, long[] count, long[] stride, long[] block) {
    this.start = start;
    this.count = count;
    this.stride = stride;
    this.block = block;
  }

  /** Begins a hyperslab at this element; count is 1 in each dimension until given. */
  public static Hyperslab start(long... start) {
    long[] one = ones(start.length);
    return new Hyperslab(start.clone(), one, one, one);
  }

  /** The single element with these indices. */
  public static Hyperslab point(long... index) {
    return start(index);
  }

  /** With this many blocks in each dimension; 0 in one of them selects nothing. */
  public Hyperslab count(long... newCount) {
    return new Hyperslab(start, same(newCount, "count"), stride, block);
  }

  /** With this distance between the starts of neighbouring blocks. */
  public Hyperslab stride(long... newStride) {
    return new Hyperslab(start, count, same(newStride, "stride"), block);
  }

  /** With blocks of this many elements. */
  public Hyperslab block(long... newBlock) {
    return new Hyperslab(start, count, stride, same(newBlock, "block"));
  }

  @Override
  public Hyperslab within(long[] shape) {
    if (this == NONE) {
      return start(new long[shape.length]).count(new long[shape.length]);
    }
    if (start.length != shape.length) {
      throw new IllegalArgumentException(
          "selection "
              + this
              + " has "
              + start.length
              + " dimensions, the dataspace "
              + Arrays.toString(shape)
              + " has "
              + shape.length);
    }
    for (int d = 0; d < shape.length; d++) {
      if (start[d] < 0 || count[d] < 0 || block[d] < 1 || stride[d] < 1) {
        throw new IllegalArgumentException(
            "selection " + this + " has a negative or zero part in dimension " + d);
      }
      if (count[d] > 1 && stride[d] < block[d]) {
        throw new IllegalArgumentException(
            "selection " + this + " has overlapping blocks in dimension " + d);
      }
    }
    if (isEmpty()) {
      return start(new long[shape.length]).count(new long[shape.length]);
    }
    for (int d = 0; d < shape.length; d++) {
      // by division, since the end itself may be beyond 2^63
      long room = shape[d] - start[d];
      if (block[d] > room || count[d] - 1 > (room - block[d]) / stride[d]) {
        throw new IllegalArgumentException(
            "selection "
                + this
                + " goes in dimension "
                + d
                + " past the dataspace "
                + Arrays.toString(shape));
      }
    }
    return this;
  }

  @Override
  public int rank() {
    return start.length;
  }

  @Override
  public long elements() {
    if (isEmpty()) {
      return 0;
    }
    long n = 1;
    for (int d = 0; d < start.length; d++) {
      n = Math.multiplyExact(n, extentAt(d));
    }
    return n;
  }

  private boolean isEmpty() {
    boolean empty = this == NONE;
    for (int d = 0; !empty && d < count.length; d++) {
      empty = count[d] == 0;
    }
    return empty;
  }

  /** Selected indices in dimension {@code d}: count × block. */
  public long extentAt(int d) {
    return Math.multiplyExact(count[d], block[d]);
  }

  /** First selected index in dimension {@code d}. */
  public long startAt(int d) {
    return start[d];
  }

  /** Blocks in dimension {@code d} as given; -1 for without end, which only files have. */
  public long countAt(int d) {
    return count[d];
  }

  /** Length of a block in dimension {@code d} as given; -1 for without end. */
  public long blockAt(int d) {
    return block[d];
  }

  /** Number of blocks in dimension {@code d}; neighbouring blocks that touch count as one. */
  public long blocks(int d) {
    return touching(d) ? Math.min(count[d], 1) : count[d];
  }

  /** Length of a block in dimension {@code d}, after joining blocks that touch. */
  public long blockLength(int d) {
    return touching(d) ? count[d] * block[d] : block[d];
  }

  /** Distance between block starts in dimension {@code d}. */
  public long strideAt(int d) {
    return stride[d];
  }

  /** One past the last selected index in dimension {@code d}. */
  public long endAt(int d) {
    return count[d] == 0 ? start[d] : start[d] + (count[d] - 1) * stride[d] + block[d];
  }

  private boolean touching(int d) {
    return stride[d] == block[d] || count[d] <= 1;
  }

  private long[] same(long[] v, String what) {
    if (v.length != start.length) {
      throw new IllegalArgumentException(
          what + " has " + v.length + " dimensions, start has " + start.length);
    }
    return v.clone();
  }

  private static long[] ones(int n) {
    long[] v = new long[n];
    Arrays.fill(v, 1);
    return v;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Hyperslab h
        && Arrays.equals(start, h.start)
        && Arrays.equals(count, h.count)
        && Arrays.equals(stride, h.stride)
        && Arrays.equals(block, h.block);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(start) * 31 + Arrays.hashCode(count);
  }

  @Override
  public String toString() {
    if (this == NONE) {
      return "none";
    }
    return "start "
        + Arrays.toString(start)
        + " count "
        + Arrays.toString(count)
        + (allOnes(stride) ? "" : " stride " + Arrays.toString(stride))
        + (allOnes(block) ? "" : " block " + Arrays.toString(block));
  }

  private static boolean allOnes(long[] v) {
    return Arrays.stream(v).allMatch(x -> x == 1);
  }
}
