package org.myelin.hdf5.internal.filter.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Catches any stream that zlib or our decoder reads otherwise than what went in. */
class DeflateTest {
  private static final int KINDS = 9;

  private final Deflate encoder = new Deflate();

  @Test
  void everySizeAndLevel() throws DataFormatException {
    Random random = new Random(3);
    for (int n = 0; n < 1500; n++) {
      check(data(random, n % KINDS, n), 0, n, n % 10);
    }
  }

  @Test
  void pieces() throws DataFormatException {
    long seed = System.nanoTime();
    System.out.println("deflate encoder, seed " + seed);
    pieces(new Random(seed), 300);
  }

  @Test
  @Tag("long")
  void manyPieces() throws DataFormatException {
    long seed = System.nanoTime();
    System.out.println("deflate encoder, seed " + seed);
    pieces(new Random(seed), 30_000);
  }

  private void pieces(Random random, int count) throws DataFormatException {
    for (int i = 0; i < count; i++) {
      byte[] in =
          data(random, random.nextInt(KINDS), random.nextInt(i % 20 == 0 ? 900_000 : 60_000));
      int from = in.length == 0 ? 0 : random.nextInt(in.length);
      check(in, from, random.nextInt(in.length - from + 1), random.nextInt(10));
    }
  }

  /** What an encoder did before must leave no trace in what it does next. */
  @Test
  void sameBytesFromFreshEncoders() {
    Random random = new Random(4);
    for (int i = 0; i < 40; i++) {
      byte[] in = data(random, i % KINDS, 50_000);
      int level = i % 10;
      assertThat(encoder.encode(in, 0, in.length, level))
          .isEqualTo(new Deflate().encode(in, 0, in.length, level));
      byte[] moved = new byte[in.length + 777];
      System.arraycopy(in, 0, moved, 777, in.length);
      assertThat(encoder.encode(moved, 777, in.length, level))
          .isEqualTo(encoder.encode(in, 0, in.length, level));
    }
  }

  /** A match finder that misses what it should find shows as size, not as an error. */
  @Test
  void aboutAsSmallAsZlib() {
    for (int i = 0; i < 4 * KINDS; i++) {
      byte[] in = data(new Random(6), i / 4, 1 << 18);
      int level = new int[] {1, 4, 6, 9}[i % 4];
      Deflater zlib = new Deflater(level);
      zlib.setInput(in);
      zlib.finish();
      int theirs = zlib.deflate(new byte[2 << 18]);
      zlib.end();
      assertThat(encoder.encode(in, 0, in.length, level).length)
          .as("level %d, kind %d", level, i / 4)
          .isLessThanOrEqualTo(theirs + theirs / 8 + 400);
    }
  }

  private void check(byte[] in, int from, int length, int level) throws DataFormatException {
    byte[] stream = encoder.encode(in, from, length, level);
    assertThat((long) stream.length).isLessThanOrEqualTo(Deflate.bound(length));
    byte[] expected = Arrays.copyOfRange(in, from, from + length);
    Inflater inflater = new Inflater();
    inflater.setInput(stream);
    byte[] found = new byte[length + 1];
    int n = inflater.inflate(found);
    boolean whole = inflater.finished() && inflater.getRemaining() == 0;
    inflater.end();
    assertThat(whole).as("zlib stream of %d bytes, level %d", length, level).isTrue();
    assertThat(Arrays.mismatch(Arrays.copyOf(found, n), expected)).isEqualTo(-1);
    byte[] own = new byte[length];
    ZlibStream.decode(stream, 0, stream.length, length).get(own);
    assertThat(Arrays.mismatch(own, expected)).isEqualTo(-1);
  }

  private static byte[] data(Random random, int kind, int n) {
    byte[] b = new byte[n];
    int period = 1 + random.nextInt(300);
    int v = 0;
    for (int i = 0; i < n; i++) {
      v += (int) (random.nextGaussian() * 9);
      b[i] =
          switch (kind) {
            case 0 -> 0;
            case 1 -> (byte) random.nextInt();
            case 2 -> (byte) (i / period);
            // 16-bit steps of a walk, all low bytes first
            case 3 -> i < n / 2 ? (byte) v : (byte) (v >> 11);
            case 4 -> i < period ? (byte) random.nextInt() : b[i - period];
            case 5 -> (byte) (random.nextInt(50) == 0 ? random.nextInt() : 'a' + random.nextInt(3));
            case 6 -> (byte) "the spike of a unit on channel ".charAt(i % 30 ^ random.nextInt(2));
            case 7 -> i % 4096 < 2000 ? (byte) random.nextInt() : (byte) (i >> 3);
            // few symbols of very unequal frequency: codes of more than 14 bits
            default -> (byte) Integer.numberOfTrailingZeros(random.nextInt() | 1 << 24);
          };
    }
    return b;
  }
}
