package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;

/**
 * Zstandard (filter 32015): frames of RFC 8878. Its parameter is the level, which neither reader
 * nor writer needs here: all levels are written alike.
 */
public final class ZstdFilter extends PackingFilter {
  /** The one instance of the registry. */
  public ZstdFilter() {
    super(32015, "zstd");
  }

  @Override
  public long maxEncodedSize(long bytes) {
    return bytes + bytes / 256 + 64;
  }

  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    int n = chunk.remaining();
    byte[] out = new byte[ZstdEncoder.bound(n)];
    int end = ZstdEncoder.encode(Bytes.array(chunk), Bytes.offset(chunk), n, out, 0);
    return ByteBuffer.wrap(out, 0, end).slice();
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
