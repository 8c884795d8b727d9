package org.myelin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Catches a ratio that is upside down, and a missing peer that takes the row with it. */
class RoundsTest {
  private static Workload workload(Better better, double ours, Map<String, Contender> peers) {
    return new Workload("w", "m", "u", better, () -> ours, peers, null);
  }

  @Test
  void theRatioIsToTheBestPeer() throws Exception {
    Map<String, Contender> peers = new LinkedHashMap<>();
    peers.put("slow", () -> 10);
    peers.put("fast", () -> 40);
    Row higher = new Rounds(0).measure("s", workload(Better.HIGHER, 20, peers));
    assertThat(higher.ratioToBestPeer()).isCloseTo(0.5, offset(1e-9));
    Row lower = new Rounds(0).measure("s", workload(Better.LOWER, 20, peers));
    assertThat(lower.ratioToBestPeer()).isCloseTo(0.5, offset(1e-9));
  }

  @Test
  void aMissingPeerKeepsItsRow() throws Exception {
    Map<String, Contender> peers = new LinkedHashMap<>();
    peers.put(
        "gone",
        () -> {
          throw new MissingPeerException("install it");
        });
    Row row = new Rounds(0).measure("s", workload(Better.HIGHER, 20, peers));
    assertThat(row.ratioToBestPeer()).isNull();
    assertThat(row.peers()).containsEntry("gone", null);
  }

  @Test
  void alternatesAtLeastSevenTimesAndTakesMedians() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Map<String, Contender> peers = Map.of("p", () -> calls.incrementAndGet());
    Row row = new Rounds(0).measure("s", workload(Better.HIGHER, 1, peers));
    // One to see whether it is there, then seven: 2 to 8.
    assertThat(calls).hasValue(8);
    assertThat(row.peers()).containsEntry("p", 5.0);
    assertThat(Rounds.median(List.of(1.0, 2.0, 9.0, 4.0))).isEqualTo(3.0);
  }
}
