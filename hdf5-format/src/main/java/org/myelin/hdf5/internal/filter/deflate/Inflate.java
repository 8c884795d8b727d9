package org.myelin.hdf5.internal.filter.deflate;

import org.myelin.hdf5.spi.FilterException;

/** Decodes deflated data (RFC 1951) block by block. */
final class Inflate {
  private final BitInput in;
  private final byte[] out;
  private final BlockCodes codes = new BlockCodes();
  private final BlockDecoder decoder;

  /** From {@code bytes} to {@code out}, which has room for a margin behind the limit. */
  Inflate(byte[] bytes, int from, int end, byte[] out, int limit) {
    this.in = new BitInput(bytes, from, end);
    this.out = out;
    this.decoder = new BlockDecoder(in, out, limit, codes);
  }

  /** An array for at most {@code limit} bytes. */
  static byte[] output(int limit) {
    return new byte[limit + BlockDecoder.OUTPUT_MARGIN];
  }

  /** Bytes decoded. */
  int length() {
    return decoder.length;
  }

  /** Where the data ended, once all is decoded. */
  int end() {
    return in.at;
  }

  /** Decodes all blocks. */
  void run() {
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
}
