package org.myelin.mpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One-sided access, whatever carries it. */
abstract class WinContract {
  private static final int WORDS = 40_000;

  abstract void job(int ranks, Mpi.RankProgram program);

  /** Catches bytes that land elsewhere, and pieces that get lost: windows are held to a model. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 9})
  void putsAndGetsBetweenFencesMoveWhatTheTypesSay(int ranks) {
    long seed = System.nanoTime();
    System.out.println("WinContract seed " + seed);
    job(
        ranks,
        mpi -> {
          Intracomm world = mpi.world();
          int me = world.rank();
          int size = world.size();
          try (Win win = Win.allocate(world, WORDS * 8L, 8)) {
            win.fence();
            long[][] model = new long[size][WORDS];
            for (int round = 0; round < 5; round++) {
              // All ranks draw alike, so each knows what every window holds.
              Random all = new Random(seed + round);
              int share = WORDS / size;
              for (int origin = 0; origin < size; origin++) {
                int target = all.nextInt(size);
                int stride = 1 + all.nextInt(5);
                int count = 1 + all.nextInt(share / stride);
                Datatype type = Datatype.vector(count, 1, stride, Datatype.LONG);
                long[] data = new Random(all.nextLong()).longs(count).toArray();
                int from = origin * share;
                for (int i = 0; i < count; i++) {
                  model[target][from + i * stride] = data[i];
                }
                if (origin == me) {
                  win.put(data, 0, count, Datatype.LONG, target, from, 1, type);
                }
              }
              win.fence();
              int target = (me + round) % size;
              long[] found = new long[WORDS];
              win.get(found, target, 0);
              win.fence();
              assertThat(Arrays.equals(found, model[target])).as("round %d", round).isTrue();
            }
          }
        });
  }

  /** Catches updates that get lost when several ranks combine at once. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void accumulatesAreAtomic(int ranks) {
    job(
        ranks,
        mpi -> {
          Intracomm world = mpi.world();
          int size = world.size();
          int each = 50;
          try (Win win = Win.allocate(world, 10 * 8L, 8)) {
            win.lockAll();
            long[] ticket = new long[1];
            boolean[] seen = new boolean[size * each];
            for (int i = 0; i < each; i++) {
              win.accumulate(new long[] {1, 2, 3}, 0, 1, Op.SUM);
              win.fetchAndOp(new long[] {1}, ticket, Datatype.LONG, 0, 5, Op.SUM);
              win.flush(0);
              assertThat(seen[(int) ticket[0]]).isFalse();
              seen[(int) ticket[0]] = true;
            }
            win.accumulate(new long[] {1L << world.rank()}, 0, 6, Op.BXOR);
            long[] winner = new long[1];
            long[] mine = {world.rank() + 1};
            win.compareAndSwap(mine, new long[1], winner, Datatype.LONG, 0, 7);
            Datatype two = Datatype.contiguous(2, Datatype.LONG);
            assertThatThrownBy(
                    () -> win.compareAndSwap(new long[2], new long[2], new long[2], two, 0, 7))
                .isInstanceOf(MpiException.class)
                .hasMessageContaining("compareAndSwap");
            win.flush(0);
            win.unlockAll();
            world.barrier();
            long won = world.allReduce(winner[0] == 0 ? 1 : 0, Op.SUM);
            assertThat(won).isEqualTo(1);
            win.lock(Win.LockType.SHARED, 0);
            long[] all = new long[10];
            long[] nothing = new long[0];
            win.getAccumulate(
                nothing,
                0,
                0,
                Datatype.LONG,
                all,
                0,
                10,
                Datatype.LONG,
                0,
                0,
                10,
                Datatype.LONG,
                Op.NO_OP);
            win.unlock(0);
            long n = (long) size * each;
            assertThat(Arrays.copyOf(all, 7))
                .containsExactly(0, n, 2 * n, 3 * n, 0, n, (1L << size) - 1);
          }
        });
  }

  /** Catches two ranks that hold an exclusive lock at once: then an increment gets lost. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void anExclusiveLockExcludes(int ranks) {
    job(
        ranks,
        mpi -> {
          Intracomm world = mpi.world();
          try (Win win = Win.allocate(world, 4, 4)) {
            for (int i = 0; i < 25; i++) {
              int[] value = new int[1];
              win.lock(Win.LockType.EXCLUSIVE, 0);
              win.rget(value, 0, 1, Datatype.INT, 0, 0, 1, Datatype.INT).await();
              value[0]++;
              win.put(value, 0, 0);
              win.unlock(0);
            }
            world.barrier();
            if (world.rank() == 0) {
              assertThat(win.memory().getInt(0)).isEqualTo(25 * world.size());
            }
          }
        });
  }

  /** Catches an access that waits until its target calls MPI. */
  @Test
  void accessesGoOnWhileTheTargetComputes() {
    AtomicBoolean done = new AtomicBoolean();
    job(
        2,
        mpi -> {
          try (Win win = Win.allocate(mpi.world(), 8, 1)) {
            if (mpi.world().rank() == 0) {
              win.lock(Win.LockType.EXCLUSIVE, 1);
              win.put(new byte[] {1, 2, 3}, 1, 2);
              win.unlock(1);
              done.set(true);
            } else {
              while (!done.get()) {
                Thread.sleep(1);
              }
              assertThat(win.memory().get(4)).isEqualTo((byte) 3);
            }
          }
        });
  }

  /** Catches a start that does not wait for its post, and a wait that does not wait for data. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void neighboursExchangeWithPostStartCompleteWait(int ranks) {
    job(
        ranks,
        mpi -> {
          Intracomm world = mpi.world();
          int size = world.size();
          int me = world.rank();
          Group right = world.group().include((me + 1) % size);
          Group left = world.group().include((me + size - 1) % size);
          try (Win win = Win.allocate(world, 8, 8)) {
            for (int i = 0; i < 20; i++) {
              win.post(left);
              win.start(right);
              win.put(new long[] {me * 1000 + i}, (me + 1) % size, 0);
              win.complete();
              win.waitForComplete();
              assertThat(win.memory().getLong(0)).isEqualTo((me + size - 1) % size * 1000 + i);
            }
          }
        });
  }

  @Test
  void memoryIsAttachedToDynamicWindows() {
    job(
        3,
        mpi -> {
          Intracomm world = mpi.world();
          try (Win win = Win.createDynamic(world)) {
            ByteBuffer first = ByteBuffer.allocateDirect(64);
            win.attach(ByteBuffer.allocate(100));
            long[] addresses = world.allGather(win.attach(first));
            int target = (world.rank() + 1) % 3;
            win.fence();
            win.put(new byte[] {(byte) world.rank()}, target, addresses[target] + 63);
            win.fence(Win.Assertion.NO_SUCCEED);
            assertThat(first.get(63)).isEqualTo((byte) ((world.rank() + 2) % 3));
            win.detach(addresses[world.rank()]);
            world.barrier();
            win.lockAll();
            win.put(new byte[1], target, addresses[target]);
            assertThatThrownBy(() -> win.flush(target))
                .isInstanceOfSatisfying(
                    MpiException.class,
                    e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.RMA_RANGE));
            win.unlockAll();
          }
        });
  }

  @Test
  void ranksOfAHostStoreIntoEachOthersMemory() {
    job(
        4,
        mpi -> {
          Intracomm world = mpi.world();
          int me = world.rank();
          try (Win win = Win.allocateShared(world, 8L * (me + 1), 8)) {
            int right = (me + 1) % 4;
            assertThat(win.shared(right).capacity()).isEqualTo(8 * (right + 1));
            win.shared(right).putLong(0, me + 70);
            win.sync();
            world.barrier();
            win.sync();
            assertThat(win.memory().getLong(0)).isEqualTo((me + 3) % 4 + 70);
            win.fence();
            win.accumulate(new long[] {5}, right, 0, Op.SUM);
            win.fence();
            assertThat(win.memory().getLong(0)).isEqualTo((me + 3) % 4 + 75);
          }
        });
  }

  /** Catches accesses that corrupt memory beside the window, or come at a time nobody expects. */
  @Test
  void whatIsNotAllowedIsRefusedAndSaid() {
    job(
        2,
        mpi -> {
          Intracomm world = mpi.world();
          ByteBuffer base = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
          try (Win win = Win.create(world, base, 8)) {
            assertThatThrownBy(() -> win.put(new long[1], 1, 0))
                .isInstanceOf(MpiException.class)
                .hasMessageContaining("put")
                .hasMessageContaining("rank 1 may not be accessed now");
            win.lock(Win.LockType.SHARED, 1);
            win.put(new long[2], 1, 1);
            assertThatThrownBy(() -> win.unlock(1))
                .isInstanceOf(MpiException.class)
                .hasMessageContaining("window of rank 1 does not have the 16 bytes from byte 8");
            assertThatThrownBy(() -> win.unlock(1)).hasMessageContaining("not locked");
            assertThatThrownBy(win::complete).hasMessageContaining("no start");
          }
        });
  }
}
