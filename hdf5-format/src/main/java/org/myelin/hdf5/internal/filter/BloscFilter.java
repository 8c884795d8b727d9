package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.spi.Filter;

/**
 * Blosc (filter 32001), read only: one Blosc 1 chunk. Its parameters repeat what the chunk's head
 * says.
 */
public final class BloscFilter implements Filter {
  /** A byte of any codec inside stands for at most this many. */
  private static final long GREATEST_RATIO = 1 << 17;

  @Override
  public int id() {
    return 32001;
  }

  @Override
  public String name() {
    return "blosc";
  }

  @Override
  public boolean sizeIsFixed() {
    return false;
  }

  @Override
  public long maxEncodedSize(long bytes) {
    return bytes + 32;
  }

  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    // read only: an optional filter is left out and marked so, any other write is refused
    return null;
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    int at = Bytes.offset(encoded);
    int end = at + encoded.remaining();
    BloscChunk chunk = new BloscChunk(Bytes.array(encoded), at, end);
    byte[] out = new byte[chunk.size(Math.min(limit, encoded.remaining() * GREATEST_RATIO))];
    chunk.decode(out, 0);
    return ByteBuffer.wrap(out);
  }
}
