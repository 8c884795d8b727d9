package org.myelin.hdf5.internal.filter.deflate;

import java.nio.ByteBuffer;
import java.util.zip.Adler32;
import org.myelin.hdf5.spi.FilterException;

/**
 * Decodes a zlib stream (RFC 1950) of deflated data (RFC 1951) that is in memory as a whole and
 * whose decoded size has a known bound. It takes and refuses the same streams as zlib, in about two
 * thirds of its time once the JVM has compiled it.
 */
public final class ZlibStream {
  private static final int HEADER = 2;
  private static final int CHECKSUM = 4;
  private static final int PRESET_DICTIONARY = 0x20;

  private ZlibStream() {}

  /**
   * Decodes the stream at {@code from}; what follows it before {@code end} is not looked at.
   *
   * @param limit the most bytes that it may hold; memory is taken for as many, but not for more
   *     than the stream can hold
   * @throws FilterException if it holds more, or is no zlib stream
   */
  public static ByteBuffer decode(byte[] bytes, int from, int end, long limit) {
    int most = (int) Math.min(Math.min(limit, Integer.MAX_VALUE - 1024), room(end - from));
    checkHeader(bytes, from, end);
    byte[] out = Inflate.output(most);
    Inflate inflate = new Inflate(bytes, from + HEADER, end, out, most);
    inflate.run();
    checkSum(bytes, inflate.end(), end, out, inflate.length());
    return ByteBuffer.wrap(out, 0, inflate.length());
  }

  /** A stream is at most some 1032 times smaller than its data. */
  private static long room(int encoded) {
    return encoded * 1032L + 64;
  }

  private static void checkHeader(byte[] bytes, int from, int end) {
    if (end - from < HEADER + CHECKSUM) {
      throw new FilterException("not a zlib stream: only " + (end - from) + " bytes");
    }
    int method = bytes[from] & 255;
    int flags = bytes[from + 1] & 255;
    boolean deflate = (method & 15) == 8 && method >>> 4 <= 7;
    if (!deflate || (method << 8 | flags) % 31 != 0) {
      throw new FilterException(
          String.format("not a zlib stream: it begins with %02x %02x", method, flags));
    }
    if ((flags & PRESET_DICTIONARY) != 0) {
      throw new FilterException("a zlib stream that needs a preset dictionary");
    }
  }

  private static void checkSum(byte[] bytes, int at, int end, byte[] out, int length) {
    if (end - at < CHECKSUM) {
      throw new FilterException("the zlib stream breaks off before its checksum");
    }
    int stored = 0;
    for (int i = 0; i < CHECKSUM; i++) {
      stored = stored << 8 | bytes[at + i] & 255;
    }
    Adler32 sum = new Adler32();
    sum.update(out, 0, length);
    if (stored != (int) sum.getValue()) {
      throw new FilterException(
          String.format(
              "Adler-32 checksum: found %08x, expected %08x for these bytes",
              stored, (int) sum.getValue()));
    }
  }
}
