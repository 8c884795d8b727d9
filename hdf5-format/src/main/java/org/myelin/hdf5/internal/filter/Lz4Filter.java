package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.hdf5.spi.FilterException;

/**
 * LZ4 (filter 32004): the total size (8 bytes) and the block size (4), then each block behind its
 * stored size (4), all big endian. A block stored at its full size is not compressed.
 */
public final class Lz4Filter extends PackingFilter {
  private static final int HEADER = 12;
  private static final int MOST_BLOCK = 1 << 30;

  /** A block's size, and what its encoder may need more than the result. */
  private static final int BLOCK_ROOM = 4 + 20;

  /** The one instance of the registry. */
  public Lz4Filter() {
    super(32004, "lz4");
  }

  @Override
  public long maxEncodedSize(long bytes) {
    // the head, and before each block, which has at least a byte, its size
    return HEADER + 5 * bytes;
  }

  /** In blocks of so many bytes as the parameter says, else in one. */
  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    int n = chunk.remaining();
    int asked = parameters.length == 0 ? 0 : parameters[0];
    if (asked < 0 || asked > MOST_BLOCK) {
      throw new FilterException(
          "LZ4 client data: blocks of %d bytes, expected 0 to %d".formatted(asked, MOST_BLOCK));
    }
    int block = Math.max(1, Math.min(n, asked == 0 ? MOST_BLOCK : asked));
    byte[] in = Bytes.array(chunk);
    int from = Bytes.offset(chunk);
    byte[] out =
        new byte[Math.toIntExact(HEADER + Lz4Encoder.bound(n) + (n / block + 1L) * BLOCK_ROOM)];
    ByteBuffer.wrap(out).putLong(n).putInt(block);
    int o = HEADER;
    for (int at = 0; at < n; at += block) {
      int now = Math.min(block, n - at);
      int end = Lz4Encoder.encode(in, from + at, now, out, o + 4);
      if (end - o - 4 >= now) {
        System.arraycopy(in, from + at, out, o + 4, now);
        end = o + 4 + now;
      }
      Bytes.putInt(out, o, Integer.reverseBytes(end - o - 4));
      o = end;
    }
    return ByteBuffer.wrap(out, 0, o).slice();
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
