package org.myelin.bench.messages;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.bench.Better;
import org.myelin.bench.Contender;
import org.myelin.bench.Workload;
import org.myelin.bench.peers.NativeMpi;
import org.myelin.bench.peers.Ranks;

/** Suite {@code messages}: round trips between two local processes. */
public final class MessagesSuite {
  private MessagesSuite() {}

  /** The workloads of this suite. */
  public static List<Workload> workloads(Path folder, boolean quick) {
    int rounds = quick ? 2_000 : 20_000;
    return List.of(
        roundTrip(folder, 8, rounds),
        roundTrip(folder, 64 << 10, rounds / 4),
        roundTrip(folder, 1 << 20, rounds / 20));
  }

  private static Workload roundTrip(Path folder, int bytes, int rounds) {
    Map<String, Contender> peers = new LinkedHashMap<>();
    for (NativeMpi mpi : NativeMpi.values()) {
      peers.put(mpi.label(), mpi.program(folder, "pingpong", 2, bytes, rounds));
    }
    return new Workload(
        "round trip of " + bytes + " bytes, 2 processes",
        "latency",
        "us",
        Better.LOWER,
        Ranks.processes(2, PingPong.class, bytes, rounds),
        peers,
        null);
  }
}
