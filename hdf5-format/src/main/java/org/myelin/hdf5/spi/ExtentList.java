package org.myelin.hdf5.spi;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pieces of a file, in ascending order without overlap, and the bytes that belong into them, one
 * piece after the other. Pieces that touch are joined as they are added. Not safe for use by
 * several threads at once.
 */
public final class ExtentList {
  private long[] offsets = new long[16];
  private long[] lengths = new long[16];
  private int size;
  private long bytes;
  private final List<ByteBuffer> data = new ArrayList<>();

  /**
   * Adds a piece: from {@code offset} in the file, the remaining bytes of {@code piece}, which is
   * kept, not copied.
   */
  public void add(long offset, ByteBuffer piece) {
    addRange(offset, piece.remaining());
    addData(piece);
  }

  /** Adds a piece whose bytes come with {@link #addData}. */
  public void addRange(long offset, long length) {
    if (length == 0) {
      return;
    }
    if (size > 0) {
      long end = offsets[size - 1] + lengths[size - 1];
      if (offset < end) {
        throw new IllegalArgumentException(
            "extent at " + offset + " begins before the end of the one before, " + end);
      }
      if (offset == end) {
        lengths[size - 1] += length;
        bytes += length;
        return;
      }
    }
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
      lengths = Arrays.copyOf(lengths, size * 2);
    }
    offsets[size] = offset;
    lengths[size++] = length;
    bytes += length;
  }

  /** Adds the bytes of one or more pieces that {@link #addRange} named, in their order. */
  public void addData(ByteBuffer buffer) {
    if (buffer.hasRemaining()) {
      data.add(buffer);
    }
  }

  /** Number of pieces after joining. */
  public int size() {
    return size;
  }

  /** Where piece {@code i} begins in the file. */
  public long offset(int i) {
    return offsets[i];
  }

  /** Length of piece {@code i} in bytes. */
  public long length(int i) {
    return lengths[i];
  }

  /** Length of all pieces in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Whether there is no piece. */
  public boolean isEmpty() {
    return size == 0;
  }

  /**
   * The buffers that hold the pieces' bytes, in order; together they have {@link #bytes} remaining.
   */
  public List<ByteBuffer> data() {
    return data;
  }
}
