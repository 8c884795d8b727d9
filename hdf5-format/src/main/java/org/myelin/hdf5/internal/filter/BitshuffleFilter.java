package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.hdf5.spi.FilterException;
import org.myelin.hdf5.spi.FilterTarget;

/**
 * Bitshuffle (filter 32008). Its parameters: two of the version, the element size, the elements of
 * a block (0: a size by rule), the compression of each block (0 none, 2 LZ4, 3 Zstandard).
 * Compressed, the decoded size (8 bytes) and a block's bytes (4) come first, and the stored size
 * (4) before each block, all big endian. Elements after the last multiple of 8 stand as they are.
 */
public final class BitshuffleFilter extends PackingFilter {
  private static final int VERSION_MAJOR = 0;
  private static final int VERSION_MINOR = 3;
  private static final int LZ4 = 2;
  private static final int ZSTD = 3;
  private static final int HEADER = 12;
  private static final int USUAL_BLOCK_BYTES = 8192;
  private static final int LEAST_USUAL_BLOCK = 128;

  /** A Zstandard block of three bytes and its content stands for at most this many. */
  private static final int ZSTD_GREATEST_RATIO = 1 << 17;

  /** The one instance of the registry. */
  public BitshuffleFilter() {
    super(32008, "bitshuffle");
  }

  @Override
  public long maxEncodedSize(long bytes) {
    // a block has at least 8 bytes; LZ4 adds a 255th part and 16 bytes, the block's size takes 4
    return 2 * bytes + bytes / 128 + 64 + bytes / 8 * 16;
  }

  @Override
  public int[] parameters(int[] given, FilterTarget target) {
    // those that the user gives are block, compression and level; those of a file have the rest too
    boolean stored = given.length > 3 && given[0] == 0 && given[2] == target.elementSize();
    int own = stored ? 3 : 0;
    int[] all = new int[3 + given.length - own];
    all[0] = VERSION_MAJOR;
    all[1] = VERSION_MINOR;
    all[2] = target.elementSize();
    System.arraycopy(given, own, all, 3, given.length - own);
    return all;
  }

  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    int size = parameters.length < 3 ? 0 : parameters[2];
    int block = parameters.length < 4 ? 0 : parameters[3];
    int compression = parameters.length < 5 ? 0 : parameters[4];
    int n = chunk.remaining();
    if (compression != 0 && compression != LZ4 && compression != ZSTD
        || size <= 0
        || n % size != 0
        || block < 0
        || block % 8 != 0
        || (long) block * size > Integer.MAX_VALUE) {
      throw new FilterException(
          "bitshuffle client data: compression %d, elements of %d of %d bytes, blocks of %d"
              .formatted(compression, size, n, block));
    }
    if (block == 0) {
      block = usualBlock(size);
    }
    return new BitshuffleEncoding(chunk, size, block, compression).run();
  }

  static int usualBlock(int size) {
    return Math.max(LEAST_USUAL_BLOCK, USUAL_BLOCK_BYTES / size & -8);
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    ByteBuffer in = encoded.duplicate().order(ByteOrder.BIG_ENDIAN);
    int size = parameters.length < 3 ? 0 : parameters[2];
    int block = parameters.length < 4 ? 0 : parameters[3];
    int compression = parameters.length < 5 ? 0 : parameters[4];
    if (compression != 0 && compression != LZ4 && compression != ZSTD) {
      throw new FilterException("bitshuffle compression " + compression + ", expected 0, 2 or 3");
    }
    long total = in.remaining();
    if (compression != 0) {
      if (total < HEADER) {
        throw new FilterException(
            "bitshuffled chunk of " + total + " bytes, shorter than its head");
      }
      total = in.getLong();
      block = size <= 0 ? 0 : in.getInt() / size;
    }
    long ratio =
        compression == 0 ? 1 : compression == LZ4 ? Lz4Block.GREATEST_RATIO : ZSTD_GREATEST_RATIO;
    long most = Math.min(Math.min(limit, Integer.MAX_VALUE - 16), in.remaining() * ratio);
    if (total < 0 || total > most || size <= 0 || total % size != 0) {
      throw new FilterException(
          "bitshuffle of "
              + total
              + " bytes in elements of "
              + size
              + ", expected at most "
              + most);
    }
    if (block == 0) {
      block = usualBlock(size);
    }
    if (block < 0 || block % 8 != 0) {
      throw new FilterException("bitshuffle in blocks of " + block + ", expected a multiple of 8");
    }
    return new Decoding(in, compression, size, (int) total).run(block);
  }

  /** One chunk's decoding. */
  private static final class Decoding {
    private final byte[] in;
    private int at;
    private final int end;
    private final int compression;
    private final int size;
    private final byte[] out;
    private final ZstdDecoder zstd = new ZstdDecoder();
    private byte[] planes = {};
    private byte[] scratch = {};

    Decoding(ByteBuffer in, int compression, int size, int total) {
      this.in = Bytes.array(in);
      this.at = Bytes.offset(in);
      this.end = at + in.remaining();
      this.compression = compression;
      this.size = size;
      this.out = new byte[total];
    }

    ByteBuffer run(int block) {
      int n = out.length / size;
      int longest = Math.min(block, n & -8) * size;
      planes = new byte[compression == 0 ? 0 : longest];
      scratch = new byte[longest];
      int done = 0;
      while (n - done >= 8) {
        int now = Math.min(block, n - done & -8);
        block(done * size, now);
        done += now;
      }
      int rest = out.length - done * size;
      if (rest > end - at) {
        throw new FilterException("bitshuffled data breaks off before its last elements");
      }
      System.arraycopy(in, at, out, done * size, rest);
      return ByteBuffer.wrap(out);
    }

    private void block(int to, int n) {
      int bytes = n * size;
      if (compression == 0) {
        Unbitshuffle.move(in, at, out, to, size, n, scratch);
        at += bytes;
        return;
      }
      int stored = end - at < 4 ? -1 : Integer.reverseBytes(Bytes.getInt(in, at));
      if (stored <= 0 || stored > end - at - 4) {
        throw new FilterException("bitshuffled block of " + stored + " bytes is not in the chunk");
      }
      at += 4;
      Output block = new Output("a bitshuffled block", planes, 0, bytes);
      if (compression == LZ4) {
        Lz4Block.decode(in, at, at + stored, block);
      } else {
        zstd.decode(in, at, at + stored, block);
      }
      if (block.length() != bytes) {
        throw new FilterException(
            "a bitshuffled block decodes to " + block.length() + " bytes, expected " + bytes);
      }
      at += stored;
      Unbitshuffle.move(planes, 0, out, to, size, n, scratch);
    }
  }
}
