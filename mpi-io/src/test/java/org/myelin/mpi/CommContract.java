package org.myelin.mpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every communicator does, whatever carries its messages: each case on world, self, dup,
 * split.
 */
abstract class CommContract {
  /** Something to do on one communicator. */
  interface Case {
    void run(Intracomm comm) throws Exception;
  }

  /** Runs ranks over the transport under test. */
  abstract void job(int ranks, Mpi.RankProgram program);

  private void everywhere(int ranks, Case body) {
    job(
        ranks,
        mpi -> {
          Intracomm world = mpi.world();
          body.run(world);
          body.run(mpi.self());
          try (Intracomm dup = world.dup()) {
            body.run(dup);
          }
          try (Intracomm half = world.split(world.rank() % 2, -world.rank())) {
            assertThat(half.size()).isEqualTo((world.size() + 1 - world.rank() % 2) / 2);
            body.run(half);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void numbersAreCombinedFromRankZeroUpwards(int ranks) {
    everywhere(
        ranks,
        comm -> {
          int n = comm.size();
          int me = comm.rank();
          comm.barrier();
          assertThat(comm.allReduce(me + 1, Op.SUM)).isEqualTo(n * (n + 1) / 2);
          assertThat(comm.allReduce(me, Op.MAX)).isEqualTo(n - 1);
          assertThat(comm.allReduce(me, Op.MIN)).isZero();
          assertThat(comm.allReduce(1L << me, Op.BOR)).isEqualTo((1L << n) - 1);
          assertThat(comm.allReduce(me == 0 ? 0 : 7, Op.LAND)).isZero();
          assertThat(comm.exscan(me + 1, Op.SUM)).isEqualTo(me * (me + 1) / 2);
          long[] all = comm.allGather(me * 10L);
          for (int i = 0; i < n; i++) {
            assertThat(all[i]).isEqualTo(i * 10L);
          }
          // Not commutative: a transport that combines in order of arrival would be seen.
          Op left = Op.of("left", (a, b, type) -> {});
          assertThat(comm.allReduce(me + 5L, left)).isEqualTo(5L);
          double[] sums = new double[5000];
          double[] mine = new double[5000];
          Arrays.setAll(mine, i -> 0.1 * (i + 1) * (me + 1));
          comm.allReduce(mine, sums, Op.SUM);
          double expected = 0.1 * 5000 * 1;
          for (int r = 1; r < n; r++) {
            expected += 0.1 * 5000 * (r + 1);
          }
          assertThat(sums[4999]).isEqualTo(expected);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void bytesOfAnyLengthGetToTheRightRank(int ranks) {
    everywhere(
        ranks,
        comm -> {
          int n = comm.size();
          int me = comm.rank();
          for (int root = 0; root < n; root++) {
            for (int length : new int[] {0, 1, 70_000, 300_000}) {
              byte[] got = comm.bcastBytes(me == root ? pattern(root, length) : null, root);
              assertThat(got).isEqualTo(pattern(root, length));
            }
          }
          byte[][] all = comm.allGatherBytes(pattern(me, me * 50_000));
          byte[][] each = new byte[n][];
          for (int i = 0; i < n; i++) {
            assertThat(all[i]).isEqualTo(pattern(i, i * 50_000));
            each[i] = i == 1 ? null : pattern(me * 7 + i, 1000 * i);
          }
          byte[][] got = comm.allToAllBytes(each);
          for (int i = 0; i < n; i++) {
            assertThat(got[i]).isEqualTo(me == 1 ? new byte[0] : pattern(i * 7 + me, 1000 * me));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void buffersAreExchangedWhereTheyAre(int ranks) {
    everywhere(
        ranks,
        comm -> {
          int n = comm.size();
          int me = comm.rank();
          ByteBuffer[] to = new ByteBuffer[n];
          ByteBuffer[] from = new ByteBuffer[n];
          for (int i = 0; i < n; i++) {
            byte[] bytes = pattern(me * 31 + i, 90_000 * i);
            to[i] = i == 0 ? null : ByteBuffer.allocateDirect(bytes.length + 10).position(5);
            if (to[i] != null) {
              to[i].put(bytes).flip().position(5);
            }
            from[i] = me == 0 ? null : ByteBuffer.allocate(90_000 * me + 3).position(3);
          }
          comm.allToAllv(to, from);
          for (int i = 0; i < n && me > 0; i++) {
            byte[] got = new byte[90_000 * me];
            assertThat(from[i].position()).isEqualTo(3);
            from[i].get(got);
            assertThat(got).isEqualTo(pattern(i * 31 + me, 90_000 * me));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void typedCollectivesPlaceElements(int ranks) {
    everywhere(
        ranks,
        comm -> {
          int n = comm.size();
          int me = comm.rank();
          int[] spread = me == n - 1 ? new int[] {1, 2, 3, 4, 5, 6, 7} : new int[7];
          comm.bcast(spread, 1, 2, Datatype.vector(2, 1, 2, Datatype.INT), n - 1);
          assertThat(spread[1] + spread[3] + spread[4] + spread[6]).isEqualTo(2 + 4 + 5 + 7);
          assertThat(spread[0]).isEqualTo(me == n - 1 ? 1 : 0);
          float[] gathered = new float[2 * n];
          comm.gather(new float[] {me, -me}, me == 0 ? gathered : null, 0);
          short[] all = new short[n];
          comm.allGather(new short[] {(short) (me + 3)}, all);
          for (int i = 0; i < n; i++) {
            assertThat(all[i]).isEqualTo((short) (i + 3));
            assertThat(gathered[2 * i + 1]).isEqualTo(me == 0 ? -i : 0f);
          }
          long[] counts = new long[n];
          long[] displacements = new long[n];
          for (int i = 0; i < n; i++) {
            counts[i] = i;
            displacements[i] = n * i;
          }
          char[] mine = new char[me];
          Arrays.fill(mine, (char) ('a' + me));
          char[] table = new char[n * n];
          comm.allGatherv(mine, table, counts, displacements);
          char[] atRoot = new char[n * n];
          comm.gatherv(mine, atRoot, counts, displacements, n - 1);
          for (int i = 1; i < n; i++) {
            assertThat(table[n * i + i - 1]).isEqualTo((char) ('a' + i));
            assertThat(atRoot[n * i]).isEqualTo(me == n - 1 ? (char) ('a' + i) : 0);
          }
          long[] dealt = new long[n];
          long[] cards = new long[n];
          Arrays.setAll(cards, i -> me * 100L + i);
          comm.allToAll(cards, dealt);
          for (int i = 0; i < n; i++) {
            assertThat(dealt[i]).isEqualTo(i * 100L + me);
          }
          double[] before = {-1};
          comm.exscan(new double[] {me + 0.5}, before, Op.SUM);
          assertThat(before[0]).isEqualTo(me == 0 ? -1 : me * me / 2.0);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void messagesCarryArraysBuffersAndTypes(int ranks) {
    everywhere(
        ranks,
        comm -> {
          int right = (comm.rank() + 1) % comm.size();
          int left = Math.floorMod(comm.rank() - 1, comm.size());
          for (int length : new int[] {0, 3, 8192, 8193, 200_001}) {
            double[] mine = new Random(length).doubles(length).toArray();
            double[] got = new double[length + 2];
            Request sent = comm.isend(mine, right, 4);
            Status status = comm.recv(got, 1, length, Datatype.DOUBLE, left, 4);
            sent.await();
            assertThat(status).isEqualTo(new Status(left, 4, 8L * length));
            assertThat(status.count(Datatype.DOUBLE)).isEqualTo(length);
            assertThat(Arrays.copyOfRange(got, 1, length + 1)).isEqualTo(mine);
          }
          int[] matrix = {1, 2, 3, 4, 5, 6, 7, 8, 9};
          int[] row = new int[3];
          Datatype column = Datatype.vector(3, 1, 3, Datatype.INT);
          Request sent = comm.isend(matrix, 1, 1, column, right, 9);
          comm.recv(row, Comm.ANY_SOURCE, Comm.ANY_TAG);
          sent.await();
          assertThat(row).containsExactly(2, 5, 8);
          int[] target = new int[9];
          sent = comm.isend(row, right, 9);
          comm.recv(target, 2, 1, column, left, 9);
          sent.await();
          assertThat(target).containsExactly(0, 0, 2, 0, 0, 5, 0, 0, 8);
          ByteBuffer direct = ByteBuffer.allocateDirect(12).position(4);
          comm.sendRecv(ByteBuffer.wrap(pattern(1, 8)), right, 2, direct, left, 2);
          byte[] got = new byte[8];
          direct.get(got);
          assertThat(got).isEqualTo(pattern(1, 8));
          assertThat(comm.recv(new int[1], Comm.PROC_NULL, 3).bytes()).isZero();
          comm.send(new int[1], Comm.PROC_NULL, 3);
        });
  }

  @Test
  void probeSeesWhatAReceiveWouldGet() {
    job(
        2,
        mpi -> {
          Intracomm world = mpi.world();
          if (world.rank() == 0) {
            world.send(new byte[100_000], 1, 3);
            world.send(new byte[5], 1, 4);
            world.barrier();
          } else {
            Status four = world.probe(0, 4 - 1);
            assertThat(four).isEqualTo(new Status(0, 3, 100_000));
            assertThat(world.iprobe(0, 99)).isEmpty();
            world.recv(new byte[(int) four.bytes()], four.source(), four.tag());
            assertThat(world.probe(Comm.ANY_SOURCE, Comm.ANY_TAG)).isEqualTo(new Status(0, 4, 5));
            world.recv(new byte[5], 0, 4);
            assertThat(world.iprobe(Comm.ANY_SOURCE, Comm.ANY_TAG)).isEmpty();
            world.barrier();
          }
        });
  }

  /** A named receive must not jump an older wildcard, nor the other way round. */
  @Test
  void receivesAreServedInTheOrderInWhichTheyWerePosted() {
    job(
        2,
        mpi -> {
          Intracomm world = mpi.world();
          int other = 1 - world.rank();
          for (int order = 0; order < 4; order++) {
            int[][] got = new int[4][1];
            Request[] posted = new Request[4];
            for (int i = 0; i < 4; i++) {
              boolean named = (order + i) % 2 == 0;
              int source = named || order > 1 ? other : Comm.ANY_SOURCE;
              posted[i] = world.irecv(got[i], source, named ? 6 : Comm.ANY_TAG);
            }
            world.barrier();
            for (int i = 0; i < 4; i++) {
              world.send(new int[] {i}, other, 6);
            }
            Request.awaitAll(posted);
            for (int i = 0; i < 4; i++) {
              assertThat(got[i]).containsExactly(i);
            }
          }
        });
  }

  @Test
  void aMessageThatIsTooLongIsAnErrorAndNothingIsStored() {
    job(
        2,
        mpi -> {
          Intracomm world = mpi.world();
          for (int length : new int[] {100, 200_000}) {
            if (world.rank() == 0) {
              world.send(pattern(3, length), 1, 1);
              world.send(pattern(4, 10), 1, 1);
            } else {
              byte[] room = new byte[length - 1];
              assertThatThrownBy(() -> world.recv(room, 0, 1))
                  .isInstanceOf(MpiException.class)
                  .hasMessageContaining("does not fit")
                  .hasMessageContaining("rank 0");
              assertThat(room).containsOnly(0);
              world.recv(room, 0, 1);
            }
          }
          world.barrier();
        });
  }

  @Test
  void misuseIsRefusedByName() {
    job(
        2,
        mpi -> {
          Intracomm world = mpi.world();
          assertThatThrownBy(() -> world.send(new int[1], 2, 0))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("rank 2");
          assertThatThrownBy(() -> world.send(new int[1], 0, -4)).hasMessageContaining("tag");
          assertThatThrownBy(() -> world.send("text", 0, 1)).hasMessageContaining("String");
          assertThatThrownBy(() -> world.send(new int[2], 1, 2, Datatype.INT, 0, 1))
              .isInstanceOf(IndexOutOfBoundsException.class);
          assertThatThrownBy(() -> world.bcastBytes(null, 7)).hasMessageContaining("root 7");
          Intracomm dup = world.dup();
          dup.close();
          assertThatThrownBy(dup::barrier)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("closed");
          mpi.close();
          assertThatThrownBy(world::barrier)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("closed");
        });
  }

  /** A sender that runs ahead must neither fill the receiver's memory nor stop for good. */
  @Test
  void manySmallMessagesAheadOfTheirReceivesAllArriveInOrder() {
    job(
        2,
        mpi -> {
          Intracomm world = mpi.world();
          int messages = 20_000;
          if (world.rank() == 0) {
            Request[] sent = new Request[messages];
            for (int i = 0; i < messages; i++) {
              sent[i] = world.isend(new int[] {i, i, i, i}, 1, 1);
            }
            Request.awaitAll(sent);
          } else {
            Thread.sleep(100);
            int[] got = new int[4];
            for (int i = 0; i < messages; i++) {
              world.recv(got, i % 2 == 0 ? 0 : Comm.ANY_SOURCE, 1);
              assertThat(got[3]).isEqualTo(i);
            }
          }
        });
  }

  /** Without a bound the receiver would have to keep all that a sender has ready. */
  @Test
  void aReceiverThatIsBehindKeepsAtMostItsWindow() {
    job(
        2,
        mpi -> {
          Intracomm world = mpi.world();
          int messages = 5000;
          int length = 1000;
          if (world.rank() == 0) {
            Request[] sent = new Request[messages];
            for (int i = 0; i < messages; i++) {
              sent[i] = world.isend(new byte[length], 1, 1);
            }
            Thread.sleep(300);
            long done = Arrays.stream(sent).filter(request -> request.test().isPresent()).count();
            assertThat(done * length).isBetween(1L, 1L << 20);
            world.send(new byte[0], 1, 2);
            Request.awaitAll(sent);
          } else {
            world.recv(new byte[0], 0, 2);
            for (int i = 0; i < messages; i++) {
              world.recv(new byte[length], 0, 1);
            }
          }
        });
  }

  static byte[] pattern(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  record Plan(String name, double[] weights) implements Serializable {}

  static final class Bomb implements Serializable {
    private static final long serialVersionUID = 1;
    static volatile boolean built;

    private Object readResolve() {
      built = true;
      return this;
    }
  }

  /** Catches objects that a filter did not allow and that are built all the same. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void objectsAreBuiltOnlyIfTheFilterAllowsThem(int ranks) {
    everywhere(
        ranks,
        comm -> {
          int n = comm.size();
          int me = comm.rank();
          String allowed = Plan.class.getName() + ";java.lang.*";
          ObjectMessages objects = ObjectMessages.of(comm, allowed);
          Request sent =
              objects.isend(new Plan("of " + me, new double[] {me, 0.5}), (me + 1) % n, 3);
          Plan came = objects.recv(Plan.class, (me + n - 1) % n, 3);
          sent.await();
          assertThat(came.name()).isEqualTo("of " + (me + n - 1) % n);
          assertThat(came.weights()).containsExactly((me + n - 1) % n, 0.5);
          assertThat(objects.bcast(me == n - 1 ? "last" : "", String.class, n - 1))
              .isEqualTo("last");
          assertThat(objects.allGather(me, Integer.class)).hasSize(n).startsWith(0).endsWith(n - 1);

          Request bomb = objects.isend(new Bomb(), me, 4);
          assertThatThrownBy(() -> objects.recv(Object.class, me, 4))
              .isInstanceOf(MpiException.class)
              .hasMessageContaining("filter")
              .extracting(e -> ((MpiException) e).errorClass())
              .isEqualTo(ErrorClass.TYPE);
          bomb.await();
          assertThat(Bomb.built).isFalse();
          Request other = objects.isend("text", me, 5);
          assertThatThrownBy(() -> objects.recv(Integer.class, me, 5))
              .isInstanceOf(MpiException.class)
              .hasMessageContaining("java.lang.String");
          other.await();
          assertThatThrownBy(() -> objects.send(new Serializable[] {new Unwilling()}, me, 6))
              .isInstanceOf(MpiException.class)
              .hasMessageContaining("serialised");
        });
  }

  /** Says that it can be serialised, but holds what cannot. */
  static final class Unwilling implements Serializable {
    private static final long serialVersionUID = 1;
    final Object held = new Object();
  }
}
