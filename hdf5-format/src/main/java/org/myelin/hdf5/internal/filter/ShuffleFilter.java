package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;
import org.myelin.hdf5.spi.FilterTarget;

/**
 * Byte shuffle (filter 2): all first bytes of the elements, then all second bytes, …; its parameter
 * is the element size.
 */
public final class ShuffleFilter implements Filter {
  /** Elements that are moved together, so that both sides stay in the first-level cache. */
  private static final int TILE = 1024;

  @Override
  public int id() {
    return FilterDescription.SHUFFLE;
  }

  @Override
  public String name() {
    return "shuffle";
  }

  @Override
  public int[] parameters(int[] given, FilterTarget target) {
    return new int[] {target.elementSize()};
  }

  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    return move(chunk, parameters, true);
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    return move(encoded, parameters, false);
  }

  private static ByteBuffer move(ByteBuffer from, int[] parameters, boolean forward) {
    if (parameters.length == 0 || parameters[0] == 0) {
      throw new FilterException("shuffle client data: no element size");
    }
    // an element size of 2^31 and more is negative here: no such element fits a chunk
    int size = parameters[0];
    int length = from.remaining();
    if (size <= 1 || length <= size) {
      return from.duplicate();
    }
    byte[] in = Bytes.array(from);
    int at = Bytes.offset(from);
    byte[] out = new byte[length];
    int n = length / size;
    if (forward) {
      spread(in, at, out, size, n);
    } else {
      Unshuffle.move(in, at, out, 0, size, n);
    }
    int rest = n * size;
    System.arraycopy(in, at + rest, out, rest, length - rest);
    return ByteBuffer.wrap(out);
  }

  /** All first bytes of n elements, then all second bytes, … */
  static void spread(byte[] in, int at, byte[] out, int size, int n) {
    for (int tile = 0; tile < n; tile += TILE) {
      int end = Math.min(n, tile + TILE);
      for (int b = 0; b < size; b++) {
        spread(in, at + tile * size + b, size, out, b * n + tile, end - tile);
      }
    }
  }

  private static void spread(byte[] in, int from, int step, byte[] out, int to, int count) {
    for (int i = 0; i < count; i++, from += step) {
      out[to + i] = in[from];
    }
  }
}
