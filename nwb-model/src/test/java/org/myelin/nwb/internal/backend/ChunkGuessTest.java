package org.myelin.nwb.internal.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkGuessTest {

  /** The tutorial's data must be one chunk, as the reference file has it. */
  @Test
  void smallDataIsOneChunk() {
    assertThat(ChunkGuess.chunks(new long[] {4}, new long[] {4}, 8)).containsExactly(4);
    assertThat(ChunkGuess.chunks(new long[] {100, 384}, null, 2)).containsExactly(100, 384);
  }

  /** Channels of a sample stay together; time is cut. */
  @Test
  void cutsTimeFirst() {
    assertThat(ChunkGuess.chunks(new long[] {300_000, 384}, null, 2)).containsExactly(1365, 384);
    assertThat(ChunkGuess.chunks(new long[] {10, 1000, 1000}, null, 8))
        .containsExactly(1, 131, 1000);
  }

  @Test
  void growingAxesGetRoom() {
    assertThat(ChunkGuess.chunks(new long[] {0}, new long[] {-1}, 8)).containsExactly(1024);
    assertThat(ChunkGuess.chunks(new long[] {0, 4}, new long[] {10, 4}, 8)).containsExactly(10, 4);
  }

  /** A chunk with a zero axis, over a mebibyte, or beyond the data would be refused or slow. */
  @Test
  void staysWithinBounds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      long[] shape = new long[1 + random.nextInt(4)];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = random.nextLong(1L << random.nextInt(40));
      }
      int size = 1 + random.nextInt(64);
      long bytes = size;
      long[] chunk = ChunkGuess.chunks(shape, null, size);
      for (int i = 0; i < chunk.length; i++) {
        assertThat(chunk[i])
            .as("seed %d round %d", seed, round)
            .isBetween(1L, Math.max(1, shape[i]));
        bytes *= chunk[i];
      }
      assertThat(bytes).as("seed %d round %d", seed, round).isBetween(1L, 1L << 20);
    }
  }
}
