package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.spi.FilterException;

/**
 * ZFP (filter 32013) of stream version 5, read only: blocks of 4 numbers along each of the chunk's
 * dimensions that are longer than 1, in row-major order. What they hold stands in the client data
 * ({@link ZfpHeader}).
 */
public final class ZfpFilter extends ReadOnlyFilter {
  /** The one instance of the registry. */
  public ZfpFilter() {
    super(32013, "zfp");
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    ZfpHeader head = ZfpHeader.of(parameters);
    long count = head.count(Math.min(limit, Integer.MAX_VALUE - 16) / head.size());
    // every block takes bits, so the chunk's own size bounds what is allocated
    if (count < 0 || head.blocks(8L * encoded.remaining() / head.minBits()) < 0) {
      throw new FilterException(
          "zfp array of %s numbers of %d bytes, expected at most %d bytes, and %d bits for each"
                  .formatted(
                      java.util.Arrays.toString(head.lengths()), head.size(), limit, head.minBits())
              + " block in a chunk of "
              + encoded.remaining());
    }
    int at = Bytes.offset(encoded);
    LowBitInput in =
        new LowBitInput("the zfp data", Bytes.array(encoded), at, at + encoded.remaining());
    ByteBuffer out = ByteBuffer.allocate((int) count * head.size()).order(head.order());
    ZfpBlock block = new ZfpBlock(head, in);
    int[] n = java.util.Arrays.copyOf(head.lengths(), 4);
    for (int d = head.lengths().length; d < 4; d++) {
      n[d] = 1;
    }
    for (int w = 0; w < n[3]; w += 4) {
      for (int z = 0; z < n[2]; z += 4) {
        for (int y = 0; y < n[1]; y += 4) {
          for (int x = 0; x < n[0]; x += 4) {
            scatter(block.next(), new int[] {x, y, z, w}, n, head.size(), out);
          }
        }
      }
    }
    return out;
  }

  /** Puts a block in its place; what hangs over the array's end was made up by the writer. */
  private static void scatter(long[] values, int[] from, int[] n, int size, ByteBuffer out) {
    for (int w = 0; w < Math.min(4, n[3] - from[3]); w++) {
      for (int z = 0; z < Math.min(4, n[2] - from[2]); z++) {
        for (int y = 0; y < Math.min(4, n[1] - from[1]); y++) {
          int row = (((from[3] + w) * n[2] + from[2] + z) * n[1] + from[1] + y) * n[0] + from[0];
          int in = 64 * w + 16 * z + 4 * y;
          for (int x = 0; x < Math.min(4, n[0] - from[0]); x++) {
            if (size == 4) {
              out.putInt(4 * (row + x), (int) values[in + x]);
            } else {
              out.putLong(8 * (row + x), values[in + x]);
            }
          }
        }
      }
    }
  }
}
