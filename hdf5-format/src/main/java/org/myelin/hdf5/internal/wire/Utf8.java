package org.myelin.hdf5.internal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names as UTF-8, without loss: a byte that is not valid UTF-8 becomes the lone surrogate U+DC80 +
 * (byte - 0x80) and turns back into that byte. Real files hold Latin-1 names; replacing those bytes
 * would make two names one.
 */
public final class Utf8 {
  private Utf8() {}

  /** The text of these bytes. */
  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /** The text of {@code length} of these bytes. */
  public static String decode(byte[] bytes, int from, int length) {
    return isAscii(bytes, from, length)
        ? new String(bytes, from, length, StandardCharsets.ISO_8859_1)
        : decodeAny(bytes, from, length);
  }

  private static boolean isAscii(byte[] bytes, int from, int length) {
    int all = 0;
    for (int i = from; i < from + length; i++) {
      all |= bytes[i];
    }
    return all >= 0;
  }

  private static String decodeAny(byte[] bytes, int from, int length) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
    CharBuffer out = CharBuffer.allocate(length);
    while (true) {
      CoderResult r = decoder.decode(in, out, true);
      if (!r.isError()) {
        return out.flip().toString();
      }
      for (int i = 0; i < r.length(); i++) {
        out.put((char) (0xdc80 + (in.get() & 0x7f)));
      }
      decoder.reset();
    }
  }

  /** The bytes of this text. */
  public static byte[] encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return encodeAny(text);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Compares two texts as the format does: by their bytes, without a sign. */
  public static int compare(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // code units and bytes are in the same order but for surrogates
        return Character.isSurrogate(x) || Character.isSurrogate(y)
            ? Arrays.compareUnsigned(encode(a), encode(b))
            : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static byte[] encodeAny(String text) {
    try {
      ByteBuffer plain = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[plain.remaining()];
      plain.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      return encodeWithEscapes(text);
    }
  }

  private static byte[] encodeWithEscapes(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c >= 0xdc80 && c <= 0xdcff) {
        out.write(c - 0xdc00);
      } else if (c >= 0xd800 && c <= 0xdfff) {
        throw new IllegalArgumentException("a name holds half a surrogate pair at " + i);
      } else {
        out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
      }
      i += Character.charCount(c);
    }
    return out.toByteArray();
  }
}
