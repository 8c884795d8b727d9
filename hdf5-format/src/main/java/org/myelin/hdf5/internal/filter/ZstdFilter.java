package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;

/**
 * Zstandard (filter 32015), read only: frames of RFC 8878. Its parameter is the level, which a
 * reader does not need.
 */
public final class ZstdFilter extends ReadOnlyFilter {
  /** The one instance of the registry. */
  public ZstdFilter() {
    super(32015, "zstd");
  }

  @Override
  public long maxEncodedSize(long bytes) {
    return bytes + bytes / 256 + 64;
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
