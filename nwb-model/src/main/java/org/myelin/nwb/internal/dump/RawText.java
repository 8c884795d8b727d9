package org.myelin.nwb.internal.dump;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text whose bytes were not valid UTF-8: the storage hands each such byte over as a lone surrogate
 * (U+DC80 to U+DCFF), so that nothing is lost.
 */
final class RawText {
  private RawText() {}

  /** For people and for JSON: what is no character becomes U+FFFD. */
  static String shown(String text) {
    return text.codePoints().noneMatch(RawText::isEscape)
        ? text
        : text.codePoints()
            .map(c -> isEscape(c) ? 0xfffd : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /** The bytes as they are in the file. */
  static byte[] bytes(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isEscape(c)) {
                out.write(c & 0xff);
              } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
              }
            });
    return out.toByteArray();
  }

  private static boolean isEscape(int codePoint) {
    return codePoint >= 0xdc80 && codePoint <= 0xdcff;
  }
}
