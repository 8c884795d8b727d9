package org.myelin.hdf5;

/**
 * Any number of values as one element; the element itself is a length and a place in the global
 * heap.
 *
 * @param isString a string, or a sequence of {@code base}
 * @param padding for strings, otherwise null-terminated
 * @param characterSet for strings, otherwise ASCII
 * @param base of one value; a byte for strings
 * @param size bytes of length and place: 4 + size of offsets + 4
 */
public record VariableLengthType(
    boolean isString, StringPadding padding, CharacterSet characterSet, Datatype base, int size)
    implements Datatype {
  private static final int DEFAULT_SIZE = 16;

  /** Checks the size. */
  public VariableLengthType {
    TypeChecks.size(size);
  }

  /** A string of any length, in a file whose addresses take 8 bytes. */
  public static VariableLengthType string(StringPadding padding, CharacterSet characterSet) {
    // libhdf5 describes the characters of such a string as unsigned bytes, not as characters
    Datatype character = FixedPointType.of(1, Endianness.LITTLE, false);
    return new VariableLengthType(true, padding, characterSet, character, DEFAULT_SIZE);
  }

  /** A sequence of any length, in a file whose addresses take 8 bytes. */
  public static VariableLengthType sequence(Datatype base) {
    return new VariableLengthType(
        false, StringPadding.NULL_TERMINATED, CharacterSet.ASCII, base, DEFAULT_SIZE);
  }

  @Override
  public String toString() {
    return isString ? "string{" + characterSet + ", " + padding + "}" : "vlen{" + base + "}";
  }
}
