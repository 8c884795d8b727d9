package org.myelin.hdf5.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Catches names that change on their way, or that sort otherwise than the file's bytes do. */
class Utf8Test {
  private static final byte[][] PIECES = {
    "a".getBytes(),
    "zz".getBytes(),
    "é".getBytes(java.nio.charset.StandardCharsets.UTF_8),
    "\uffee".getBytes(java.nio.charset.StandardCharsets.UTF_8),
    "\ud83d\ude00".getBytes(java.nio.charset.StandardCharsets.UTF_8),
    {(byte) 0x80},
    {(byte) 0xe9},
    {(byte) 0xff}
  };

  @Test
  void anyBytesComeBackAndKeepTheirOrder() {
    long seed = System.nanoTime();
    System.out.println("names, seed " + seed);
    Random random = new Random(seed);
    byte[] before = {};
    for (int i = 0; i < 20_000; i++) {
      byte[] name = name(random);
      String text = Utf8.decode(name);
      assertThat(Utf8.encode(text)).as("seed %d name %d", seed, i).isEqualTo(name);
      assertThat(Integer.signum(Utf8.compare(text, Utf8.decode(before))))
          .as("seed %d name %d", seed, i)
          .isEqualTo(Integer.signum(Arrays.compareUnsigned(name, before)));
      before = name;
    }
  }

  private static byte[] name(Random random) {
    byte[] all = {};
    for (int n = random.nextInt(5); n > 0; n--) {
      byte[] piece = PIECES[random.nextInt(PIECES.length)];
      int at = all.length;
      all = Arrays.copyOf(all, at + piece.length);
      System.arraycopy(piece, 0, all, at, piece.length);
    }
    return all;
  }
}
