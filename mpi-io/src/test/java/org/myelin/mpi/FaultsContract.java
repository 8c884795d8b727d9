package org.myelin.mpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs that go on when ranks fail, whatever carries messages. */
@Timeout(150)
abstract class FaultsContract {
  /** What a rank that is to fail throws. */
  private static final class Unwell extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  abstract void job(int ranks, Mpi.RankProgram program);

  /** Runs it; every rank that does not fail on purpose must come to its end. */
  private void survivors(int ranks, int expected, Mpi.RankProgram program) {
    AtomicInteger ended = new AtomicInteger();
    List<Throwable> errors = Collections.synchronizedList(new ArrayList<>());
    Mpi.RankProgram watched =
        mpi -> {
          try {
            program.run(mpi);
            ended.incrementAndGet();
          } catch (Unwell onPurpose) {
            throw onPurpose;
          } catch (Exception | AssertionError unexpected) {
            errors.add(unexpected);
            throw unexpected;
          }
        };
    try {
      job(ranks, watched);
    } catch (RankFailedException nobodyEndedWell) {
      errors.add(nobodyEndedWell);
    }
    if (!errors.isEmpty()) {
      throw new AssertionError(errors.size() + " ranks failed", errors.get(0));
    }
    assertThat(ended).hasValue(expected);
  }

  /** Catches survivors that cannot make a communicator, or one that does not carry messages. */
  @Test
  void ranksFailOneByOneUntilOneIsLeft() {
    survivors(
        5,
        1,
        mpi -> {
          Intracomm comm = mpi.world();
          for (int left = 5; left > 1; left--) {
            assertThat(comm.size()).isEqualTo(left);
            assertThat(comm.allReduce(1, Op.SUM)).isEqualTo(left);
            if (comm.rank() == left / 2) {
              for (int other = 1; other < left; other++) {
                comm.recv(new int[1], Comm.ANY_SOURCE, 5);
              }
              throw new Unwell();
            }
            comm.send(new int[1], left / 2, 5);
            comm = afterFailure(comm);
          }
          assertThat(comm.size()).isOne();
        });
  }

  private static Intracomm afterFailure(Intracomm comm) {
    assertThatThrownBy(
            () -> {
              while (true) {
                comm.allReduce(1, Op.SUM);
              }
            })
        .isInstanceOf(MpiException.class)
        .satisfies(
            thrown ->
                assertThat(((MpiException) thrown).errorClass())
                    .isIn(ErrorClass.PROC_FAILED, ErrorClass.REVOKED))
        .hasMessageContaining("allReduce");
    comm.faults().revoke();
    return comm.faults().shrink();
  }

  /** Catches a failure that disturbs ranks which have nothing to do with it. */
  @Test
  void messagesBetweenOthersGoOn() {
    survivors(
        3,
        2,
        mpi -> {
          Intracomm world = mpi.world();
          world.barrier();
          if (world.rank() == 2) {
            throw new Unwell();
          }
          int other = 1 - world.rank();
          assertThatThrownBy(() -> world.recv(new int[1], 2, 1))
              .isInstanceOf(RankFailedException.class)
              .hasMessageContaining("recv(source 2, tag 1) on world")
              .satisfies(
                  thrown -> assertThat(((RankFailedException) thrown).failedRank()).isEqualTo(2));
          assertThatThrownBy(() -> world.send(new int[1], 2, 1))
              .isInstanceOf(RankFailedException.class);
          assertThat(world.faults().failed().members()).containsExactly(2);
          for (int i = 0; i < 200; i++) {
            int[] got = new int[1000];
            world.sendRecv(new int[] {i}, other, 3, got, other, 3);
            assertThat(got[0]).isEqualTo(i);
          }
        });
  }

  /** A receive from any rank might be for a message that never comes. */
  @Test
  void receivesFromAnyRankWorkOnceTheFailureIsAcknowledged() {
    survivors(
        3,
        2,
        mpi -> {
          Intracomm world = mpi.world();
          world.barrier();
          if (world.rank() == 0) {
            throw new Unwell();
          }
          int other = 3 - world.rank();
          assertThatThrownBy(() -> world.recv(new int[1], Comm.ANY_SOURCE, 1))
              .isInstanceOf(RankFailedException.class)
              .hasMessageContaining("ANY_SOURCE");
          assertThat(world.faults().acknowledge().members()).containsExactly(0);
          Request receive = world.irecv(new int[1], Comm.ANY_SOURCE, 2);
          world.send(new int[1], other, 2);
          assertThat(receive.await().source()).isEqualTo(other);
          assertThat(world.faults().agree(1).acknowledged()).isTrue();
        });
  }

  /** Catches a rank that goes on waiting for one that has given up. */
  @Test
  void aRevokedCommunicatorWakesThoseWhoWait() {
    survivors(
        4,
        4,
        mpi -> {
          Intracomm world = mpi.world();
          Intracomm copy = world.dup();
          copy.barrier();
          if (copy.rank() == 3) {
            Thread.sleep(30);
            copy.faults().revoke();
          }
          assertThatThrownBy(
                  () -> {
                    if (copy.rank() == 2) {
                      copy.barrier();
                    }
                    copy.recv(new int[1], (copy.rank() + 1) % 4, 9);
                  })
              .isInstanceOf(MpiException.class)
              .hasMessageContaining("revoked")
              .hasMessageContaining("dup of world");
          assertThat(copy.faults().isRevoked()).isTrue();
          assertThat(copy.faults().shrink().allReduce(1, Op.SUM)).isEqualTo(4);
          world.barrier();
        });
  }

  @Test
  void agreementKeepsTheBitsOfAll() {
    survivors(
        4,
        4,
        mpi -> {
          for (int round = 0; round < 20; round++) {
            Faults.Agreement all = mpi.world().faults().agree(~(1L << mpi.world().rank()));
            assertThat(all.flags()).isEqualTo(~0xfL);
            assertThat(all.failed().size()).isZero();
            assertThat(all.acknowledged()).isTrue();
          }
        });
  }

  /** Catches a call that fails on some ranks though all that it needs was sent. */
  @Test
  void aCollectiveCallThatTheFailedRankHasEndedEndsEverywhere() {
    for (int i = 0; i < 30; i++) {
      int ranks = 2 + i % 4;
      survivors(
          ranks,
          ranks - 1,
          mpi -> {
            mpi.world().barrier();
            if (mpi.world().rank() == 1) {
              throw new Unwell();
            }
          });
    }
  }

  /** Catches survivors that do not agree when ranks fail in the midst of an agreement. */
  @Test
  void survivorsOfAnAgreementAgree() {
    long seed = Long.getLong("myelin.seed", System.nanoTime());
    System.out.println("FaultsContract seed " + seed);
    Random random = new Random(seed);
    for (int job = 0; job < 10; job++) {
      int ranks = 3 + random.nextInt(4);
      int dying = 1 + random.nextInt(ranks - 1);
      List<String> results = Collections.synchronizedList(new ArrayList<>());
      long each = random.nextLong();
      survivors(
          ranks,
          ranks - dying,
          mpi -> {
            Intracomm world = mpi.world();
            Random own = new Random(each + world.rank());
            world.barrier();
            int last = world.rank() < dying ? own.nextInt(6) : Integer.MAX_VALUE;
            StringBuilder text = new StringBuilder();
            for (int round = 0; round < 8; round++) {
              if (round == last) {
                Thread.sleep(0, own.nextInt(300_000));
                throw new Unwell();
              }
              Faults.Agreement all = world.faults().agree(own.nextLong());
              text.append(all.flags()).append(Arrays.toString(all.failed().members()));
            }
            Intracomm left = world.faults().shrink();
            text.append(left.size());
            results.add(text.toString());
            assertThat(left.allReduce(1, Op.SUM)).isEqualTo(ranks - dying);
          });
      assertThat(results).as("seed " + seed).containsOnly(results.get(0));
    }
  }
}
