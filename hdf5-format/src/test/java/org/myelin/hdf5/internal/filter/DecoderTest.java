package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;

/** Catches decoders that lose bytes, outgrow their limit, or fail untyped on broken chunks. */
@Timeout(60)
class DecoderTest {
  private static final int[] NONE = {};

  /** "abc", then 20 bytes from 3 back: a long reference (7 + 11 + 2), which overlaps itself. */
  private static final byte[] LZF = HexFormat.of().parseHex("02616263e00b02");

  private static final String TEXT = "abcabcabcabcabcabcabcab";

  /** The same 23 bytes in one block: three literals, a match of 15 + 0 + 4, one literal. */
  private static byte[] lz4() {
    return HexFormat.of().parseHex("000000000000001700000040000000" + "09" + "3f6162630300001062");
  }

  @Test
  void overlappingReferencesRepeat() {
    assertThat(text(new LzfFilter(), LZF)).isEqualTo(TEXT);
    assertThat(text(new Lz4Filter(), lz4())).isEqualTo(TEXT);
  }

  @Test
  void moreThanTheLimitIsRefused() {
    assertThatThrownBy(() -> new LzfFilter().decode(ByteBuffer.wrap(LZF), NONE, 22))
        .isInstanceOf(FilterException.class);
    assertThatThrownBy(() -> new Lz4Filter().decode(ByteBuffer.wrap(lz4()), NONE, 22))
        .isInstanceOf(FilterException.class);
  }

  @Test
  void brokenChunksGiveTypedErrorsWithinTheLimit() {
    mutate(new LzfFilter(), LZF);
    mutate(new Lz4Filter(), lz4());
  }

  private static void mutate(Filter filter, byte[] good) {
    long seed = System.nanoTime();
    System.out.println(filter.name() + " mutants, seed " + seed);
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bad = Arrays.copyOf(good, good.length - (i % 3 == 0 ? random.nextInt(6) : 0));
      for (int k = random.nextInt(4); k >= 0; k--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(filter.decode(ByteBuffer.wrap(bad), NONE, 64).remaining())
            .as("seed %d mutant %d", seed, i)
            .isLessThanOrEqualTo(64);
      } catch (FilterException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static String text(Filter filter, byte[] chunk) {
    ByteBuffer out = filter.decode(ByteBuffer.wrap(chunk), NONE, TEXT.length());
    byte[] bytes = new byte[out.remaining()];
    out.get(bytes);
    return new String(bytes, java.nio.charset.StandardCharsets.US_ASCII);
  }
}
