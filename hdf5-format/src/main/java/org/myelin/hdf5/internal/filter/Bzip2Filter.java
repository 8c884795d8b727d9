package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.spi.FilterException;

/**
 * bzip2 (filter 307): one stream or several. Its parameter is the level, which the stream repeats.
 */
public final class Bzip2Filter extends PackingFilter {
  private static final int BLOCK = 0x314159;
  private static final int BLOCK_REST = 0x265359;
  private static final int END = 0x177245;
  private static final int END_REST = 0x385090;

  /** The one instance of the registry. */
  public Bzip2Filter() {
    super(307, "bzip2");
  }

  @Override
  public long maxEncodedSize(long bytes) {
    return bytes + bytes / 100 + 600;
  }

  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    int level = parameters.length == 0 ? 9 : parameters[0];
    if (level < 1 || level > 9) {
      throw new FilterException("bzip2 client data: level " + level + ", expected 1 to 9");
    }
    return Bzip2Encoder.encode(Bytes.array(chunk), Bytes.offset(chunk), chunk.remaining(), level);
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    int at = Bytes.offset(encoded);
    Bzip2Bits bits = new Bzip2Bits(Bytes.array(encoded), at, at + encoded.remaining());
    Bzip2Runs out = new Bzip2Runs(limit, (int) Math.min(limit, 4L * encoded.remaining()));
    do {
      stream(bits, out, limit);
      bits.align();
    } while (!bits.atEnd());
    return ByteBuffer.wrap(out.bytes, 0, out.length);
  }

  private static void stream(Bzip2Bits bits, Bzip2Runs out, long limit) {
    int magic = bits.take(24);
    int level = bits.take(8) - '0';
    if (magic != ('B' << 16 | 'Z' << 8 | 'h') || level < 1 || level > 9) {
      throw new FilterException(
          "bzip2 data begins with %06x and level %d, expected 425a68 and 1 to 9"
              .formatted(magic, level));
    }
    // shortening runs makes of four bytes five at worst, so that no block of this data is longer
    int most = (int) Math.min(100_000L * level, limit + limit / 4 + 1);
    Bzip2Block block = new Bzip2Block(bits, most);
    int all = 0;
    int kind;
    while ((kind = bits.take(24)) == BLOCK && bits.take(24) == BLOCK_REST) {
      int stored = bits.take(32);
      out.begin();
      block.read(out);
      check(stored, out.checksum());
      all = (all << 1 | all >>> 31) ^ stored;
    }
    if (kind != END || bits.take(24) != END_REST) {
      throw new FilterException(
          "neither a block nor an end in the bzip2 data at byte " + out.length);
    }
    check(bits.take(32), all);
  }

  private static void check(int stored, int found) {
    if (stored != found) {
      throw new FilterException(
          "bzip2 checksum %08x stored, %08x of the data".formatted(stored, found));
    }
  }
}
