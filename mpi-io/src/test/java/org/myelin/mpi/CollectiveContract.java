package org.myelin.mpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every collective operation, blocking, nonblocking and persistent, in place and not, against
 * results computed from the standard's definitions.
 */
abstract class CollectiveContract {
  /** Runs ranks over the transport under test. */
  abstract void job(int ranks, Mpi.RankProgram program);

  /** An operation, to be begun in one way or another. */
  private interface Call {
    Object on(Collectives<?> collectives);
  }

  /** One way of calling: begins an operation twice over, and waits. */
  private interface Way {
    void run(Call operation, Runnable between);
  }

  private static List<Way> ways(Intracomm comm) {
    return List.of(
        (operation, between) -> {
          operation.on(comm.blocking());
          between.run();
          operation.on(comm.blocking());
        },
        (operation, between) -> {
          ((Request) operation.on(comm.nonblocking())).await();
          between.run();
          Request request = (Request) operation.on(comm.nonblocking());
          comm.barrier();
          request.await();
        },
        (operation, between) -> {
          PersistentRequest request = (PersistentRequest) operation.on(comm.persistent());
          request.start();
          request.await();
          between.run();
          request.start();
          request.await();
        });
  }

  private void everywhere(int ranks, Case body) {
    job(
        ranks,
        mpi -> {
          Intracomm world = mpi.world();
          for (Intracomm comm :
              new Intracomm[] {world, mpi.self(), world.split(world.rank() % 2, -world.rank())}) {
            for (Way way : ways(comm)) {
              body.run(comm, way);
            }
          }
        });
  }

  private interface Case {
    void run(Intracomm comm, Way way) throws Exception;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void rootedOperationsMoveTheRightElements(int ranks) {
    everywhere(
        ranks,
        (comm, way) -> {
          int n = comm.size();
          int me = comm.rank();
          for (int root : new int[] {0, n - 1}) {
            for (int each : new int[] {1, 3, 30_000}) {
              int[] all = new int[n * each + 2];
              int[] mine = new int[each];
              way.run(
                  c -> c.gather(mine, 0, each, Datatype.INT, all, 1, each, Datatype.INT, root),
                  () -> Arrays.fill(mine, me + 1));
              if (me == root) {
                assertThat(all).isEqualTo(blocks(n, each, 1, r -> r + 1));
              }
              comm.barrier();
              Arrays.fill(mine, 0);
              way.run(
                  c -> c.scatter(all, 1, each, Datatype.INT, mine, 0, each, Datatype.INT, root),
                  () -> {});
              assertThat(mine).containsOnly(me + 1).hasSize(each);
            }
            long[] counts = LongStream.range(0, n).map(r -> r * 2).toArray();
            long[] places = LongStream.range(0, n).map(r -> (n - r) * 2L * n).toArray();
            double[] from = new double[2 * me];
            Arrays.fill(from, me);
            double[] to = new double[2 * n * (n + 1)];
            way.run(
                c ->
                    c.gatherv(
                        from,
                        0,
                        2L * me,
                        Datatype.DOUBLE,
                        to,
                        0,
                        counts,
                        places,
                        Datatype.DOUBLE,
                        root),
                () -> {});
            if (me == root) {
              for (int r = 0; r < n; r++) {
                for (int i = 0; i < 2 * r; i++) {
                  assertThat(to[(int) places[r] + i]).isEqualTo(r);
                }
              }
            }
            double[] back = new double[2 * me];
            way.run(
                c ->
                    c.scatterv(
                        to,
                        0,
                        counts,
                        places,
                        Datatype.DOUBLE,
                        back,
                        0,
                        2L * me,
                        Datatype.DOUBLE,
                        root),
                () -> Arrays.fill(back, -1));
            assertThat(back).isEqualTo(from);
            byte[] word = new byte[70_000];
            way.run(
                c -> c.bcast(word, 5, 69_990, Datatype.BYTE, root),
                () -> Arrays.fill(word, (byte) (me == root ? 9 : 0)));
            assertThat(Arrays.copyOfRange(word, 5, 69_995)).containsOnly(9);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyRankGetsWhatEachSends(int ranks) {
    everywhere(
        ranks,
        (comm, way) -> {
          int n = comm.size();
          int me = comm.rank();
          for (int each : new int[] {1, 20_000}) {
            long[] all = new long[n * each];
            Arrays.fill(all, me * each, (me + 1) * each, -1);
            way.run(
                c -> c.allGather(Collectives.IN_PLACE, 0, 0, null, all, 0, each, Datatype.LONG),
                () -> Arrays.fill(all, me * each, (me + 1) * each, me + 7));
            assertThat(all).isEqualTo(longs(n, each, r -> r + 7L));
            long[] out = longs(n, each, r -> 100L * me + r);
            long[] in = new long[n * each];
            way.run(
                c -> c.allToAll(out, 0, each, Datatype.LONG, in, 0, each, Datatype.LONG), () -> {});
            assertThat(in).isEqualTo(longs(n, each, r -> 100L * r + me));
            comm.blocking().allToAll(Collectives.IN_PLACE, 0, 0, null, out, 0, each, Datatype.LONG);
            assertThat(out).isEqualTo(in);
          }
          short[] square = new short[n * n];
          Arrays.fill(square, (short) me);
          Datatype column = Datatype.resized(Datatype.vector(n, 1, n, Datatype.SHORT), 0, 2);
          short[] turned = new short[n * n];
          way.run(c -> c.allGather(square, 0, n, Datatype.SHORT, turned, 0, 1, column), () -> {});
          for (int i = 0; i < n * n; i++) {
            assertThat(turned[i]).isEqualTo((short) (i % n));
          }
          ByteBuffer mixed = ByteBuffer.allocateDirect(12 * n).order(ByteOrder.nativeOrder());
          float[] sent = new float[n];
          Arrays.fill(sent, me + 0.5f);
          long[] ones = new long[n];
          Arrays.fill(ones, 1);
          Datatype[] floats = new Datatype[n];
          Arrays.fill(floats, Datatype.FLOAT);
          long[] bytes = LongStream.range(0, n).map(r -> 12 * r + 4).toArray();
          long[] elements = LongStream.range(0, n).toArray();
          way.run(
              c -> c.allToAllw(sent, ones, elements, floats, mixed, ones, bytes, floats), () -> {});
          for (int r = 0; r < n; r++) {
            assertThat(mixed.getFloat(12 * r + 4)).isEqualTo(r + 0.5f);
            assertThat(mixed.getInt(12 * r)).isZero();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void reductionsCombineInTheOrderOfRanks(int ranks) {
    // Linear maps x -> ax + b compose in one order only.
    Op compose =
        Op.of(
            "compose",
            (a, b, type) -> {
              for (int i = 0; i < a.capacity(); i += 16) {
                long slope = a.getLong(i) * b.getLong(i);
                a.putLong(i + 8, b.getLong(i) * a.getLong(i + 8) + b.getLong(i + 8));
                a.putLong(i, slope);
              }
            });
    Datatype map = Datatype.contiguous(2, Datatype.LONG);
    everywhere(
        ranks,
        (comm, way) -> {
          int n = comm.size();
          int me = comm.rank();
          for (int count : new int[] {1, 5000}) {
            long[] mine = new long[2 * count];
            for (int i = 0; i < count; i++) {
              mine[2 * i] = me + 2;
              mine[2 * i + 1] = me + i;
            }
            long[] result = new long[2 * count];
            way.run(c -> c.allReduce(mine, 0, result, 0, count, map, compose), () -> {});
            assertThat(result).isEqualTo(composed(0, n, count));
            long[] inPlace = mine.clone();
            way.run(
                c -> c.scan(Collectives.IN_PLACE, 0, inPlace, 0, count, map, compose),
                () -> System.arraycopy(mine, 0, inPlace, 0, mine.length));
            assertThat(inPlace).isEqualTo(composed(0, me + 1, count));
            Arrays.fill(result, -1);
            way.run(c -> c.exscan(mine, 0, result, 0, count, map, compose), () -> {});
            if (me == 0) {
              assertThat(result).containsOnly(-1);
            } else {
              assertThat(result).isEqualTo(composed(0, me, count));
            }
            Arrays.fill(result, -1);
            int root = n - 1;
            way.run(c -> c.reduce(mine, 0, result, 0, count, map, compose, root), () -> {});
            if (me == root) {
              assertThat(result).isEqualTo(composed(0, n, count));
            } else {
              assertThat(result).containsOnly(-1);
            }
          }
          int[] values = new int[n * (n + 1) / 2];
          Arrays.setAll(values, i -> i + me);
          long[] counts = LongStream.range(0, n).map(r -> r + 1).toArray();
          int[] part = new int[me + 1];
          way.run(c -> c.reduceScatter(values, 0, part, 0, counts, Datatype.INT, Op.SUM), () -> {});
          int first = me * (me + 1) / 2;
          for (int i = 0; i <= me; i++) {
            assertThat(part[i]).isEqualTo(n * (first + i) + n * (n - 1) / 2);
          }
          int[] blocks = new int[2 * n];
          Arrays.setAll(blocks, i -> i * 10 + me);
          comm.blocking()
              .reduceScatterBlock(Collectives.IN_PLACE, 0, blocks, 0, 2, Datatype.INT, Op.MAX);
          assertThat(blocks[0]).isEqualTo(20 * me + n - 1);
          assertThat(blocks[1]).isEqualTo(20 * me + 10 + n - 1);
          assertThat(comm.scan(me + 1, Op.SUM)).isEqualTo((me + 1) * (me + 2) / 2);
        });
  }

  private static long[] composed(int from, int to, int count) {
    long[] all = new long[2 * count];
    for (int i = 0; i < count; i++) {
      long slope = 1;
      long shift = 0;
      for (int r = from; r < to; r++) {
        slope *= r + 2;
        shift = (r + 2) * shift + r + i;
      }
      all[2 * i] = slope;
      all[2 * i + 1] = shift;
    }
    return all;
  }

  @Test
  void manyNonblockingOperationsEndInAnyOrder() {
    long seed = System.nanoTime();
    System.out.println("CollectiveContract seed " + seed);
    job(
        4,
        mpi -> {
          Intracomm world = mpi.world();
          Random shape = new Random(seed);
          Random mine = new Random(seed + world.rank());
          List<Request> open = new ArrayList<>();
          List<Runnable> checks = new ArrayList<>();
          for (int i = 0; i < 300; i++) {
            int length = 1 + shape.nextInt(shape.nextInt(10) == 0 ? 50_000 : 100);
            int root = shape.nextInt(4);
            int number = i;
            long[] in = new long[length];
            Arrays.fill(in, world.rank() + number);
            long[] out = new long[length];
            switch (shape.nextInt(4)) {
              case 0 -> {
                open.add(
                    world.nonblocking().allReduce(in, 0, out, 0, length, Datatype.LONG, Op.SUM));
                checks.add(() -> assertThat(out).containsOnly(4L * number + 6));
              }
              case 1 -> {
                open.add(world.nonblocking().bcast(in, 0, length, Datatype.LONG, root));
                checks.add(() -> assertThat(in).containsOnly(root + number));
              }
              case 2 -> {
                open.add(
                    world.nonblocking().reduce(in, 0, out, 0, length, Datatype.LONG, Op.MAX, root));
                checks.add(
                    () -> assertThat(out).containsOnly(world.rank() == root ? 3 + number : 0));
              }
              default -> {
                open.add(world.nonblocking().barrier());
                checks.add(() -> {});
              }
            }
            while (open.size() > 20 || open.size() > 1 && mine.nextInt(4) == 0) {
              int k = mine.nextInt(open.size());
              open.remove(k).await();
              checks.remove(k).run();
            }
          }
          Request.awaitAll(open.toArray(Request[]::new));
          checks.forEach(Runnable::run);
        });
  }

  @Test
  void aThrowingReductionEndsTheCallAndNotItsThread() {
    job(
        3,
        mpi -> {
          Op broken =
              Op.of(
                  "broken",
                  (a, b, type) -> {
                    throw new ArithmeticException("user's fault");
                  });
          assertThatThrownBy(() -> mpi.world().allReduce(1, broken))
              .isInstanceOf(MpiException.class)
              .hasMessageContaining("user's fault");
          assertThat(mpi.world().allReduce(1, Op.SUM)).isEqualTo(3);
        });
  }

  @Test
  void differentNonblockingCallsAreFoundOut() {
    job(
        2,
        mpi -> {
          int[] one = new int[1];
          assertThatThrownBy(
                  () -> {
                    Request request =
                        mpi.world().rank() == 0
                            ? mpi.world().nonblocking().barrier()
                            : mpi.world().nonblocking().bcast(one, 0, 1, Datatype.INT, 0);
                    request.await();
                  })
              .isInstanceOf(CollectiveMismatchException.class)
              .hasMessageContaining("barrier")
              .hasMessageContaining("bcast");
        });
  }

  private static int[] blocks(int n, int each, int margin, IntFunction<Integer> value) {
    int[] all = new int[n * each + 2 * margin];
    for (int r = 0; r < n; r++) {
      Arrays.fill(all, margin + r * each, margin + (r + 1) * each, value.apply(r));
    }
    return all;
  }

  private static long[] longs(int n, int each, IntFunction<Long> value) {
    long[] all = new long[n * each];
    for (int r = 0; r < n; r++) {
      Arrays.fill(all, r * each, (r + 1) * each, value.apply(r));
    }
    return all;
  }
}
