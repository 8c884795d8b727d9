package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;

/**
 * Blosc 2 (filter 32026), read only: one frame of one chunk, plain or an array of several
 * dimensions. Its parameters repeat what the frame says.
 */
public final class Blosc2Filter extends ReadOnlyFilter {
  /** The one instance of the registry. */
  public Blosc2Filter() {
    super(32026, "blosc2");
  }

  @Override
  public long maxEncodedSize(long bytes) {
    // the chunk's head, and the frame's head, offsets and trailer; an array is padded besides
    return 2 * bytes + 4096;
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    int at = Bytes.offset(encoded);
    int end = at + encoded.remaining();
    return ByteBuffer.wrap(new Blosc2Frame(Bytes.array(encoded), at, end).decode(limit));
  }
}
