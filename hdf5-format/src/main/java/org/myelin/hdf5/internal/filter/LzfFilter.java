package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.spi.FilterException;
import org.myelin.hdf5.spi.FilterTarget;

/** LZF (filter 32000). Its parameters (h5py's): its version, the library's, bytes of a chunk. */
public final class LzfFilter extends PackingFilter {
  /** The most bytes that one byte of input can stand for: 264 from three. */
  private static final long GREATEST_RATIO = 88;

  private static final int FILTER_VERSION = 4;
  private static final int LIBRARY_VERSION = 0x0105;

  /** The one instance of the registry. */
  public LzfFilter() {
    super(32000, "lzf");
  }

  @Override
  public int[] parameters(int[] given, FilterTarget target) {
    long bytes = target.chunkElements() * target.elementSize();
    return new int[] {FILTER_VERSION, LIBRARY_VERSION, (int) bytes};
  }

  @Override
  public long maxEncodedSize(long bytes) {
    return bytes + bytes / 32 + 16;
  }

  /** Null if the result is not smaller. */
  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    int n = chunk.remaining();
    byte[] out = new byte[BloscLzEncoder.bound(n)];
    int end = BloscLzEncoder.lzf(Bytes.array(chunk), Bytes.offset(chunk), n, out, 0);
    return end >= n ? null : ByteBuffer.wrap(out, 0, end).slice();
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    byte[] in = Bytes.array(encoded);
    int at = Bytes.offset(encoded);
    int end = at + encoded.remaining();
    Output out = new Output("the LZF data", Math.min(limit, (end - at) * GREATEST_RATIO));
    while (at < end) {
      int control = in[at++] & 0xff;
      if (control < 32) {
        out.literal(in, at, end, control + 1);
        at += control + 1;
        continue;
      }
      int count = control >> 5;
      if (end - at < (count == 7 ? 2 : 1)) {
        throw new FilterException("the LZF data breaks off in a back reference");
      }
      if (count == 7) {
        count += in[at++] & 0xff;
      }
      out.match(((control & 31) << 8 | in[at++] & 0xff) + 1, count + 2);
    }
    return out.result();
  }
}
