package org.myelin.bench.parallel;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.bench.Better;
import org.myelin.bench.Contender;
import org.myelin.bench.Workload;
import org.myelin.bench.peers.NativeMpi;
import org.myelin.bench.peers.Ranks;
import org.myelin.bench.peers.SequentialWrite;

/** Suite {@code parallel}: four local processes write one file whose blocks they take in turns. */
public final class ParallelSuite {
  private static final int RANKS = 4;

  private ParallelSuite() {}

  /** The workloads of this suite. */
  public static List<Workload> workloads(Path folder, boolean quick) {
    int blocks = quick ? 2_000 : 20_000;
    return List.of(interleaved(folder, 4096, blocks), interleaved(folder, 192, blocks * 10));
  }

  private static Workload interleaved(Path folder, int block, int blocks) {
    long bytes = (long) RANKS * block * blocks;
    Map<String, Contender> peers = new LinkedHashMap<>();
    peers.put(
        "sequential",
        () -> SequentialWrite.megabytesPerSecond(folder.resolve("sequential"), bytes));
    for (NativeMpi mpi : NativeMpi.values()) {
      peers.put(
          mpi.label(),
          mpi.program(
              folder, "interleaved", RANKS, folder.resolve("interleaved-" + mpi), block, blocks));
    }
    return new Workload(
        "collective write, %d ranks, %d blocks of %d bytes each".formatted(RANKS, blocks, block),
        "throughput",
        "MB/s",
        Better.HIGHER,
        Ranks.processes(
            RANKS, Interleaved.class, folder.resolve("interleaved-ours"), block, blocks),
        peers,
        null);
  }
}
