package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.spi.FilterException;

/** LZF (filter 32000), read only. Its parameters repeat the chunk size and are not needed. */
public final class LzfFilter extends ReadOnlyFilter {
  /** The most bytes that one byte of input can stand for: 264 from three. */
  private static final long GREATEST_RATIO = 88;

  /** The one instance of the registry. */
  public LzfFilter() {
    super(32000, "lzf");
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
