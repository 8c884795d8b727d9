package org.myelin.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Alternates the sides of a workload, so that a change of the machine's mood meets all of them, and
 * takes medians.
 */
final class Rounds {
  private static final int LEAST = 7;
  private static final int WARM_UP = 2;

  private final long budgetNanos;

  /** Goes on past seven rounds as long as a workload has taken less than {@code seconds}. */
  Rounds(int seconds) {
    this.budgetNanos = TimeUnit.SECONDS.toNanos(seconds);
  }

  Row measure(String suite, Workload workload) throws Exception {
    Map<String, List<Double>> figures = new LinkedHashMap<>();
    Map<String, Contender> sides = new LinkedHashMap<>();
    Map<String, Double> peers = new LinkedHashMap<>();
    for (Map.Entry<String, Contender> peer : workload.peers().entrySet()) {
      peers.put(peer.getKey(), null);
      try {
        peer.getValue().round();
        sides.put(peer.getKey(), peer.getValue());
        figures.put(peer.getKey(), new ArrayList<>());
      } catch (MissingPeerException e) {
        System.err.println(
            "bench: " + workload.name() + ": no " + peer.getKey() + ": " + e.getMessage());
      }
    }
    for (int i = 0; i < WARM_UP; i++) {
      workload.ours().round();
    }
    List<Double> ours = new ArrayList<>();
    long start = System.nanoTime();
    while (ours.size() < LEAST || System.nanoTime() - start < budgetNanos) {
      ours.add(workload.ours().round());
      for (Map.Entry<String, Contender> side : sides.entrySet()) {
        figures.get(side.getKey()).add(side.getValue().round());
      }
    }
    figures.forEach((name, measured) -> peers.put(name, median(measured)));
    return Row.of(suite, workload, median(ours), peers);
  }

  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
