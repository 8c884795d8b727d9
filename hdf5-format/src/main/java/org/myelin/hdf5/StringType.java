package org.myelin.hdf5;

/**
 * A string of fixed room. Strings of any length are {@link VariableLengthType}.
 *
 * @param size bytes
 * @param padding how it ends inside its room
 * @param characterSet how its characters are encoded
 */
public record StringType(int size, StringPadding padding, CharacterSet characterSet)
    implements Datatype {
  /** Checks the size. */
  public StringType {
    TypeChecks.size(size);
  }

  @Override
  public String toString() {
    return "string" + size + "{" + characterSet + ", " + padding + "}";
  }
}
