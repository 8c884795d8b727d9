package org.myelin.hdf5.internal.dump;

import java.nio.charset.StandardCharsets;
import org.myelin.hdf5.internal.wire.Utf8;

/**
 * Text of which each character is one byte of the output. Names go out as the bytes that the file
 * holds, and lines are broken by their count, as programs in C do.
 */
public final class ByteText {
  private ByteText() {}

  /** A name's bytes. */
  public static String of(String name) {
    return name.chars().allMatch(c -> c < 128)
        ? name
        : new String(Utf8.encode(name), StandardCharsets.ISO_8859_1);
  }

  /** The name that these bytes are. */
  static String name(String bytes) {
    return Utf8.decode(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
