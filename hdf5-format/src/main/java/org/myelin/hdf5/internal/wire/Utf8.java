package org.myelin.hdf5.internal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Names as UTF-8, without loss: a byte that is not valid UTF-8 becomes the lone surrogate U+DC80 +
 * (byte - 0x80) and turns back into that byte. Real files hold Latin-1 names; replacing those bytes
 * would make two names one.
 */
public final class Utf8 {
  private Utf8() {}

  /** The text of these bytes. */
  public static String decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
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
