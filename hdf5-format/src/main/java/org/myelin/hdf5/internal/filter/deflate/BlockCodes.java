package org.myelin.hdf5.internal.filter.deflate;

import java.util.Arrays;
import org.myelin.hdf5.spi.FilterException;

/** The two codes of a compressed block, fixed or dynamic (RFC 1951, sections 3.2.6 and 3.2.7). */
final class BlockCodes {
  /** The order in which a dynamic block gives the lengths of the codes for code lengths. */
  private static final byte[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private static final int MOST_LITERALS_AND_LENGTHS = 286;
  private static final int MOST_DISTANCES = 30;

  final HuffmanTable literals = Symbols.literalsAndLengths();
  final HuffmanTable distances = Symbols.distances();
  private final HuffmanTable codeLengths = Symbols.codeLengths();
  private final byte[] lengths = new byte[320];
  private boolean fixed;

  /** Makes the fixed codes the current ones. */
  void fixed() {
    if (fixed) {
      return;
    }
    Arrays.fill(lengths, 0, 144, (byte) 8);
    Arrays.fill(lengths, 144, 256, (byte) 9);
    Arrays.fill(lengths, 256, 280, (byte) 7);
    Arrays.fill(lengths, 280, 288, (byte) 8);
    literals.build(lengths, 0, 288);
    Arrays.fill(lengths, 0, 32, (byte) 5);
    distances.build(lengths, 0, 32);
    fixed = true;
  }

  /** Reads the codes of a dynamic block. */
  void dynamic(BitInput in) {
    fixed = false;
    int literalCount = in.take(5) + 257;
    int distanceCount = in.take(5) + 1;
    int lengthCount = in.take(4) + 4;
    if (literalCount > MOST_LITERALS_AND_LENGTHS || distanceCount > MOST_DISTANCES) {
      throw new FilterException(
          "a block with "
              + literalCount
              + " literal/length and "
              + distanceCount
              + " distance codes");
    }
    Arrays.fill(lengths, 0, ORDER.length, (byte) 0);
    for (int i = 0; i < lengthCount; i++) {
      lengths[ORDER[i]] = (byte) in.take(3);
    }
    codeLengths.build(lengths, 0, ORDER.length);
    readLengths(in, literalCount + distanceCount);
    if (lengths[Symbols.END_OF_BLOCK] == 0) {
      throw new FilterException("a block without a code for its end");
    }
    distances.build(lengths, literalCount, distanceCount);
    literals.build(lengths, 0, literalCount);
    literals.pairLiterals();
  }

  private void readLengths(BitInput in, int n) {
    int i = 0;
    while (i < n) {
      in.fill();
      int e = codeLengths.main[(int) in.held & codeLengths.main.length - 1];
      if (e < 0) {
        throw new FilterException("a code length without a code");
      }
      in.skip(e & 63);
      int symbol = e >>> 16;
      if (symbol < 16) {
        lengths[i++] = (byte) symbol;
      } else {
        i = repeat(in, symbol, i, n);
      }
    }
  }

  private int repeat(BitInput in, int symbol, int i, int n) {
    int times =
        switch (symbol) {
          case 16 -> 3 + in.take(2);
          case 17 -> 3 + in.take(3);
          default -> 11 + in.take(7);
        };
    if (symbol == 16 && i == 0 || times > n - i) {
      throw new FilterException("a repeated code length that has no room");
    }
    Arrays.fill(lengths, i, i + times, symbol == 16 ? lengths[i - 1] : 0);
    return i + times;
  }
}
