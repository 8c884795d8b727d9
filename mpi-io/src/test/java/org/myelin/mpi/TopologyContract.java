package org.myelin.mpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Grids, graphs, operations between neighbours, and communicators of some of the ranks. */
abstract class TopologyContract {
  /** Runs ranks over the transport under test. */
  abstract void job(int ranks, Mpi.RankProgram program);

  @ParameterizedTest
  @CsvSource({
    "6, 2, '3 2'",
    "7, 2, '7 1'",
    "24, 3, '4 3 2'",
    "16, 2, '4 4'",
    "1, 3, '1 1 1'",
    "64, 3, '4 4 4'",
    "360, 3, '9 8 5'",
    "12, 1, '12'"
  })
  void dimensionsAreAsEqualAsTheyCanBe(int nodes, int rank, String expected) {
    assertThat(Dims.create(nodes, new int[rank]))
        .isEqualTo(Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray());
    assertThat(Dims.create(6, 0, 3, 0)).containsExactly(2, 3, 1);
    assertThatThrownBy(() -> Dims.create(7, 0, 3)).isInstanceOf(MpiException.class);
    assertThatThrownBy(() -> Dims.create(7, 2, 3)).isInstanceOf(MpiException.class);
  }

  @Test
  void ranksKnowTheirPlaceOnAGrid() {
    job(
        7,
        mpi -> {
          CartComm grid = mpi.world().createCart(new int[] {3, 2}, new boolean[] {true, false});
          if (mpi.world().rank() == 6) {
            assertThat(grid).isNull();
            return;
          }
          int me = grid.rank();
          assertThat(grid.coords()).containsExactly(me / 2, me % 2);
          assertThat(grid.rank(me / 2 + 3, me % 2)).isEqualTo(me);
          assertThatThrownBy(() -> grid.rank(0, 2)).isInstanceOf(IllegalArgumentException.class);
          assertThat(grid.shift(0, 1)).isEqualTo(new CartComm.Shift((me + 4) % 6, (me + 2) % 6));
          assertThat(grid.shift(1, 1))
              .isEqualTo(
                  new CartComm.Shift(
                      me % 2 == 1 ? me - 1 : Comm.PROC_NULL,
                      me % 2 == 0 ? me + 1 : Comm.PROC_NULL));
          CartComm column = grid.sub(true, false);
          assertThat(column.dims()).containsExactly(3);
          assertThat(column.periods()).containsExactly(true);
          assertThat(column.rank()).isEqualTo(me / 2);
          assertThat(column.allReduce(me, Op.SUM)).isEqualTo(6 + 3 * (me % 2));
          CartComm dup = grid.dup();
          assertThat(dup.coords()).isEqualTo(grid.coords());
          assertThatThrownBy(() -> grid.createCart(new int[] {4, 2}, new boolean[] {true, true}))
              .isInstanceOf(MpiException.class);
        });
  }

  /** With one or two ranks in a ring both neighbours are the same rank. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void halosArriveFromTheSideThatTheyWereSentTo(int ranks) {
    job(
        ranks,
        mpi -> {
          CartComm ring = mpi.world().createCart(new int[] {ranks}, new boolean[] {true});
          int me = ring.rank();
          int left = (me + ranks - 1) % ranks;
          int right = (me + 1) % ranks;
          int[] edges = {100 * me + 1, 100 * me + 2};
          int[] halo = new int[2];
          ring.neighbors().allToAll(edges, 0, 1, Datatype.INT, halo, 0, 1, Datatype.INT);
          assertThat(halo).containsExactly(100 * left + 2, 100 * right + 1);
          PersistentRequest again =
              ring.persistentNeighbors()
                  .allToAll(edges, 0, 1, Datatype.INT, halo, 0, 1, Datatype.INT);
          for (int step = 0; step < 5; step++) {
            edges[0]++;
            edges[1]++;
            again.start();
            again.await();
          }
          assertThat(halo).containsExactly(100 * left + 7, 100 * right + 6);
          CartComm line = mpi.world().createCart(new int[] {ranks}, new boolean[] {false});
          long[] both = {-1, -1};
          line.nonblockingNeighbors()
              .allGather(new long[] {me}, 0, 1, Datatype.LONG, both, 0, 1, Datatype.LONG)
              .await();
          assertThat(both).containsExactly(me == 0 ? -1 : me - 1, me == ranks - 1 ? -1 : me + 1);
        });
  }

  @Test
  void graphsCarryMessagesAlongTheirEdgesOnly() {
    long seed = System.nanoTime();
    System.out.println("TopologyContract seed " + seed);
    job(
        5,
        mpi -> {
          Random random = new Random(seed);
          int[][] edges = new int[5][5];
          for (int[] row : edges) {
            Arrays.setAll(row, i -> random.nextInt(4) - 1);
          }
          // Rank r names the edges that begin at rank r + 1.
          int mine = (mpi.world().rank() + 1) % 5;
          int[] ends = ends(edges, mine);
          GraphComm graph =
              mpi.world()
                  .createDistGraph(
                      new int[] {mine}, new int[] {ends.length}, ends, new int[ends.length]);
          int me = graph.rank();
          assertThat(graph.destinations()).containsExactlyInAnyOrder(boxed(ends(edges, me)));
          assertThat(graph.destinationWeights()).hasSize(graph.destinations().length);
          int[] sources = graph.sources();
          int[] counts = new int[5];
          for (int source : sources) {
            counts[source]++;
          }
          for (int r = 0; r < 5; r++) {
            assertThat(counts[r]).isEqualTo(Math.max(0, edges[r][me]));
          }
          GraphComm ordered =
              mpi.world().createDistGraphAdjacent(sources, null, ends(edges, me), null);
          int n = ordered.destinations().length;
          long[] lengths = new long[n];
          long[] starts = new long[n];
          short[] out = new short[5 * n];
          for (int i = 0, at = 0; i < n; at += (int) lengths[i++]) {
            lengths[i] = ordered.destinations()[i] + 1;
            starts[i] = at;
            Arrays.fill(out, at, at + (int) lengths[i], (short) (10 * me + i));
          }
          long[] received = new long[sources.length];
          long[] places = new long[sources.length];
          Arrays.fill(received, me + 1);
          Arrays.setAll(places, i -> (long) i * (me + 1));
          short[] in = new short[sources.length * (me + 1)];
          ordered
              .neighbors()
              .allToAllv(
                  out, 0, lengths, starts, Datatype.SHORT, in, 0, received, places, Datatype.SHORT);
          for (int i = 0; i < sources.length; i++) {
            int[] theirs = ends(edges, sources[i]);
            int earlier = 0;
            for (int k = 0; k < i; k++) {
              earlier += sources[k] == sources[i] ? 1 : 0;
            }
            int index = 0;
            while (theirs[index] != me || earlier-- > 0) {
              index++;
            }
            for (int k = 0; k <= me; k++) {
              assertThat(in[i * (me + 1) + k]).isEqualTo((short) (10 * sources[i] + index));
            }
          }
        });
  }

  @Test
  void aGroupMakesItsCommunicatorAlone() {
    job(
        5,
        mpi -> {
          Intracomm world = mpi.world();
          Group odd = world.group().include(3, 1);
          if (world.rank() % 2 == 1) {
            Intracomm pair = world.createGroup(odd, 7);
            assertThat(pair.size()).isEqualTo(2);
            assertThat(pair.rank()).isEqualTo(world.rank() == 3 ? 0 : 1);
            assertThat(pair.allReduce(world.rank(), Op.SUM)).isEqualTo(4);
            Intracomm again = world.createGroup(odd, 7);
            pair.send(new int[] {1}, 1 - pair.rank(), 0);
            again.send(new int[] {2}, 1 - pair.rank(), 0);
            int[] got = new int[1];
            again.recv(got, 1 - pair.rank(), 0);
            assertThat(got).containsExactly(2);
            pair.recv(got, 1 - pair.rank(), 0);
            assertThat(got).containsExactly(1);
          }
          Intracomm even = world.create(world.group().exclude(1, 3));
          assertThat(even == null).isEqualTo(world.rank() % 2 == 1);
          if (even != null) {
            assertThat(even.allReduce(1, Op.SUM)).isEqualTo(3);
          }
          assertThat(world.splitShared(0).size()).isEqualTo(5);
        });
  }

  private static int[] ends(int[][] edges, int from) {
    int[] ends = new int[Arrays.stream(edges[from]).map(e -> Math.max(0, e)).sum()];
    int n = 0;
    for (int to = 4; to >= 0; to--) {
      for (int k = 0; k < edges[from][to]; k++) {
        ends[n++] = to;
      }
    }
    return ends;
  }

  private static Integer[] boxed(int... values) {
    return Arrays.stream(values).boxed().toArray(Integer[]::new);
  }
}
