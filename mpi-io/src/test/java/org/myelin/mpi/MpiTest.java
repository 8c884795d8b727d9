package org.myelin.mpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Which rank a program gets: never by a static, always by who started it. */
class MpiTest {
  @Test
  void withoutALaunchItIsAWorldOfOne() throws Exception {
    inFreshThread(
        () -> {
          try (Mpi mpi = Mpi.init("some", "arguments")) {
            assertThat(mpi.world().size()).isEqualTo(1);
            assertThat(mpi.world().rank()).isZero();
            assertThatThrownBy(Mpi::init)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("called Mpi.init before");
            mpi.world().barrier();
          }
          try (Mpi again = Mpi.init()) {
            assertThat(again.world().allReduce(4, Op.SUM)).isEqualTo(4);
          }
        });
  }

  @Test
  void useAfterCloseIsRefused() throws Exception {
    inFreshThread(
        () -> {
          Mpi mpi = Mpi.init();
          Intracomm world = mpi.world();
          mpi.close();
          mpi.close();
          assertThatThrownBy(mpi::world).isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(world::barrier)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("has closed its Mpi");
        });
  }

  /** Two jobs in one JVM at once: a static world would mix them up. */
  @Test
  void threadRanksFindTheirOwnRank() {
    ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    Mpi.runThreads(
        2,
        outer ->
            Mpi.runThreads(
                3,
                given -> {
                  Mpi mpi = Mpi.init();
                  assertThat(mpi).isSameAs(given);
                  Intracomm world = mpi.world();
                  seen.add(outer.world().rank() + "/" + world.rank() + "/" + world.size());
                  world.barrier();
                }));
    assertThat(seen)
        .containsExactlyInAnyOrder("0/0/3", "0/1/3", "0/2/3", "1/0/3", "1/1/3", "1/2/3");
  }

  /** A thread that a rank starts is part of that rank. */
  @Test
  void aThreadOfARankBelongsToIt() {
    Mpi.runThreads(
        3,
        given -> {
          AtomicReference<Mpi> found = new AtomicReference<>();
          Thread child = new Thread(() -> found.set(Mpi.init()));
          child.start();
          child.join();
          assertThat(found.get()).isSameAs(given);
          assertThatThrownBy(Mpi::init)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("rank " + given.world().rank());
        });
  }

  @Test
  void aProgramThatClosesItsMpiItselfIsFine() {
    Mpi.runThreads(
        2,
        given -> {
          try (Mpi mpi = Mpi.init()) {
            mpi.world().barrier();
          }
          assertThatThrownBy(Mpi::init).hasMessageContaining("closed");
        });
  }

  @Test
  void selfNeedsNoLaunch() {
    try (Intracomm self = Intracomm.self()) {
      assertThat(self.size()).isEqualTo(1);
      assertThat(self.bcastBytes(new byte[] {3}, 0)).containsExactly(3);
      assertThat(self.allGather(7)).containsExactly(7);
    }
    assertThat(Comm.self().rank()).isZero();
  }

  @Test
  void aJobNeedsRanks() {
    assertThatThrownBy(() -> Mpi.runThreads(0, mpi -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @FunctionalInterface
  private interface Body {
    void run() throws Exception;
  }

  private static void inFreshThread(Body body) throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (Throwable thrown) {
                failure.set(thrown);
              }
            });
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
  }
}
