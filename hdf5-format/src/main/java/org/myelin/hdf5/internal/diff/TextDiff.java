package org.myelin.hdf5.internal.diff;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.StringPadding;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.VariableLengthType;

/**
 * Texts, byte by byte as far as the shorter one goes; other lengths are one difference more, and if
 * one text begins with the other then its rest is shown but not counted.
 */
final class TextDiff implements ElementDiff {
  private final Datatype first;
  private final Datatype second;
  private final Sides sides;

  TextDiff(Datatype first, Datatype second, Sides sides) {
    this.first = first;
    this.second = second;
    this.sides = sides;
  }

  /** A text and what lies behind it in its element. */
  private record Text(byte[] bytes, int length) {
    int at(int i) {
      return i < bytes.length ? bytes[i] : 0;
    }
  }

  private Text read(Sides.Side side, Datatype own, Datatype other, ByteBuffer b, int at) {
    if (own instanceof VariableLengthType t) {
      byte[] text = side.values().variable(t, b, at);
      return new Text(text, text.length);
    }
    StringType t = (StringType) own;
    byte[] bytes = new byte[t.size()];
    b.get(at, bytes);
    StringPadding padding = t.padding();
    if (t.size() < other.size()) {
      padding = ((StringType) other).padding();
      bytes = widened(side.values().stripped(t, b, at), other.size(), padding);
    }
    return new Text(bytes, padding == StringPadding.NULL_TERMINATED ? length(bytes) : bytes.length);
  }

  private static byte[] widened(byte[] text, int size, StringPadding padding) {
    byte[] wide = Arrays.copyOf(text, size);
    if (padding == StringPadding.SPACE_PADDED) {
      Arrays.fill(wide, text.length, size, (byte) ' ');
    }
    return wide;
  }

  private static int length(byte[] bytes) {
    int n = 0;
    while (n < bytes.length && bytes[n] != 0) {
      n++;
    }
    return n;
  }

  @Override
  public long of(ByteBuffer a, int a1, ByteBuffer b, int b1, Place place, long element) {
    Text x = read(sides.first(), first, second, a, a1);
    Text y = read(sides.second(), second, first, b, b1);
    Text shorter = x.length < y.length ? x : y;
    Text longer = shorter == x ? y : x;
    int common = shorter.length;
    if (x.length != y.length && Arrays.equals(shorter.bytes, 0, common, longer.bytes, 0, common)) {
      characters(shorter, longer, common, longer.length, place, element);
      return 1;
    }
    return characters(shorter, longer, 0, common, place, element) + (x.length == y.length ? 0 : 1);
  }

  private static long characters(Text s, Text l, int from, int to, Place place, long element) {
    long found = 0;
    for (int i = from; i < to; i++) {
      if (s.at(i) != l.at(i)) {
        found++;
        if (place.lists()) {
          place.character(element, i, "  " + shown(s.at(i)) + " ".repeat(12) + shown(l.at(i)));
        }
      }
    }
    return found;
  }

  private static String shown(int c) {
    int escaped = "\"\\\b\f\n\r\t".indexOf(c);
    if (escaped >= 0) {
      return "\\" + "\"\\bfnrt".charAt(escaped);
    }
    if (c >= ' ' && c <= '~') {
      return String.valueOf((char) c);
    }
    String digits = Integer.toOctalString(c);
    return "\\" + "0".repeat(Math.max(0, 3 - digits.length())) + digits;
  }
}
