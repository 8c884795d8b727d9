package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.mpi.Intracomm;
import org.myelin.mpi.Mpi;

/** Catches ranks that disagree, lose each other's writes, or leave each other waiting. */
@ExtendWith(VerifyWritten.class)
class ParallelFileTest {
  /** Layouts of {@link FormatBounds#LATEST} are libhdf5 2.0's. */
  private static final FormatBounds[] READ_BY_H5PY = {
    FormatBounds.EARLIEST, FormatBounds.V18, FormatBounds.V110, FormatBounds.V112
  };

  @TempDir Path folder;

  static Stream<Arguments> jobs() {
    return IntStream.of(1, 2, 3, 4, 8)
        .boxed()
        .flatMap(
            n ->
                Stream.of(
                        Layout.contiguous(),
                        Layout.chunked(n),
                        Layout.chunked(Math.min(2, n)).deflate(4),
                        Layout.chunked(n).shuffle().fletcher32())
                    .map(l -> Arguments.of(n, l)));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void eachRankWritesItsElementOfADeclaredDataset(int ranks, Layout layout) {
    for (FormatBounds bounds : READ_BY_H5PY) {
      Path file = folder.resolve(bounds + ".h5");
      Mpi.runThreads(
          ranks,
          mpi -> {
            int rank = mpi.world().rank();
            if (rank == 0) {
              try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
                f.root()
                    .createDataset("data", Datatype.I64, Dataspace.of(ranks).max(ranks), layout);
              }
            }
            mpi.world().barrier();
            try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT, mpi.world())) {
              f.dataset("data").writeLongs(Hyperslab.point(rank), new long[] {rank + 10});
              assertThat(f.dataset("data").readLongs(Hyperslab.point(rank)))
                  .containsExactly(rank + 10);
            }
            try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, mpi.world())) {
              assertThat(f.dataset("data").readLongs())
                  .containsExactly(LongStream.range(10, ranks + 10).toArray());
            }
          });
      assertThat(H5py.readDataset(file, "data").longs())
          .containsExactly(LongStream.range(10, ranks + 10).toArray());
    }
  }

  @RepeatedTest(15)
  void randomWritesOfAllRanksAgreeWithAnArray() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int ranks = 1 + random.nextInt(4);
    int rows = 20 + random.nextInt(40);
    int columns = ranks * (1 + random.nextInt(5));
    Layout layout =
        switch (random.nextInt(3)) {
          case 0 -> Layout.contiguous();
          case 1 -> Layout.chunked(1 + random.nextInt(rows), 1 + random.nextInt(columns));
          default ->
              Layout.chunked(1 + random.nextInt(rows), 1 + random.nextInt(columns))
                  .shuffle()
                  .deflate(1);
        };
    int fill = random.nextInt(3);
    FormatBounds bounds = READ_BY_H5PY[random.nextInt(READ_BY_H5PY.length)];
    Path file = folder.resolve("r.h5");
    int[][] model = new int[rows][columns];
    Arrays.stream(model).forEach(r -> Arrays.fill(r, fill));
    Mpi.runThreads(
        ranks,
        mpi -> {
          int rank = mpi.world().rank();
          Random mine = new Random(seed + rank);
          Random common = new Random(seed);
          try (Hdf5File f =
              Hdf5File.create(file, mpi.world(), FileOptions.DEFAULT.withBounds(bounds))) {
            Dataset d =
                f.root()
                    .createDataset("d", Datatype.I32, Dataspace.of(rows, columns), layout, fill);
            for (int step = 0; step < 12; step++) {
              // each rank owns every ranks-th column, so writes never collide, and touches every
              // chunk
              int row = mine.nextInt(rows);
              int height = mine.nextInt(rows - row + 1);
              Hyperslab s =
                  Hyperslab.start(row, rank).count(height, columns / ranks).stride(1, ranks);
              int[] values = mine.ints((long) height * (columns / ranks)).toArray();
              boolean together = common.nextBoolean();
              d.writeInts(s, values, together ? Transfer.COLLECTIVE : Transfer.INDEPENDENT);
              synchronized (model) {
                for (int i = 0, k = 0; i < height; i++) {
                  for (int c = 0; c < columns / ranks; c++) {
                    model[row + i][rank + c * ranks] = values[k++];
                  }
                }
              }
              assertThat(d.readInts(s)).as("own writes, seed %d", seed).isEqualTo(values);
              if (common.nextInt(4) == 0) {
                f.flush();
              }
            }
          }
        });
    int[] flat = Arrays.stream(model).flatMapToInt(Arrays::stream).toArray();
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.dataset("d").readInts(Selection.all())).as("seed %d", seed).isEqualTo(flat);
    }
    assertThat(Arrays.stream(H5py.readDataset(file, "d").longs()).mapToInt(x -> (int) x).toArray())
        .as("seed %d", seed)
        .isEqualTo(flat);
  }

  @Test
  void metadataAndTextAreWrittenByAllRanksAlike() {
    Path file = folder.resolve("m.h5");
    Mpi.runThreads(
        3,
        mpi -> {
          int rank = mpi.world().rank();
          try (Hdf5File f = Hdf5File.create(file, mpi.world())) {
            Group g = f.root().createGroup("g");
            g.attributes().set("text", "same on all");
            f.root().attributes().set("ref", g.reference());
            Dataset texts = f.root().createDataset("texts", Datatype.VLEN_UTF8, Dataspace.of(3));
            texts.writeStrings(Hyperslab.point(rank), new String[] {"rank " + rank + " é"});
            Dataset compact =
                g.createDataset("compact", Datatype.I32, Dataspace.of(3), Layout.compact());
            compact.writeInts(Hyperslab.point(rank), new int[] {rank * rank});
            assertThat(compact.readInts(Hyperslab.point(rank))).containsExactly(rank * rank);
            f.flush();
            Dataset grows =
                g.createDataset(
                    "grows",
                    Datatype.I16,
                    Dataspace.of(0).max(Dataspace.UNLIMITED),
                    Layout.chunked(4).deflate(1));
            grows.resize(9);
            grows.writeShorts(
                Hyperslab.start(3 * rank).count(3),
                new short[] {1, 2, (short) rank},
                Transfer.COLLECTIVE);
          }
        });
    Object seen =
        H5py.run(
            """
            with h5py.File(args[0], 'r') as f:
                result = [f[f.attrs['ref']].attrs['text'], f['texts'].asstr()[...], f['g/compact'], f['g/grows']]
                result = [list(x) if not isinstance(x, str) else x for x in result]
            """,
            file);
    assertThat(seen.toString())
        .isEqualTo(
            "[same on all, [rank 0 é, rank 1 é, rank 2 é], [0, 1, 4], [1, 2, 0, 1, 2, 1, 1, 2, 2]]");
  }

  @Test
  void interleavedColumnsOfARealisticSeries() {
    Path file = folder.resolve("series.h5");
    int rows = 60_000;
    int channels = 384;
    int ranks = 4;
    Mpi.runThreads(
        ranks,
        mpi -> {
          int rank = mpi.world().rank();
          int width = channels / ranks;
          try (Hdf5File f = Hdf5File.create(file, mpi.world())) {
            Dataset d =
                f.root()
                    .createDataset(
                        "d",
                        Datatype.I16,
                        Dataspace.of(rows, channels),
                        Layout.chunked(8192, 64).shuffle().deflate(1));
            short[] mine = new short[rows * width];
            for (int i = 0; i < mine.length; i++) {
              mine[i] = (short) (i / width * 31 + rank * width + i % width);
            }
            d.writeShorts(
                Hyperslab.start(0, rank * width).count(rows, width), mine, Transfer.COLLECTIVE);
          }
        });
    Object wrong =
        H5py.run(
            """
            with h5py.File(args[0], 'r') as f:
                want = (np.arange(60000)[:, None] * 31 + np.arange(384)[None, :]).astype('i2')
                result = int((f['d'][...] != want).sum())
            """,
            file);
    assertThat(((Number) wrong).intValue()).isZero();
  }

  // ---- what goes wrong, goes wrong on every rank

  private List<String> failuresOf(
      int ranks, java.util.function.BiConsumer<Intracomm, Path> program, Path file) {
    String[] messages = new String[ranks];
    Mpi.runThreads(
        ranks,
        mpi -> {
          try {
            program.accept(mpi.world(), file);
          } catch (RuntimeException e) {
            messages[mpi.world().rank()] = e.getMessage();
          }
        });
    return Arrays.asList(messages);
  }

  @Test
  void aMissingFileIsAnErrorOnEveryRank() {
    List<String> m =
        failuresOf(
            3, (comm, p) -> Hdf5File.open(p, OpenMode.READ, comm), folder.resolve("none.h5"));
    assertThat(m).hasSize(3).allSatisfy(s -> assertThat(s).contains("none.h5"));
  }

  @Test
  void aFileThatIsNoneIsAnErrorOnEveryRank() throws IOException {
    Path file = Files.write(folder.resolve("text.h5"), new byte[3000]);
    List<String> m = failuresOf(3, (comm, p) -> Hdf5File.open(p, OpenMode.EDIT, comm), file);
    assertThat(m).allSatisfy(s -> assertThat(s).contains("text.h5", "signature"));
  }

  @Test
  void ranksThatCallDifferentThingsAllLearnOfIt() {
    Path file = folder.resolve("different.h5");
    List<String> m =
        failuresOf(
            3,
            (comm, p) -> {
              try (Hdf5File f = Hdf5File.create(p, comm)) {
                f.root().createGroup(comm.rank() == 2 ? "other" : "same");
              }
            },
            file);
    assertThat(m)
        .allSatisfy(
            s -> assertThat(s).contains("rank 2", "create group /other", "create group /same"));
    assertThat(file).doesNotExist();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aShapeThatDoesNotFitOnOneRankFailsTheCollectiveWriteOnAll() {
    Path file = folder.resolve("shape.h5");
    ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    Mpi.runThreads(
        3,
        mpi -> {
          try (Hdf5File f = Hdf5File.create(file, mpi.world())) {
            Dataset d =
                f.root().createDataset("d", Datatype.I64, Dataspace.of(3), Layout.chunked(3));
            Hyperslab s = Hyperslab.point(mpi.world().rank() == 1 ? 7 : mpi.world().rank());
            assertThatThrownBy(() -> d.writeLongs(s, new long[1], Transfer.COLLECTIVE))
                .satisfies(e -> seen.add(e.getMessage()));
            d.writeLongs(Hyperslab.point(mpi.world().rank()), new long[] {5}, Transfer.COLLECTIVE);
          }
        });
    assertThat(seen)
        .hasSize(3)
        .allSatisfy(s -> assertThat(s).contains("/d", "past the dataspace [3]"));
    assertThat(H5py.readDataset(file, "d").longs()).containsExactly(5, 5, 5);
  }

  @Test
  void aWriteBufferThatOverflowsIsNamed() {
    Path file = folder.resolve("budget.h5");
    Mpi.runThreads(
        2,
        mpi -> {
          try (Hdf5File f =
              Hdf5File.create(file, mpi.world(), FileOptions.DEFAULT.withWriteBuffer(1000))) {
            Dataset d = f.root().createDataset("d", Datatype.I64, Dataspace.of(1000));
            if (mpi.world().rank() == 0) {
              assertThatThrownBy(() -> d.writeLongs(Selection.all(), new long[1000]))
                  .hasMessageContaining("writeBuffer")
                  .hasMessageContaining("rank 0");
            }
            d.writeLongs(Selection.all(), new long[1000], Transfer.COLLECTIVE);
          }
        });
  }
}
