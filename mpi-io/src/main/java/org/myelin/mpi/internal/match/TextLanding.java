package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.myelin.mpi.spi.Landing;

/** Takes a short text and passes it on. */
final class TextLanding implements Landing {
  private final byte[] bytes;
  private final Consumer<String> reader;

  TextLanding(int length, Consumer<String> reader) {
    bytes = new byte[length];
    this.reader = reader;
  }

  @Override
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes);
  }

  @Override
  public void landed() {
    reader.accept(new String(bytes, StandardCharsets.UTF_8));
  }
}
