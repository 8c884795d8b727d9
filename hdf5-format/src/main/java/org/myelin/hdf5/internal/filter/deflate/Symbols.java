package org.myelin.hdf5.internal.filter.deflate;

/**
 * What the symbols of deflate's three alphabets stand for (RFC 1951, section 3.2.5), as the entries
 * that go into a {@link HuffmanTable}. Bits 0–5 of every entry say how many bits to consume, code
 * and extra bits together. What else an entry holds:
 *
 * <ul>
 *   <li>literal: {@link #LITERAL}; bits 8–15 and 16–23 one or two bytes, 24–25 how many
 *   <li>length: bits 8–11 the code's length, 16–24 the base
 *   <li>distance: bits 8–11 the code's length, 16–30 the base
 *   <li>code length: bits 16–20 the symbol
 *   <li>end of block, invalid symbol or link to a subtable: the marks below; a link has the
 *       subtable's index bits in 8–11 and its start in 12–27
 * </ul>
 */
final class Symbols {
  /** Literal/length alphabet: one or two literals; the sign bit. */
  static final int LITERAL = 1 << 31;

  /** Literal/length alphabet: neither literal nor length; alone it ends the block. */
  static final int SPECIAL = 1 << 30;

  /** With {@link #SPECIAL}: go on in a subtable. */
  static final int SUBTABLE = 1 << 29;

  /** With {@link #SPECIAL}: no code, or a symbol that must not occur. */
  static final int INVALID = 1 << 28;

  /** Distance and code-length alphabets: not a plain entry; the sign bit. */
  static final int DISTANCE_SPECIAL = 1 << 31;

  /** With {@link #DISTANCE_SPECIAL}: no code, or a symbol that must not occur; else a subtable. */
  static final int DISTANCE_INVALID = 1 << 30;

  static final int END_OF_BLOCK = 256;
  private static final int FIRST_LENGTH = 257;
  private static final int LONGEST_LENGTH = 285;

  private static final int[] LITERALS_AND_LENGTHS = new int[288];
  private static final int[] DISTANCES = new int[32];
  private static final int[] CODE_LENGTHS = new int[19];

  static {
    for (int i = 0; i < END_OF_BLOCK; i++) {
      LITERALS_AND_LENGTHS[i] = LITERAL | 1 << 24 | i << 8;
    }
    LITERALS_AND_LENGTHS[END_OF_BLOCK] = SPECIAL;
    int base = 3;
    for (int i = FIRST_LENGTH; i < LONGEST_LENGTH; i++) {
      int extra = i < 265 ? 0 : i - 261 >> 2;
      LITERALS_AND_LENGTHS[i] = base << 16 | extra;
      base += 1 << extra;
    }
    LITERALS_AND_LENGTHS[LONGEST_LENGTH] = 258 << 16;
    LITERALS_AND_LENGTHS[286] = SPECIAL | INVALID;
    LITERALS_AND_LENGTHS[287] = SPECIAL | INVALID;
    base = 1;
    for (int i = 0; i < 30; i++) {
      int extra = i < 4 ? 0 : i - 2 >> 1;
      DISTANCES[i] = base << 16 | extra;
      base += 1 << extra;
    }
    DISTANCES[30] = DISTANCE_SPECIAL | DISTANCE_INVALID;
    DISTANCES[31] = DISTANCE_SPECIAL | DISTANCE_INVALID;
    for (int i = 0; i < CODE_LENGTHS.length; i++) {
      CODE_LENGTHS[i] = i << 16;
    }
  }

  private Symbols() {}

  /** A table for literals and lengths. At most 294 entries of subtables belong to 11 bits. */
  static HuffmanTable literalsAndLengths() {
    int link = SPECIAL | SUBTABLE;
    return new HuffmanTable(
        LITERALS_AND_LENGTHS, 11, 512, link, link, SPECIAL | INVALID, "literal/length");
  }

  /** A table for distances. At most 146 entries of subtables belong to 8 bits. */
  static HuffmanTable distances() {
    int invalid = DISTANCE_SPECIAL | DISTANCE_INVALID;
    return new HuffmanTable(DISTANCES, 8, 512, DISTANCE_SPECIAL, invalid, invalid, "distance");
  }

  /** A table for the lengths of codes, which have at most 7 bits. */
  static HuffmanTable codeLengths() {
    int invalid = DISTANCE_SPECIAL | DISTANCE_INVALID;
    return new HuffmanTable(CODE_LENGTHS, 7, 0, DISTANCE_SPECIAL, invalid, invalid, "code length");
  }
}
