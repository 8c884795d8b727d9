package org.myelin.nwb.internal.backend;

/**
 * Chunk lengths for data whose writer named none. Small data is one chunk; larger data is cut along
 * time (the first axis) first, as samples are read by time and all channels of a sample together.
 */
public final class ChunkGuess {
  /** Largest chunk in bytes: HDF5 libraries cache 1 MiB of chunks unless told otherwise. */
  static final long LARGEST = 1 << 20;

  /** Length assumed for an unlimited axis that is still empty. */
  static final long GROWING = 1024;

  private ChunkGuess() {}

  /**
   * A chunk of at most 1 MiB.
   *
   * @param shape lengths of the axes
   * @param maxShape greatest lengths, -1 for unlimited, or null when they are the shape
   * @param elementSize bytes of one element
   */
  public static long[] chunks(long[] shape, long[] maxShape, long elementSize) {
    long[] chunk = shape.clone();
    for (int i = 0; i < chunk.length; i++) {
      if (chunk[i] == 0) {
        long greatest = maxShape == null ? 0 : maxShape[i];
        long limit = greatest < 0 ? GROWING : greatest;
        chunk[i] = Math.max(1, Math.min(GROWING, limit));
      }
    }
    long most = Math.max(1, LARGEST / Math.max(1, elementSize));
    for (int i = 0; i < chunk.length; i++) {
      long inner = 1;
      for (int j = i + 1; j < chunk.length; j++) {
        inner = saturated(inner, chunk[j]);
      }
      chunk[i] = Math.max(1, Math.min(chunk[i], most / inner));
      // axes before this one are 1 by now, unless all that remains fits
      if (saturated(inner, chunk[i]) <= most) {
        break;
      }
    }
    return chunk;
  }

  private static long saturated(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    return high != 0 || low < 0 ? Long.MAX_VALUE : low;
  }
}
