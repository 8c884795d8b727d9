package org.myelin.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.myelin.bench.format.FormatSuite;
import org.myelin.bench.messages.MessagesSuite;
import org.myelin.bench.nwb.NwbSuite;
import org.myelin.bench.parallel.ParallelSuite;

/** The suites of {@code myelin bench}. */
public enum Suite {
  FORMAT(FormatSuite::workloads),
  PARALLEL(ParallelSuite::workloads),
  MESSAGES(MessagesSuite::workloads),
  NWB(NwbSuite::workloads);

  private final BiFunction<Path, Boolean, List<Workload>> workloads;

  Suite(BiFunction<Path, Boolean, List<Workload>> workloads) {
    this.workloads = workloads;
  }

  /** The workloads, which keep their files in {@code folder}; smaller ones when {@code quick}. */
  List<Workload> workloads(Path folder, boolean quick) {
    return workloads.apply(folder, quick);
  }

  /** The name on the command line and in results. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
