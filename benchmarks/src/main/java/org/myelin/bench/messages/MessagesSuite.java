package org.myelin.bench.messages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.bench.Better;
import org.myelin.bench.Contender;
import org.myelin.bench.Workload;
import org.myelin.bench.peers.MpjExpress;
import org.myelin.bench.peers.NativeMpi;
import org.myelin.bench.peers.Ranks;

/** Suite {@code messages}: round trips and collective calls between local processes. */
public final class MessagesSuite {
  private static final int MIB = 1 << 20;
  private static final String UNIT = "us";

  private final Path folder;
  private final int times;
  private final List<Workload> workloads = new ArrayList<>();

  private MessagesSuite(Path folder, boolean quick) {
    this.folder = folder;
    times = quick ? 1 : 4;
  }

  /** The workloads of this suite. */
  public static List<Workload> workloads(Path folder, boolean quick) {
    MessagesSuite suite = new MessagesSuite(folder, quick);
    suite.roundTrip(8, 40_000, 1);
    suite.roundTrip(64 << 10, 4_000, 2);
    suite.roundTrip(4 * MIB, 100, 1.2);
    suite.overTcp(8, 5_000, 0.5);
    suite.overTcp(MIB, 200, 0.8);
    suite.collective("barrier", 2, 0, 20_000, 0.8);
    suite.collective("allreduce", 2, 8, 20_000, 0.8);
    suite.collective("bcast", 2, MIB, 500, 0.8);
    suite.collective("barrier", 4, 0, 100, 1);
    suite.collective("allreduce", 4, 8, 100, 1);
    suite.collective("bcast", 4, MIB, 100, 1);
    suite.collective("alltoall", 4, 64 << 10, 100, 0.5);
    return List.copyOf(suite.workloads);
  }

  private void roundTrip(int bytes, int rounds, double goal) {
    Object[] args = {bytes, rounds * times};
    Map<String, Contender> peers = natives("pingpong", 2, args);
    peers.put("mpj", MpjExpress.program(folder, "MpjPingPong", 2, bytes, rounds * times / 10));
    add(
        "round trip of " + bytes + " bytes, 2 processes",
        Ranks.processes(2, PingPong.class, args),
        peers,
        goal);
  }

  private void overTcp(int bytes, int rounds, double goal) {
    Object[] args = {bytes, rounds * times};
    add(
        "round trip of " + bytes + " bytes over TCP",
        Ranks.processes(List.of("--transport", "tcp"), 2, PingPong.class, args),
        Map.of("socket", Ranks.processes(2, RawSocket.class, args)),
        goal);
  }

  /** Few rounds where natives take milliseconds; ours warm up for longer than that. */
  private void collective(String name, int ranks, int bytes, int rounds, double goal) {
    int warmUp = bytes < MIB / 64 ? 20_000 : 500;
    add(
        name + (bytes == 0 ? "" : " of " + bytes + " bytes") + ", " + ranks + " processes",
        Ranks.processes(ranks, CollectiveCalls.class, name, bytes, rounds * times, warmUp),
        natives("collectives", ranks, name, bytes, rounds * times),
        goal);
  }

  private Map<String, Contender> natives(String program, int ranks, Object... args) {
    Map<String, Contender> peers = new LinkedHashMap<>();
    for (NativeMpi mpi : NativeMpi.values()) {
      peers.put(mpi.label(), mpi.program(folder, program, ranks, args));
    }
    return peers;
  }

  private void add(String name, Contender ours, Map<String, Contender> peers, double goal) {
    workloads.add(new Workload(name, "latency", UNIT, Better.LOWER, ours, peers, goal));
  }
}
