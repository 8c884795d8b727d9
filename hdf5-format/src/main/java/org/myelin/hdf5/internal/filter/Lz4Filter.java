package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.hdf5.spi.FilterException;

/**
 * LZ4 (filter 32004), read only: the total size (8 bytes) and the block size (4), then each block
 * behind its stored size (4), all big endian. A block stored at its full size is not compressed.
 */
public final class Lz4Filter extends ReadOnlyFilter {
  private static final int HEADER = 12;

  /** The one instance of the registry. */
  public Lz4Filter() {
    super(32004, "lz4");
  }

  @Override
  public long maxEncodedSize(long bytes) {
    // the head, and before each block, which has at least a byte, its size
    return HEADER + 5 * bytes;
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    ByteBuffer in = encoded.duplicate().order(ByteOrder.BIG_ENDIAN);
    if (in.remaining() < HEADER) {
      throw new FilterException("LZ4 chunk of " + in.remaining() + " bytes, shorter than its head");
    }
    long total = in.getLong();
    int blockSize = in.getInt();
    long possible = Math.min(limit, in.remaining() * Lz4Block.GREATEST_RATIO);
    if (total < 0 || total > possible || blockSize <= 0) {
      throw new FilterException(
          "LZ4 head: total "
              + total
              + " in blocks of "
              + blockSize
              + ", expected at most "
              + possible);
    }
    Output out = new Output("the LZ4 data", total);
    while (out.length() < total) {
      block(in, (int) Math.min(blockSize, total - out.length()), out);
    }
    return out.result();
  }

  private static void block(ByteBuffer in, int size, Output out) {
    int stored = in.remaining() < 4 ? -1 : in.getInt();
    if (stored <= 0 || stored > in.remaining()) {
      throw new FilterException(
          "LZ4 block at byte " + out.length() + ": stored size " + stored + " is not in the chunk");
    }
    byte[] bytes = Bytes.array(in);
    int at = Bytes.offset(in);
    int before = out.length();
    if (stored == size) {
      out.literal(bytes, at, at + stored, stored);
    } else {
      Lz4Block.decode(bytes, at, at + stored, out);
    }
    if (out.length() - before != size) {
      throw new FilterException(
          "an LZ4 block decodes to " + (out.length() - before) + " bytes, expected " + size);
    }
    in.position(in.position() + stored);
  }
}
