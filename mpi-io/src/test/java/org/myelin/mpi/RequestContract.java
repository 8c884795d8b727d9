package org.myelin.mpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests beyond a plain wait, sending modes, matched probes: whatever carries the messages. */
abstract class RequestContract {
  /** Runs ranks over the transport under test. */
  abstract void job(int ranks, Mpi.RankProgram program);

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 200_000})
  void anyAndSomeCompleteEachRequestOnce(int length) {
    job(
        4,
        mpi -> {
          Intracomm world = mpi.world();
          if (world.rank() > 0) {
            world.recv(new byte[0], 0, 1);
            world.send(bytes(world.rank(), length), 0, 2);
            world.send(bytes(world.rank() + 10, length), 0, 3);
            return;
          }
          byte[][] first = new byte[4][length];
          byte[][] second = new byte[4][length];
          Request[] twos = new Request[4];
          Request[] threes = new Request[4];
          for (int i = 1; i < 4; i++) {
            twos[i] = world.irecv(first[i], i, 2);
            threes[i] = world.irecv(second[i], i, 3);
          }
          assertThat(Request.testAny(twos)).isEmpty();
          assertThat(Request.testAll(twos)).isEmpty();
          assertThat(Request.testSome(twos)).isEmpty();
          world.send(new byte[0], 3, 1);
          assertThat(Request.awaitAny(twos).orElseThrow())
              .isEqualTo(new Request.Completion(3, new Status(3, 2, length)));
          assertThat(first[3]).isEqualTo(bytes(3, length));
          world.send(new byte[0], 1, 1);
          world.send(new byte[0], 2, 1);
          BitSet seen = new BitSet();
          for (List<Request.Completion> some = Request.awaitSome(threes);
              !some.isEmpty();
              some = Request.awaitSome(threes)) {
            for (Request.Completion one : some) {
              assertThat(seen.get(one.index())).isFalse();
              seen.set(one.index());
              assertThat(second[one.index()]).isEqualTo(bytes(one.index() + 10, length));
            }
          }
          assertThat(seen.cardinality()).isEqualTo(3);
          Request.awaitAll(twos);
          assertThat(Request.awaitAny(twos)).isEmpty();
          assertThat(Request.testAll(twos)).isPresent();
        });
  }

  @Test
  void aSynchronousSendEndsOnlyWhenItsReceiveBegins() {
    job(
        2,
        mpi -> {
          Intracomm world = mpi.world();
          if (world.rank() == 0) {
            Request sent = world.issend(new int[] {7}, 1, 5);
            Request empty = world.issend(new byte[0], 1, 6);
            world.recv(new byte[0], 1, 1);
            assertThat(sent.test()).isEmpty();
            assertThat(empty.test()).isEmpty();
            world.send(new byte[0], 1, 2);
            sent.await();
            empty.await();
            world.ssend(new int[] {8}, 1, 5);
          } else {
            world.send(new byte[0], 0, 1);
            world.recv(new byte[0], 0, 2);
            int[] got = new int[1];
            assertThat(world.recv(got, 0, 5)).isEqualTo(new Status(0, 5, 4));
            assertThat(got).containsExactly(7);
            world.recv(new byte[0], 0, 6);
            world.recv(got, 0, 5);
            assertThat(got).containsExactly(8);
          }
        });
  }

  @Test
  void bufferedSendsNeedNoReceiverAndSurviveTheClose() {
    job(
        2,
        mpi -> {
          Intracomm world = mpi.world();
          long[] large = new long[100_000];
          if (world.rank() == 0) {
            for (int i = 0; i < 5; i++) {
              Arrays.fill(large, i);
              world.bsend(large, 1, 0);
            }
            world.send(new byte[0], 1, 9);
          } else {
            world.recv(new byte[0], 0, 9);
            for (int i = 0; i < 5; i++) {
              world.recv(large, 0, 0);
              assertThat(large).containsOnly(i);
            }
          }
        });
  }

  @Test
  void persistentRequestsCarryWhatTheBufferHoldsAtEachStart() {
    job(
        3,
        mpi -> {
          Intracomm world = mpi.world();
          int right = (world.rank() + 1) % 3;
          int left = (world.rank() + 2) % 3;
          int[] out = new int[4];
          int[] in = new int[4];
          PersistentRequest send = world.sendInit(out, 1, 2, Datatype.INT, right, 3);
          PersistentRequest receive =
              world.recvInit(in, 2, 2, Datatype.INT, Comm.ANY_SOURCE, Comm.ANY_TAG);
          PersistentRequest nothing =
              world.recvInit(in, 0, 4, Datatype.INT, Comm.PROC_NULL, Comm.ANY_TAG);
          assertThatThrownBy(send::await).isInstanceOf(IllegalStateException.class);
          for (int step = 0; step < 20; step++) {
            Arrays.fill(out, 100 * step + world.rank());
            PersistentRequest.startAll(receive, send, nothing);
            assertThatThrownBy(nothing::start).isInstanceOf(IllegalStateException.class);
            Request.awaitAll(send, nothing);
            assertThat(receive.await()).isEqualTo(new Status(left, 3, 8));
            assertThat(in).containsExactly(0, 0, 100 * step + left, 100 * step + left);
          }
        });
  }

  @Test
  void aMatchedProbeTakesTheMessageAway() {
    job(
        2,
        mpi -> {
          Intracomm world = mpi.world();
          if (world.rank() == 0) {
            for (int length : new int[] {10, 300_000}) {
              world.send(bytes(1, length), 1, 4);
              world.send(bytes(2, length), 1, 4);
            }
          } else {
            for (int length : new int[] {10, 300_000}) {
              Message first = world.mprobe(Comm.ANY_SOURCE, 4);
              assertThat(first.status()).isEqualTo(new Status(0, 4, length));
              byte[] second = new byte[length];
              Request later = world.irecv(second, 0, 4);
              ByteBuffer room = ByteBuffer.allocateDirect(length);
              assertThat(first.recv(room)).isEqualTo(new Status(0, 4, length));
              byte[] got = new byte[length];
              room.get(got);
              assertThat(got).isEqualTo(bytes(1, length));
              later.await();
              assertThat(second).isEqualTo(bytes(2, length));
              assertThatThrownBy(() -> first.recv(new byte[length]))
                  .isInstanceOf(IllegalStateException.class);
            }
            assertThat(world.improbe(0, 4)).isEmpty();
            Message none = world.mprobe(Comm.PROC_NULL, Comm.ANY_TAG);
            assertThat(none.recv(new byte[0]).source()).isEqualTo(Comm.PROC_NULL);
          }
        });
  }

  @Test
  void aCancelledReceiveGetsNothingAndAMatchedOneEnds() {
    job(
        2,
        mpi -> {
          Intracomm world = mpi.world();
          if (world.rank() == 0) {
            world.recv(new byte[0], 1, 1);
            world.send(new byte[] {5}, 1, 2);
          } else {
            byte[] untouched = new byte[1];
            Request taken = world.irecv(untouched, 0, 2);
            Request wild = world.irecv(untouched, Comm.ANY_SOURCE, Comm.ANY_TAG);
            taken.cancel();
            wild.cancel();
            assertThat(taken.await().cancelled()).isTrue();
            assertThat(wild.await().cancelled()).isTrue();
            world.send(new byte[0], 0, 1);
            byte[] got = new byte[1];
            Request ended = world.irecv(got, 0, 2);
            Optional<Status> status = ended.test();
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
                status.isEmpty() && System.nanoTime() < end;
                status = ended.test()) {
              Thread.onSpinWait();
            }
            ended.cancel();
            assertThat(ended.await()).isEqualTo(new Status(0, 2, 1));
            assertThat(got).containsExactly((byte) 5);
            assertThat(untouched).containsExactly((byte) 0);
          }
        });
  }

  @Test
  void messagesAreReplacedInOneBuffer() {
    job(
        3,
        mpi -> {
          Intracomm world = mpi.world();
          int right = (world.rank() + 1) % 3;
          int left = (world.rank() + 2) % 3;
          for (int length : new int[] {3, 100_000}) {
            long[] values = new long[length];
            Arrays.fill(values, world.rank());
            Status status =
                world.sendRecvReplace(values, 1, length - 1, Datatype.LONG, right, 1, left, 1);
            assertThat(status).isEqualTo(new Status(left, 1, 8L * (length - 1)));
            assertThat(values[0]).isEqualTo(world.rank());
            assertThat(values[length - 1]).isEqualTo(left);
          }
        });
  }

  private static byte[] bytes(int value, int length) {
    byte[] all = new byte[length];
    Arrays.fill(all, (byte) value);
    return all;
  }
}
