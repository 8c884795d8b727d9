package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.StringPadding;
import org.myelin.hdf5.internal.wire.Wire;

/** Numbers of the file as constants, refused where the format has no such number. */
final class EnumNumbers {
  private EnumNumbers() {}

  static CharacterSet characterSet(Wire w, int number) {
    if (number >= CharacterSet.values().length) {
      throw w.corrupt("character set", number, "0 (ASCII) or 1 (UTF-8)");
    }
    return CharacterSet.values()[number];
  }

  static StringPadding padding(Wire w, int number) {
    if (number >= StringPadding.values().length) {
      throw w.corrupt("string padding", number, "0 to 2");
    }
    return StringPadding.values()[number];
  }

  static Endianness order(int bit) {
    return bit == 0 ? Endianness.LITTLE : Endianness.BIG;
  }
}
