package org.myelin.hdf5.internal.filter.deflate;

import java.nio.ByteBuffer;
import java.util.zip.Adler32;
import org.myelin.hdf5.spi.FilterException;

/**
 * Decodes a zlib stream (RFC 1950) of deflated data (RFC 1951) that is in memory as a whole and
 * whose decoded size has a known bound. It takes and refuses the same streams as zlib, in about two
 * thirds of its time once the JVM has compiled it.
 */
public final class Inflate {
  private static final int HEADER = 2;
  private static final int CHECKSUM = 4;
  private static final int PRESET_DICTIONARY = 0x20;

  private final BitInput in;
  private final byte[] out;
  private final BlockCodes codes = new BlockCodes();
  private final BlockDecoder decoder;

  private Inflate(BitInput in, byte[] out, int limit) {
    this.in = in;
    this.out = out;
    this.decoder = new BlockDecoder(in, out, limit, codes);
  }

  /**
   * Decodes the stream at {@code from}; what follows it before {@code end} is not looked at.
   *
   * @param limit the most bytes that it may hold; memory is taken for as many, but not for more
   *     than the stream can hold
   * @throws FilterException if it holds more, or is no zlib stream
   */
  public static ByteBuffer decode(byte[] bytes, int from, int end, long limit) {
    int most = (int) Math.min(Math.min(limit, Integer.MAX_VALUE - 1024), room(end - from));
    byte[] out = new byte[most + BlockDecoder.OUTPUT_MARGIN];
    Inflate inflate = new Inflate(new BitInput(bytes, from + HEADER, end), out, most);
    inflate.checkHeader(bytes, from, end);
    inflate.blocks();
    inflate.checkSum();
    return ByteBuffer.wrap(out, 0, inflate.decoder.length);
  }

  /** A stream is at most some 1032 times smaller than its data. */
  private static long room(int encoded) {
    return encoded * 1032L + 64;
  }

  private void checkHeader(byte[] bytes, int from, int end) {
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

  private void blocks() {
    boolean last;
    do {
      last = in.take(1) == 1;
      switch (in.take(2)) {
        case 0 -> stored();
        case 1 -> {
          codes.fixed();
          decoder.block();
        }
        case 2 -> {
          codes.dynamic(in);
          decoder.block();
        }
        default -> throw new FilterException("a deflate block of type 3");
      }
    } while (!last);
    in.align();
  }

  /** RFC 1951, section 3.2.4. */
  private void stored() {
    in.align();
    checkInput(4);
    int n = u16(in.at);
    int complement = u16(in.at + 2);
    if ((n ^ complement) != 0xffff) {
      throw new FilterException(
          "a stored block's length " + n + " and its complement " + complement + " disagree");
    }
    in.at += 4;
    checkInput(n);
    decoder.checkLength(n);
    System.arraycopy(in.bytes, in.at, out, decoder.length, n);
    in.at += n;
    decoder.length += n;
  }

  private int u16(int at) {
    return in.bytes[at] & 255 | (in.bytes[at + 1] & 255) << 8;
  }

  private void checkInput(int n) {
    if (n > in.end - in.at) {
      throw new FilterException(
          "the deflate stream breaks off after " + decoder.length + " decoded bytes");
    }
  }

  private void checkSum() {
    checkInput(CHECKSUM);
    int stored = 0;
    for (int i = 0; i < CHECKSUM; i++) {
      stored = stored << 8 | in.bytes[in.at + i] & 255;
    }
    Adler32 sum = new Adler32();
    sum.update(out, 0, decoder.length);
    if (stored != (int) sum.getValue()) {
      throw new FilterException(
          String.format(
              "Adler-32 checksum: found %08x, expected %08x for these bytes",
              stored, (int) sum.getValue()));
    }
  }
}
