package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Programs;

/**
 * Catches chunks that are named wrongly, parts that miss elements, and budgets that are not kept.
 */
class ReadByPartsTest {
  @TempDir Path folder;

  @Test
  void storedChunksAreThoseOfLibhdf5() {
    Path file = folder.resolve("c.h5");
    Object said =
        H5py.run(
            """
            with h5py.File(args[0], 'w') as f:
                d = f.create_dataset('d', (7, 9), 'i4', chunks=(3, 4), compression=4, shuffle=True, maxshape=(None, 9))
                d[0:3, 0:4] = 5; d[6, 8] = 1
                d.id.write_direct_chunk((3, 4), np.arange(12, dtype='<i4').tobytes(), 0b11)
                f.flush()
                got = []
                for i in range(d.id.get_num_chunks()):
                    c = d.id.get_chunk_info(i)
                    got.append([list(c.chunk_offset), c.filter_mask, c.size, c.byte_offset])
                result = sorted(got)
            """,
            file);
    try (Hdf5File f = Hdf5File.open(file)) {
      Dataset d = f.dataset("d");
      List<Chunk> chunks = d.chunks().toList();
      assertThat(
              chunks.stream()
                  .map(
                      c ->
                          List.of(
                              Arrays.stream(c.offset()).boxed().toList(),
                              (long) c.filterMask(),
                              c.storedSize(),
                              c.address()))
                  .toList())
          .isEqualTo(said);
      assertThat((int[]) chunks.get(1).read())
          .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
      assertThat(chunks.get(1).readStored().getInt(4)).isEqualTo(0x01000000);
      assertThat(chunks.get(2).selection()).isEqualTo(Hyperslab.start(6, 8).count(1, 1));
      assertThat(chunks.get(2).shape()).containsExactly(3, 4);
    }
    try (Hdf5File f = Hdf5File.create(folder.resolve("n.h5"))) {
      Dataset d = f.root().createDataset("d", Datatype.I32, Dataspace.of(3));
      assertThatThrownBy(d::chunks)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("contiguous");
    }
  }

  @RepeatedTest(20)
  void blocksOneAfterTheOtherAreTheWhole() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    long[] shape = random.longs(1 + random.nextInt(3), 1, 14).toArray();
    int n = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Layout l =
        random.nextBoolean()
            ? Layout.contiguous()
            : Layout.chunked(Arrays.stream(shape).map(x -> 1 + random.nextLong(x)).toArray());
    try (Hdf5File f = Hdf5File.create(folder.resolve("b.h5"))) {
      Dataset d = f.root().createDataset("d", Datatype.I64, Dataspace.of(shape), l);
      d.writeLongs(Selection.all(), LongStream.range(0, n).toArray());
      Selection s = selection(random, shape);
      List<Long> all = new ArrayList<>();
      d.stream(s, 16 + random.nextInt(400))
          .forEach(
              b -> {
                assertThat(b.first()).isEqualTo(all.size());
                Arrays.stream((long[]) b.values()).forEach(all::add);
              });
      assertThat(all)
          .as("seed %d: %s of %s", seed, s, d)
          .containsExactlyElementsOf(Arrays.stream(d.readLongs(s)).boxed().toList());
    }
  }

  private static Selection selection(Random random, long[] shape) {
    if (random.nextInt(3) == 0) {
      long[][] points = new long[random.nextInt(60)][];
      for (int i = 0; i < points.length; i++) {
        points[i] = Arrays.stream(shape).map(random::nextLong).toArray();
      }
      return Points.of(points);
    }
    long[][] p = new long[4][shape.length];
    for (int d = 0; d < shape.length; d++) {
      p[3][d] = 1 + random.nextLong(Math.min(3, shape[d]));
      p[0][d] = random.nextLong(shape[d] - p[3][d] + 1);
      p[2][d] = p[3][d] + random.nextLong(3);
      p[1][d] = 1 + random.nextLong((shape[d] - p[0][d] - p[3][d]) / p[2][d] + 1);
    }
    return Hyperslab.start(p[0]).count(p[1]).stride(p[2]).block(p[3]);
  }

  @Test
  void nestedValuesComeInBlocksToo() {
    Path file = folder.resolve("v.h5");
    H5py.run(
        """
        t = np.dtype([('name', h5py.string_dtype()), ('n', 'i4'), ('runs', h5py.vlen_dtype(np.dtype('f8')))])
        with h5py.File(args[0], 'w') as f:
            d = f.create_dataset('d', (40,), dtype=t, chunks=(7,))
            for i in range(40):
                d[i] = ('x' * i, i, np.arange(i % 5, dtype='f8'))
        """,
        file);
    try (Hdf5File f = Hdf5File.open(file)) {
      List<Block> blocks = f.dataset("d").stream(Selection.all(), 4000).toList();
      assertThat(blocks).hasSizeBetween(4, 39);
      assertThat(blocks.stream().mapToLong(Block::count).sum()).isEqualTo(40);
      List<String> names =
          blocks.stream()
              .flatMap(b -> Arrays.stream(b.compounds()))
              .map(c -> (String) c.get("name"))
              .toList();
      assertThat(names).hasSize(40).last().isEqualTo("x".repeat(39));
      assertThat(f.dataset("d").stream(Selection.all(), 1).toList()).hasSize(40);
    }
  }

  /** 300 MiB of text through a heap of 64 MiB, in a JVM of its own. */
  @Test
  void theBudgetIsKept() {
    Path file = folder.resolve("big.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w') as f:
            d = f.create_dataset('d', (3000,), dtype=h5py.string_dtype(), chunks=(1000,))
            for i in range(0, 3000, 100):
                d[i:i + 100] = [str(j) + 'x' * 100000 for j in range(i, i + 100)]
        """,
        file);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String out =
        Programs.run(
                List.of(
                    java,
                    "-Xmx64m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Counting.class.getName(),
                    file.toString()))
            .outOrFail();
    assertThat(out.strip()).isEqualTo("3000 strings, 300010890 characters");
  }

  /** The program of that JVM. */
  static final class Counting {
    private Counting() {}

    public static void main(String[] args) {
      long[] sums = new long[2];
      try (Hdf5File f = Hdf5File.open(Path.of(args[0]))) {
        f.dataset("d").stream(Selection.all(), 8 << 20)
            .forEach(
                b -> {
                  sums[0] += b.count();
                  for (String s : b.strings()) {
                    sums[1] += s.length();
                  }
                });
      }
      System.out.println(sums[0] + " strings, " + sums[1] + " characters");
    }
  }
}
