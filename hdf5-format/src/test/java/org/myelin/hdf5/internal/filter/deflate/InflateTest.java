package org.myelin.hdf5.internal.filter.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.spi.FilterException;

/** Catches any stream that we decode in another way than zlib, or that only one of us refuses. */
class InflateTest {
  private static final int MUTANTS = 12_000;

  @Test
  void everySizeLevelAndStrategy() {
    Random random = new Random(7);
    for (int n = 0; n < 1200; n++) {
      byte[] plain = data(random, n);
      byte[] z = deflate(plain, n % 10, n / 10 % 3);
      assertThat(ours(z, n)).as("%d bytes", n).isEqualTo(plain);
      assertThat(ours(z, n + 1000L)).isEqualTo(plain);
      if (n > 0) {
        assertThatThrownBy(() -> ours(z, plain.length - 1)).isInstanceOf(FilterException.class);
      }
      assertThatThrownBy(() -> ours(Arrays.copyOf(z, z.length - 1), plain.length))
          .isInstanceOf(FilterException.class);
    }
  }

  @Test
  void largeStreams() {
    Random random = new Random(8);
    for (int kind = 0; kind < 5; kind++) {
      byte[] plain = data(random, 1 << 20, kind);
      for (int level : new int[] {1, 4, 9}) {
        assertThat(ours(deflate(plain, level, 0), plain.length)).isEqualTo(plain);
      }
    }
  }

  /** A repaired checksum lets mutants through that the checksum alone would have stopped. */
  @Test
  void mutantsAsZlibHasThem() {
    long seed = System.nanoTime();
    System.out.println("deflate mutants, seed " + seed);
    Random random = new Random(seed);
    int accepted = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] plain = data(random, random.nextInt(i % 50 == 0 ? 60_000 : 3000));
      byte[] bad = mutate(random, deflate(plain, random.nextInt(10), random.nextInt(3)));
      repair(bad);
      int limit = random.nextInt(4) == 0 ? random.nextInt(plain.length + 9) : 100_000;
      byte[] expected = zlib(bad, limit);
      byte[] found = null;
      try {
        found = ours(bad, limit);
      } catch (FilterException e) {
        // refused; so must zlib have
      }
      assertThat(found).as("seed %d mutant %d", seed, i).isEqualTo(expected);
      accepted += expected == null ? 0 : 1;
    }
    // a floor on either side: else this shows nothing
    assertThat(accepted).isBetween(MUTANTS / 20, MUTANTS * 19 / 20);
  }

  /** Blocks of random bits, most of them with codes that do not exist. */
  @Test
  void randomBlocksAsZlibHasThem() {
    long seed = System.nanoTime();
    System.out.println("random deflate blocks, seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      byte[] bad = new byte[20 + random.nextInt(400)];
      random.nextBytes(bad);
      bad[0] = 0x78;
      bad[1] = 1;
      bad[2] = (byte) (bad[2] & ~7 | 1 | 2 << random.nextInt(2));
      repair(bad);
      byte[] expected = zlib(bad, 5000);
      byte[] found = null;
      try {
        found = ours(bad, 5000);
      } catch (FilterException e) {
        // refused; so must zlib have
      }
      assertThat(found).as("seed %d block %d", seed, i).isEqualTo(expected);
    }
  }

  /**
   * Few symbols with any code lengths: complete, incomplete and over-subscribed codes. Without
   * zlib's header and checksum, which would hide that we take what zlib refuses.
   */
  @Test
  void anyCodesAsZlibHasThem() {
    long seed = System.nanoTime();
    System.out.println("deflate codes, seed " + seed);
    Random random = new Random(seed);
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] block = blockWithCodes(random);
      byte[] expected = zlib(block, 5000, true);
      byte[] found = null;
      try {
        byte[] out = Inflate.output(5000);
        Inflate inflate = new Inflate(block, 0, block.length, out, 5000);
        inflate.run();
        found = Arrays.copyOf(out, inflate.length());
      } catch (FilterException e) {
        // refused; so must zlib have
      }
      assertThat(found).as("seed %d block %d", seed, i).isEqualTo(expected);
      accepted += expected == null ? 0 : 1;
    }
    assertThat(accepted).isBetween(500, 19_500);
  }

  private static byte[] blockWithCodes(Random random) {
    BitSet bits = new BitSet();
    int literals = 257 + random.nextInt(30);
    int distances = 1 + random.nextInt(3);
    int at = put(bits, 0, 1 | 2 << 1, 3);
    at = put(bits, at, literals - 257, 5);
    at = put(bits, at, distances - 1, 5);
    at = put(bits, at, 15, 4);
    for (int symbol :
        new int[] {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}) {
      at = put(bits, at, symbol < 13 ? 4 : 5, 3);
    }
    int most = 1 + random.nextInt(3);
    for (int i = 0; i < literals + distances; i++) {
      boolean used = i == 256 || i >= literals || random.nextInt(100) == 0;
      // the code for code lengths: 13 of 4 bits, 6 of 5, first bit first
      int length = used ? random.nextInt(most + 1) : 0;
      at = put(bits, at, Integer.reverse(length) >>> 28, 4);
    }
    for (int i = 0; i < 60; i++) {
      at = put(bits, at, random.nextInt(1 << 16), 16);
    }
    return Arrays.copyOf(bits.toByteArray(), at / 8);
  }

  private static int put(BitSet bits, int at, int value, int n) {
    for (int i = 0; i < n; i++) {
      bits.set(at + i, (value >>> i & 1) == 1);
    }
    return at + n;
  }

  private static byte[] data(Random random, int n) {
    return data(random, n, random.nextInt(5));
  }

  private static byte[] data(Random random, int n, int kind) {
    byte[] b = new byte[n];
    for (int i = 0; i < n; i++) {
      b[i] =
          switch (kind) {
            case 0 -> (byte) random.nextInt();
            case 1 -> (byte) (random.nextGaussian() * 9);
            case 2 -> (byte) (i == 0 || random.nextInt(40) == 0 ? random.nextInt() : b[i - 1]);
            case 3 -> i < 9 || random.nextInt(60) == 0 ? (byte) random.nextInt(9) : b[i - 9];
            default -> (byte) (random.nextInt(200) == 0 ? 1 : 0);
          };
    }
    return b;
  }

  private static byte[] mutate(Random random, byte[] good) {
    byte[] b =
        random.nextInt(5) == 0
            ? Arrays.copyOf(good, 3 + random.nextInt(good.length - 2))
            : good.clone();
    for (int k = random.nextInt(4); k > 0; k--) {
      int at = 2 + random.nextInt(Math.min(b.length - 2, random.nextBoolean() ? 90 : 1 << 20));
      b[at] = (byte) (random.nextBoolean() ? b[at] ^ 1 << random.nextInt(8) : random.nextInt());
    }
    return b;
  }

  /** Puts the right checksum behind the last block, where there is one and room for it. */
  private static void repair(byte[] z) {
    Inflater raw = new Inflater(true);
    try {
      raw.setInput(z, 2, z.length - 2);
      Adler32 sum = new Adler32();
      byte[] piece = new byte[65536];
      int n;
      while ((n = raw.inflate(piece)) > 0) {
        sum.update(piece, 0, n);
      }
      int at = 2 + (int) raw.getBytesRead();
      if (raw.finished() && z.length - at >= 4) {
        ByteBuffer.wrap(z).putInt(at, (int) sum.getValue());
      }
    } catch (DataFormatException e) {
      // nothing to repair
    } finally {
      raw.end();
    }
  }

  private static byte[] deflate(byte[] plain, int level, int strategy) {
    Deflater deflater = new Deflater(level);
    deflater.setStrategy(strategy);
    deflater.setInput(plain);
    deflater.finish();
    byte[] out = new byte[plain.length + plain.length / 50 + 200];
    int n = 0;
    while (!deflater.finished()) {
      n += deflater.deflate(out, n, out.length - n);
    }
    deflater.end();
    return Arrays.copyOf(out, n);
  }

  /** As zlib decodes it, null if it refuses. */
  private static byte[] zlib(byte[] z, int limit) {
    return zlib(z, limit, false);
  }

  private static byte[] zlib(byte[] z, int limit, boolean raw) {
    Inflater inflater = new Inflater(raw);
    try {
      inflater.setInput(z);
      byte[] out = new byte[limit + 1];
      int length = 0;
      int n;
      while ((n = inflater.inflate(out, length, out.length - length)) > 0) {
        length += n;
      }
      return inflater.finished() && length <= limit ? Arrays.copyOf(out, length) : null;
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }

  /** Between other bytes, which must not be looked at. */
  private static byte[] ours(byte[] z, long limit) {
    byte[] padded = new byte[z.length + 20];
    Arrays.fill(padded, (byte) 0x55);
    System.arraycopy(z, 0, padded, 7, z.length);
    ByteBuffer out = ZlibStream.decode(padded, 7, 7 + z.length, limit);
    byte[] bytes = new byte[out.remaining()];
    out.get(bytes);
    return bytes;
  }
}
