package org.myelin.hdf5.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Catches space that is handed out twice, or while the last commit still describes it. */
class FileSpaceAllocatorTest {
  @Test
  void neverHandsOutWhatTheLastCommitUses() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    FileSpaceAllocator a = new FileSpaceAllocator(100, 100);
    List<long[]> live = new ArrayList<>();
    BitSet now = new BitSet();
    BitSet committed = new BitSet();
    now.set(0, 100);
    committed.set(0, 100);
    for (int step = 0; step < 20_000; step++) {
      int what = random.nextInt(100);
      if (what < 55) {
        int size = 1 + random.nextInt(200);
        int at = (int) a.allocate(size);
        BitSet taken = new BitSet();
        taken.set(at, at + size);
        assertThat(taken.intersects(now)).as("seed %d step %d: in use", seed, step).isFalse();
        assertThat(taken.intersects(committed))
            .as("seed %d step %d: committed", seed, step)
            .isFalse();
        now.or(taken);
        live.add(new long[] {at, size});
      } else if (what < 98 && !live.isEmpty()) {
        long[] b = live.remove(random.nextInt(live.size()));
        a.release(b[0], b[1]);
        now.clear((int) b[0], (int) (b[0] + b[1]));
      } else {
        a.committed();
        committed = (BitSet) now.clone();
      }
    }
    assertThat(a.endOfAllocation()).as("space is reused").isLessThan(200 * 20_000L / 4);
  }

  @Test
  void freshSpaceIsNeverSpaceThatWasReleased() {
    FileSpaceAllocator a = new FileSpaceAllocator(96, 5000);
    assertThat(a.isFresh(a.allocate(10)))
        .as("stored bytes lie behind the end of allocation")
        .isFalse();
    FileSpaceAllocator b = new FileSpaceAllocator(96, 96);
    long first = b.allocate(64);
    assertThat(b.isFresh(first)).isTrue();
    b.release(first, 64);
    assertThat(b.isFresh(b.allocate(64))).isFalse();
  }
}
