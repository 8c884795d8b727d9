package org.myelin.mpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.myelin.mpi.internal.launch.ThreadRanks;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.transport.tcp.TcpTransport;
import org.myelin.mpi.spi.Transport;

/**
 * The connection of two ranks is cut at a random moment while all talk, over sockets and rings in
 * turn. Catches ranks that go on waiting, those that had no part in that connection too.
 */
@Timeout(7200)
class CutConnectionTest {
  private static final long SOON_MILLIS = 15_000;
  private static final long PROMISED_MILLIS = 5000;

  private final long seed = Long.getLong("myelin.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void everyRankLearnsThatAConnectionWasCut() throws Exception {
    assertThat(slowest(12)).isLessThan(SOON_MILLIS);
  }

  @Test
  @Tag("long")
  void manyConnectionsAreCut() throws Exception {
    assertThat(slowest(200)).isLessThan(PROMISED_MILLIS);
  }

  private long slowest(int runs) throws Exception {
    long slowest = 0;
    for (int run = 0; run < runs; run++) {
      try {
        slowest = Math.max(slowest, cut(run));
      } catch (Exception | AssertionError failed) {
        throw new AssertionError("run " + run + ", seed " + seed, failed);
      }
    }
    System.out.printf("cut: %d runs, seed %d, slowest %d ms%n", runs, seed, slowest);
    return slowest;
  }

  /** Returns how long the slowest rank took to learn of it. */
  private long cut(int run) throws Exception {
    int ranks = 2 + random.nextInt(3);
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    List<Long> times = Collections.synchronizedList(new ArrayList<>());
    long[] at = new long[1];
    try (Relay relay = new Relay()) {
      Thread cutter = new Thread(() -> cutOne(relay, ranks, run, at));
      assertThatThrownBy(
              () ->
                  ThreadRanks.run(
                      ranks,
                      Mpi::of,
                      mpi -> {
                        if (mpi.world().rank() == 0) {
                          cutter.start();
                        }
                        try {
                          talk(mpi.world());
                        } catch (RankFailedException expected) {
                          times.add(System.nanoTime());
                          told.add(expected.getMessage());
                          throw expected;
                        }
                      },
                      engines -> connect(engines, relay, run)))
          .isInstanceOf(RankFailedException.class);
      cutter.join();
    }
    assertThat(told)
        .hasSize(ranks)
        .allMatch(text -> text.matches("rank \\d: .* on world .*rank.*"));
    return (Collections.max(times) - at[0]) / 1_000_000;
  }

  private void cutOne(Relay relay, int ranks, int run, long... at) {
    try {
      Thread.sleep(random.nextInt(60));
      assertThat(relay.lines()).hasSize(ranks * (ranks - 1) / 2);
      Relay.Line line = relay.lines().get(random.nextInt(relay.lines().size()));
      at[0] = System.nanoTime();
      switch (run / 2 % 3) {
        case 0 -> line.reset();
        case 1 -> line.end();
        default -> line.half();
      }
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Transport[] connect(Engine[] engines, Relay relay, int run) {
    SocketChannel[][] channels = TcpJob.channels(engines.length, relay::to);
    if (run % 2 == 0) {
      return RingJob.connect(engines, channels);
    }
    Transport[] ways = new Transport[engines.length];
    for (int i = 0; i < ways.length; i++) {
      ways[i] = new TcpTransport(i, channels[i], engines[i]);
    }
    return ways;
  }

  private static void talk(Intracomm world) {
    int n = world.size();
    Random same = new Random(5);
    while (true) {
      int length = same.nextInt(30_000);
      Request sent = world.isend(new int[length], (world.rank() + 1) % n, 3);
      world.recv(new int[length], (world.rank() + n - 1) % n, 3);
      sent.await();
      world.allReduce(1, Op.SUM);
    }
  }
}
