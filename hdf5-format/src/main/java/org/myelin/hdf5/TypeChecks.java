package org.myelin.hdf5;

/** What the datatype classes share. */
final class TypeChecks {
  private TypeChecks() {}

  static void size(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a datatype takes at least 1 byte, not " + size);
    }
  }

  static String suffix(Endianness order, int size) {
    return switch (order) {
      case LITTLE -> "";
      case BIG -> size == 1 ? "" : "be";
      case VAX -> "vax";
    };
  }
}
