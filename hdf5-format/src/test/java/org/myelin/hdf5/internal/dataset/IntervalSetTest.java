package org.myelin.hdf5.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Catches intervals that are lost, doubled or out of order when several writes meet in one chunk.
 */
class IntervalSetTest {
  @RepeatedTest(50)
  void agreesWithABitSet() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    IntervalSet set = new IntervalSet();
    BitSet model = new BitSet();
    for (int i = 0; i < 200; i++) {
      int lo = random.nextInt(1000);
      int hi = lo + random.nextInt(20);
      set.add(lo, hi);
      model.set(lo, hi);
      if (random.nextInt(20) == 0) {
        assertThat(set.length()).as("seed %d", seed).isEqualTo(model.cardinality());
      }
    }
    int at = 0;
    for (int i = 0; i < set.size(); i++) {
      assertThat(set.from(i)).as("seed %d", seed).isEqualTo(model.nextSetBit(at));
      at = model.nextClearBit((int) set.from(i));
      assertThat(set.to(i)).as("seed %d", seed).isEqualTo(at);
    }
    assertThat(model.nextSetBit(at)).as("seed %d", seed).isEqualTo(-1);
  }
}
