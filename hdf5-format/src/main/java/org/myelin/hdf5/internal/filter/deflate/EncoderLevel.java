package org.myelin.hdf5.internal.filter.deflate;

/**
 * How much work the encoder does.
 *
 * @param chains whether to look at several earlier places for each position, and at the next
 *     position too, before a match is taken; else at one place and at once
 * @param piece bytes between two looks at whether a new block is cheaper
 * @param depth the most places to look at
 * @param nice a match of this length is long enough to end the search
 * @param storePermille blocks that would not shrink by as much are stored, which makes them fast
 */
record EncoderLevel(boolean chains, int piece, int depth, int nice, int storePermille) {
  /** For deflate's levels 1 to 9; like zlib's, 1 is fast, 4 weighs both, 9 is small. */
  static EncoderLevel of(int level) {
    return switch (level) {
      case 1 -> new EncoderLevel(false, 8192, 1, 258, 20);
      case 2, 3 -> new EncoderLevel(false, 4096, 1, 258, 20);
      case 4 -> new EncoderLevel(true, 8192, 12, 64, 20);
      case 5 -> new EncoderLevel(true, 4096, 16, 96, 20);
      case 6 -> new EncoderLevel(true, 4096, 32, 128, 10);
      case 7 -> new EncoderLevel(true, 4096, 64, 258, 5);
      case 8 -> new EncoderLevel(true, 4096, 128, 258, 0);
      default -> new EncoderLevel(true, 4096, 512, 258, 0);
    };
  }
}
