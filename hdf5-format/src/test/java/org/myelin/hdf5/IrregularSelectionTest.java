package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.mpi.Mpi;

/** Catches a point, a mask or a union that reads or writes another element than libhdf5 does. */
class IrregularSelectionTest {
  @TempDir Path folder;

  @RepeatedTest(30)
  void agreesWithAnArray() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    long[] shape = random.longs(1 + random.nextInt(3), 1, 12).toArray();
    int n = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    int[] model = new int[n];
    Path file = folder.resolve("f.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      Dataset d =
          f.root().createDataset("d", Datatype.I32, Dataspace.of(shape), layout(random, shape), -3);
      Arrays.fill(model, -3);
      for (int i = 0; i < 12; i++) {
        int[] places = places(random, n);
        Selection s = selection(random, shape, places);
        if (!(s instanceof Points)) {
          places =
              new TreeSet<>(Arrays.stream(places).boxed().toList())
                  .stream().mapToInt(x -> x).toArray();
        }
        if (random.nextBoolean()) {
          int[] values = random.ints(places.length).toArray();
          d.writeInts(s, values);
          for (int k = 0; k < places.length; k++) {
            model[places[k]] = values[k];
          }
        }
        assertThat(d.readInts(s))
            .as("seed %d: %s of %s", seed, s, d)
            .containsExactly(Arrays.stream(places).map(p -> model[p]).toArray());
      }
    }
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.dataset("d").readInts(Selection.all())).as("seed %d", seed).isEqualTo(model);
    }
  }

  private static Layout layout(Random random, long[] shape) {
    long[] chunk = Arrays.stream(shape).map(x -> 1 + random.nextLong(x)).toArray();
    return switch (random.nextInt(4)) {
      case 0 -> Layout.contiguous();
      case 1 -> Layout.compact();
      case 2 -> Layout.chunked(chunk);
      default -> Layout.chunked(chunk).deflate(1);
    };
  }

  private static int[] places(Random random, int n) {
    return random.nextInt(4) == 0
        ? IntStream.range(random.nextInt(n), n).toArray()
        : random.ints(random.nextInt(2 * n), 0, n).toArray();
  }

  private static long[] index(long[] shape, long place) {
    long[] index = new long[shape.length];
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = place % shape[d];
      place /= shape[d];
    }
    return index;
  }

  private static Selection selection(Random random, long[] shape, int[] places) {
    long[][] points = Arrays.stream(places).mapToObj(p -> index(shape, p)).toArray(long[][]::new);
    return switch (random.nextInt(3)) {
      case 0 -> Points.of(points);
      case 1 -> {
        BitSet bits = new BitSet();
        Arrays.stream(places).forEach(bits::set);
        yield Mask.of(bits);
      }
      default -> Union.of(Arrays.stream(points).map(Hyperslab::point).toArray(Hyperslab[]::new));
    };
  }

  /** The order of points and the meaning of a mask are libhdf5's. */
  @Test
  void libhdf5SelectsTheSame() {
    Path file = folder.resolve("h.h5");
    Object said =
        H5py.run(
            """
            with h5py.File(args[0], 'w') as f:
                d = f.create_dataset('d', data=np.arange(63).reshape(7, 9), chunks=(3, 4), compression=1)
                mask = (np.arange(63).reshape(7, 9) % 5) == 2
                d.id.get_space()
                space = d.id.get_space()
                space.select_elements([(6, 8), (0, 0), (3, 4), (3, 5), (0, 0)])
                points = np.empty(5, 'i8'); d.id.read(h5py.h5s.create_simple((5,)), space, points)
                space = d.id.get_space()
                space.select_hyperslab((1, 1), (2, 3)); space.select_hyperslab((2, 2), (3, 5), op=h5py.h5s.SELECT_OR)
                union = np.empty(int(space.get_select_npoints()), 'i8')
                d.id.read(h5py.h5s.create_simple(union.shape), space, union)
                result = [d[mask], points, union]
            """,
            file);
    boolean[][] mask = new boolean[7][9];
    IntStream.range(0, 63).filter(i -> i % 5 == 2).forEach(i -> mask[i / 9][i % 9] = true);
    try (Hdf5File f = Hdf5File.open(file)) {
      Dataset d = f.dataset("d");
      long[][] points = {{6, 8}, {0, 0}, {3, 4}, {3, 5}, {0, 0}};
      assertThat(
              List.of(
                  longs(d.readLongs(Mask.of(mask))),
                  longs(d.readLongs(Points.of(points))),
                  longs(
                      d.readLongs(
                          Union.of(
                              Hyperslab.start(1, 1).count(2, 3),
                              Hyperslab.start(2, 2).count(3, 5))))))
          .isEqualTo(said);
    }
  }

  private static List<Long> longs(long[] a) {
    return Arrays.stream(a).boxed().toList();
  }

  @Test
  void libhdf5ReadsWhatWasWrittenByPoints() {
    Path file = folder.resolve("w.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      Dataset d =
          f.root().createDataset("d", Datatype.I32, Dataspace.of(4, 5), Layout.chunked(3, 3));
      d.writeInts(
          Points.of(new long[] {3, 4}, new long[] {0, 1}, new long[] {3, 4}), new int[] {1, 2, 3});
      d.writeInts(Mask.ofArray(new boolean[4][5]), new int[0]);
    }
    assertThat(H5py.readDataset(file, "d").longs())
        .containsExactly(0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3);
  }

  /** A write that still waits while the extent changes must not move to other elements. */
  @Test
  void aWaitingWriteKeepsItsElements() {
    Path file = folder.resolve("grown.h5");
    Mpi.runThreads(
        2,
        mpi -> {
          try (Hdf5File f = Hdf5File.create(file, mpi.world())) {
            Dataset d =
                f.root()
                    .createDataset(
                        "d",
                        Datatype.I32,
                        Dataspace.of(2, 2).max(4, 4),
                        Layout.chunked(2, 2).deflate(1));
            Dataset c =
                f.root().createDataset("c", Datatype.I32, Dataspace.of(4), Layout.compact());
            if (mpi.world().rank() == 0) {
              d.writeInts(Points.of(new long[] {1, 1}, new long[] {0, 1}), new int[] {11, 1});
            } else {
              c.writeInts(Points.at(3, 0, 3), new int[] {8, 7, 9});
            }
            d.resize(3, 4);
            if (mpi.world().rank() == 0) {
              assertThat(d.readInts(Points.of(new long[] {0, 1}, new long[] {1, 1})))
                  .containsExactly(1, 11);
            }
          }
        });
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.dataset("d").readInts(Selection.all()))
          .containsExactly(0, 1, 0, 0, 0, 11, 0, 0, 0, 0, 0, 0);
      assertThat(f.dataset("c").readInts(Selection.all())).containsExactly(7, 0, 0, 9);
    }
  }

  @Test
  void refusesWhatLiesOutside() {
    Path file = folder.resolve("o.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      Dataset d = f.root().createDataset("d", Datatype.I32, Dataspace.of(4, 5));
      BitSet bits = new BitSet();
      bits.set(20);
      for (Selection s :
          List.of(
              Points.of(new long[] {4, 0}),
              Points.of(new long[] {0, -1}),
              Points.at(3),
              Mask.of(new boolean[5][4]),
              Mask.of(bits),
              Union.of(Hyperslab.start(0, 0).count(4, 6)))) {
        assertThatThrownBy(() -> d.readInts(s))
            .as("%s", s)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("dataset /d");
      }
    }
  }
}
