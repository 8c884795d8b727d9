package org.myelin.mpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong in one rank is an error with a name in all others, whatever carries messages. */
@Timeout(150)
abstract class FailureContract {
  abstract void job(int ranks, Mpi.RankProgram program);

  private interface Calls {
    void run(Intracomm comm, int rank);
  }

  /** Every rank gets the mismatch, and both calls are named. */
  private void differs(int ranks, String one, String other, Calls calls) {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    assertThatThrownBy(
            () ->
                job(
                    ranks,
                    mpi -> {
                      try {
                        calls.run(mpi.world(), mpi.world().rank());
                      } catch (CollectiveMismatchException expected) {
                        told.add(expected.getMessage());
                        throw expected;
                      }
                    }))
        .isInstanceOf(CollectiveMismatchException.class);
    assertThat(told)
        .hasSize(ranks)
        .allMatch(text -> text.contains(one) && text.contains(other) && text.contains("rank"));
  }

  @Test
  void differentOperations() {
    for (int ranks = 2; ranks <= 5; ranks++) {
      int odd = ranks - 1;
      differs(
          ranks,
          "barrier",
          "bcast",
          (comm, rank) -> {
            if (rank == odd) {
              comm.bcast(new long[1], 0);
            } else {
              comm.barrier();
            }
          });
    }
  }

  @Test
  void differentRoots() {
    for (int ranks = 2; ranks <= 4; ranks++) {
      differs(ranks, "root 0", "root 1", (comm, rank) -> comm.bcast(new int[4], rank == 1 ? 1 : 0));
      differs(
          ranks,
          "root 0",
          "root 1",
          (comm, rank) -> comm.bcastBytes(new byte[9], rank == 1 ? 1 : 0));
      differs(
          ranks,
          "root 0",
          "root 1",
          (comm, rank) -> comm.gather(new int[1], new int[4], rank == 1 ? 1 : 0));
    }
  }

  @Test
  void differentReductionsTypesAndCounts() {
    differs(3, "MAX", "SUM", (comm, rank) -> comm.allReduce(3, rank == 2 ? Op.MAX : Op.SUM));
    differs(
        2,
        "type 4",
        "type 7",
        (comm, rank) ->
            comm.exscan(
                rank == 0 ? new float[2] : new short[4],
                rank == 0 ? new float[2] : new short[4],
                Op.SUM));
    differs(
        3,
        "40000 bytes",
        "40004 bytes",
        (comm, rank) -> {
          int n = rank == 0 ? 10_001 : 10_000;
          comm.allReduce(new int[n], new int[n], Op.SUM);
        });
    differs(
        3,
        "8 bytes",
        "4 bytes",
        (comm, rank) -> comm.allGather(rank == 1 ? new int[1] : new int[2], new int[6]));
  }

  @Test
  void aRankThatLeavesOutACall() {
    differs(
        3,
        "barrier",
        "allGather",
        (comm, rank) -> {
          if (rank != 0) {
            comm.barrier();
          }
          comm.allGather(3L);
        });
  }

  @Test
  void sizesOfAnExchangeThatDoNotFit() {
    differs(
        3,
        "rank 0 expects 5 bytes",
        "allToAllv",
        (comm, rank) -> {
          ByteBuffer[] to = new ByteBuffer[3];
          ByteBuffer[] from = new ByteBuffer[3];
          if (rank == 1) {
            to[0] = ByteBuffer.allocate(6);
          }
          if (rank == 0) {
            from[1] = ByteBuffer.allocate(5);
          }
          comm.allToAllv(to, from);
          comm.barrier();
        });
  }

  private void othersLearn(String call, Calls waiting) {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    long start = System.nanoTime();
    assertThatThrownBy(
            () ->
                job(
                    3,
                    mpi -> {
                      Intracomm world = mpi.world();
                      world.barrier();
                      if (world.rank() == 1) {
                        Thread.sleep(50);
                        throw new IllegalStateException("unwell");
                      }
                      try {
                        waiting.run(world, world.rank());
                      } catch (RankFailedException expected) {
                        assertThat(expected.failedRank()).isEqualTo(1);
                        told.add(expected.getMessage());
                      }
                    }))
        .isInstanceOf(RankFailedException.class)
        .hasMessageContaining("rank 1")
        .hasMessageContaining("unwell")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(told)
        .hasSize(2)
        .allMatch(
            text -> text.contains(call) && text.contains("rank 1") && text.contains("unwell"));
    assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
  }

  @Test
  void aRankThatThrowsIsNamedInEveryCallThatWaits() {
    othersLearn("barrier", (comm, rank) -> comm.barrier());
    othersLearn("recv(source 1, tag 5)", (comm, rank) -> comm.recv(new int[1], 1, 5));
    othersLearn("recv(source ANY", (comm, rank) -> comm.recv(new int[1], Comm.ANY_SOURCE, 5));
    othersLearn("send(dest 1", (comm, rank) -> comm.send(new byte[200_000], 1, 5));
    othersLearn("probe", (comm, rank) -> comm.probe(1, Comm.ANY_TAG));
    othersLearn("allToAllBytes", (comm, rank) -> comm.allToAllBytes(new byte[3][100_000]));
  }

  @Test
  void abortIsNamed() {
    assertThatThrownBy(
            () ->
                job(
                    3,
                    mpi -> {
                      if (mpi.world().rank() == 2) {
                        mpi.abort(4, "no more");
                      }
                      mpi.world().barrier();
                    }))
        .isInstanceOf(RankFailedException.class)
        .hasMessageContaining("rank 2")
        .hasMessageContaining("no more")
        .hasMessageContaining("4");
  }

  @Test
  void aRankThatLeavesIsNamedByThoseWhoStillNeedIt() {
    assertThatThrownBy(
            () ->
                job(
                    2,
                    mpi -> {
                      if (mpi.world().rank() == 0) {
                        mpi.world().recv(new int[1], 1, 8);
                      }
                    }))
        .isInstanceOf(RankFailedException.class)
        .hasMessageContaining("recv(source 1, tag 8)")
        .hasMessageContaining("rank 1 closed");
  }

  @Test
  void aPartnerThatNeverComesIsNamedWhenTheLimitIsOver() {
    System.setProperty("myelin.mpi.timeout", "0.4");
    try {
      assertThatThrownBy(
              () ->
                  job(
                      2,
                      mpi -> {
                        if (mpi.world().rank() == 0) {
                          mpi.world().recv(new int[1], 1, 8);
                        } else {
                          Thread.sleep(1500);
                        }
                      }))
          .isInstanceOf(MpiException.class)
          .hasMessageContaining("recv(source 1, tag 8) on world")
          .hasMessageContaining("rank 1")
          .hasMessageContaining("myelin.mpi.timeout");
    } finally {
      System.clearProperty("myelin.mpi.timeout");
    }
  }
}
