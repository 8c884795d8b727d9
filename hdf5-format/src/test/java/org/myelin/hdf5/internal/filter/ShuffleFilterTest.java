package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Catches a fast loop that misses its last elements, or reads beside an array's middle. */
class ShuffleFilterTest {
  @Test
  void everyElementSizeAndLength() {
    Random random = new Random(3);
    for (int size = 1; size <= 19; size++) {
      for (int length = 0; length < 50 * size; length += 1 + random.nextInt(size)) {
        check(random, size, length);
      }
      check(random, size, 5000 * size + random.nextInt(size));
    }
  }

  private static void check(Random random, int size, int length) {
    byte[] shuffled = new byte[length];
    random.nextBytes(shuffled);
    byte[] expected = shuffled.clone();
    int n = length / size;
    for (int i = 0; i < n; i++) {
      for (int b = 0; b < size; b++) {
        expected[i * size + b] = shuffled[b * n + i];
      }
    }
    byte[] padded = new byte[length + 9];
    System.arraycopy(shuffled, 0, padded, 5, length);
    ByteBuffer given = ByteBuffer.wrap(padded, 5, length);
    ByteBuffer plain = new ShuffleFilter().decode(given, new int[] {size}, length);
    assertThat(plain).as("%d bytes, size %d", length, size).isEqualTo(ByteBuffer.wrap(expected));
    assertThat(new ShuffleFilter().encode(plain, new int[] {size}))
        .isEqualTo(ByteBuffer.wrap(shuffled));
  }
}
