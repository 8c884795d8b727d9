package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.spi.Filter;

/**
 * Zstandard (filter 32015), read only: frames of RFC 8878. Its parameter is the level, which a
 * reader does not need.
 */
public final class ZstdFilter implements Filter {
  @Override
  public int id() {
    return 32015;
  }

  @Override
  public String name() {
    return "zstd";
  }

  @Override
  public boolean sizeIsFixed() {
    return false;
  }

  @Override
  public long maxEncodedSize(long bytes) {
    return bytes + bytes / 256 + 64;
  }

  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    // read only: an optional filter is left out and marked so, any other write is refused
    return null;
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    byte[] in = Bytes.array(encoded);
    int at = Bytes.offset(encoded);
    int end = at + encoded.remaining();
    Output out =
        new Output("the Zstandard data", Math.min(limit, ZstdFrame.greatestSize(in, at, end)));
    new ZstdDecoder().decode(in, at, end, out);
    return out.result();
  }
}
