package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;

/** Fletcher-32 checksum behind the chunk's bytes (filter 3). */
public final class Fletcher32Filter implements Filter {
  private static final int SUM_BYTES = 4;

  @Override
  public int id() {
    return FilterDescription.FLETCHER32;
  }

  @Override
  public String name() {
    return "fletcher32";
  }

  @Override
  public long maxEncodedSize(long bytes) {
    return bytes + SUM_BYTES;
  }

  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    ByteBuffer out =
        ByteBuffer.allocate(chunk.remaining() + SUM_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.put(chunk.duplicate());
    return out.putInt(sum(chunk)).flip();
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    int length = encoded.remaining() - SUM_BYTES;
    if (length < 0) {
      throw new FilterException(
          "a chunk of " + encoded.remaining() + " bytes has no room for its Fletcher-32 checksum");
    }
    ByteBuffer data = encoded.duplicate().limit(encoded.position() + length);
    int stored =
        encoded.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(encoded.position() + length);
    int actual = sum(data);
    // libhdf5 before 1.6.3 stored the two bytes of each half the other way round on little-endian
    // machines
    int swapped = Integer.reverseBytes(actual);
    if (stored != actual && stored != Integer.rotateLeft(swapped, 16)) {
      throw new FilterException(
          String.format(
              "Fletcher-32 checksum: found %08x, expected %08x for these bytes", stored, actual));
    }
    return data;
  }

  /**
   * The two running sums over big-endian 16-bit words, each modulo 65535 with 65535 for a sum that
   * is not zero.
   */
  static int sum(ByteBuffer bytes) {
    byte[] a = Bytes.array(bytes);
    int i = Bytes.offset(bytes);
    int end = i + bytes.remaining();
    long sum1 = 0;
    long sum2 = 0;
    while (end - i >= 2) {
      // after 360 words of at most 65535 neither sum can leave 32 bits
      int stop = i + Math.min((end - i) & ~1, 720);
      for (; i < stop; i += 2) {
        sum1 += (a[i] & 0xff) << 8 | (a[i + 1] & 0xff);
        sum2 += sum1;
      }
      sum1 = fold(sum1);
      sum2 = fold(sum2);
    }
    if (i < end) {
      sum1 += (a[i] & 0xff) << 8;
      sum2 += sum1;
    }
    sum1 = fold(fold(sum1));
    sum2 = fold(fold(sum2));
    return (int) (sum2 << 16 | sum1);
  }

  private static long fold(long sum) {
    return (sum & 0xffff) + (sum >>> 16);
  }
}
