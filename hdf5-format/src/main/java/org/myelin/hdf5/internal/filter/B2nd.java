package org.myelin.hdf5.internal.filter;

import java.util.Arrays;
import org.myelin.hdf5.spi.FilterException;

/**
 * How the blocks of a Blosc 2 chunk make an array of several dimensions (metalayer b2nd): each
 * block is a box, the boxes at the far edges are padded.
 */
final class B2nd {
  private static final int MOST_DIMENSIONS = 8;
  private static final int TYPE_AND_LENGTH = 5;

  private final int[] shape;
  private final int[] block;
  private final int elementSize;

  /** Boxes along each dimension. */
  private final int[] grid;

  private B2nd(int[] shape, int[] block, int elementSize) {
    this.shape = shape;
    this.block = block;
    this.elementSize = elementSize;
    this.grid = new int[shape.length];
    Arrays.setAll(grid, d -> (shape[d] - 1) / block[d] + 1);
  }

  /** Reads the metalayer at {@code at}. */
  static B2nd read(byte[] in, int at, int end, int elementSize) {
    int dimensions = end - at < TYPE_AND_LENGTH + 3 ? 0 : in[at + TYPE_AND_LENGTH + 2];
    int shapes = at + TYPE_AND_LENGTH + 3;
    if (dimensions < 1
        || dimensions > MOST_DIMENSIONS
        || end - shapes < 3 + dimensions * (9 + 5 + 5)) {
      throw new FilterException("Blosc 2 metalayer b2nd of " + dimensions + " dimensions");
    }
    int[] shape = new int[dimensions];
    int[] block = new int[dimensions];
    int chunks = shapes + 1 + 9 * dimensions;
    int blocks = chunks + 1 + 5 * dimensions;
    for (int d = 0; d < dimensions; d++) {
      long whole = Long.reverseBytes(Bytes.getLong(in, shapes + 2 + 9 * d));
      shape[d] = Integer.reverseBytes(Bytes.getInt(in, chunks + 2 + 5 * d));
      block[d] = Integer.reverseBytes(Bytes.getInt(in, blocks + 2 + 5 * d));
      if (whole != shape[d] || block[d] < 1 || block[d] > shape[d]) {
        throw new FilterException(
            "Blosc 2 array of "
                + whole
                + " in chunks of "
                + shape[d]
                + " in blocks of "
                + block[d]
                + " along dimension "
                + d);
      }
    }
    return new B2nd(shape, block, elementSize);
  }

  /** The array's bytes, at most {@code limit}. */
  int size(long limit) {
    long most = Math.min(limit, Integer.MAX_VALUE - 16);
    long size = bytes(shape, most);
    if (size > most) {
      throw new FilterException(
          "the Blosc 2 array " + Arrays.toString(shape) + " holds more than " + limit + " bytes");
    }
    return (int) size;
  }

  /** The bytes of a box, or more than {@code limit} if it has more. */
  private long bytes(int[] box, long limit) {
    long size = elementSize;
    for (int n : box) {
      size = size > limit ? size : size * n;
    }
    return size;
  }

  /** Throws unless a chunk of these sizes has just the blocks that the array needs. */
  void check(int chunkSize, int blockSize) {
    long blocks = 1;
    for (int n : grid) {
      blocks = Math.min(blocks * n, Integer.MAX_VALUE);
    }
    if (bytes(block, Integer.MAX_VALUE) != blockSize || blocks * blockSize != chunkSize) {
      throw new FilterException(
          "a Blosc chunk of "
              + chunkSize
              + " bytes in blocks of "
              + blockSize
              + " does not make the array "
              + Arrays.toString(shape));
    }
  }

  /** Copies what block {@code number} has of the array, row by row. */
  void place(byte[] from, int number, byte[] out) {
    int last = shape.length - 1;
    int[] origin = new int[shape.length];
    int[] count = new int[shape.length];
    for (int d = last, rest = number; d >= 0; rest /= grid[d], d--) {
      origin[d] = rest % grid[d] * block[d];
      count[d] = Math.min(block[d], shape[d] - origin[d]);
    }
    int[] row = new int[shape.length];
    while (true) {
      int source = 0;
      int target = 0;
      for (int d = 0; d <= last; d++) {
        source = source * block[d] + row[d];
        target = target * shape[d] + origin[d] + row[d];
      }
      System.arraycopy(
          from, source * elementSize, out, target * elementSize, count[last] * elementSize);
      int d = last - 1;
      while (d >= 0 && ++row[d] == count[d]) {
        row[d--] = 0;
      }
      if (d < 0) {
        return;
      }
    }
  }
}
