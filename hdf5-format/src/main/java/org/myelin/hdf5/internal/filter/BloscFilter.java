package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.spi.FilterTarget;

/** Blosc (filter 32001): one Blosc 1 chunk. Its parameters repeat what the chunk's head says. */
public final class BloscFilter extends PackingFilter {
  private static final int FILTER_VERSION = 2;
  private static final int FORMAT_VERSION = 2;
  private static final int GREATEST_ELEMENT = 255;

  /** A byte of any codec inside stands for at most this many. */
  private static final long GREATEST_RATIO = 1 << 17;

  /** The one instance of the registry. */
  public BloscFilter() {
    super(32001, "blosc");
  }

  @Override
  public long maxEncodedSize(long bytes) {
    return bytes + 32;
  }

  @Override
  public int[] parameters(int[] given, FilterTarget target) {
    int[] all = Arrays.copyOf(given, Math.max(4, given.length));
    Datatype type = target.type() instanceof ArrayType a ? a.base() : target.type();
    all[0] = FILTER_VERSION;
    all[1] = FORMAT_VERSION;
    all[2] = type.size() > GREATEST_ELEMENT ? 1 : (int) type.size();
    all[3] = (int) (target.chunkElements() * target.elementSize());
    return all;
  }

  /** Null if the result is not smaller. */
  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] p) {
    int size = p.length > 2 ? p[2] : 0;
    int level = p.length > 4 ? p[4] : 5;
    int shuffle = p.length > 5 ? p[5] : 1;
    return new BloscEncoder(chunk, size, level, shuffle, p.length > 6 ? p[6] : 0).run();
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
