package org.myelin.hdf5.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.FormatBounds;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.OpenMode;

/**
 * Catches a run that is cut, joined or placed wrongly: random writes and reads against a plain
 * array.
 */
class SelectionModelTest {
  @TempDir Path folder;

  @RepeatedTest(40)
  void randomHyperslabsAgreeWithAnArray() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int rank = 1 + random.nextInt(4);
    long[] shape = random.longs(rank, 1, rank > 2 ? 9 : 40).toArray();
    Layout layout = layout(random, shape);
    int[] model = new int[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    Path file = folder.resolve("f.h5");
    FileOptions options =
        FileOptions.DEFAULT
            .withBounds(FormatBounds.values()[random.nextInt(FormatBounds.values().length)])
            .withWriteBuffer(random.nextBoolean() ? 300 : 1 << 20);
    try (Hdf5File f = Hdf5File.create(file, options)) {
      f.root().createDataset("d", Datatype.I32, Dataspace.of(shape), layout);
    }
    for (int session = 0; session < 3; session++) {
      try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT, options)) {
        Dataset d = f.dataset("d");
        for (int i = 0; i < 6; i++) {
          Hyperslab s = slab(random, shape);
          int[] places = places(s, shape);
          if (random.nextInt(3) > 0) {
            int[] values = random.ints(places.length).toArray();
            d.writeInts(s, values);
            for (int k = 0; k < places.length; k++) {
              model[places[k]] = values[k];
            }
          } else {
            assertThat(d.readInts(s))
                .as("seed %d: %s of %s", seed, s, d)
                .containsExactly(Arrays.stream(places).map(p -> model[p]).toArray());
          }
        }
      }
    }
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.dataset("d").readInts(org.myelin.hdf5.Selection.all()))
          .as("seed %d", seed)
          .isEqualTo(model);
    }
  }

  private static Layout layout(Random random, long[] shape) {
    int kind = random.nextInt(4);
    if (kind == 0) {
      return Layout.contiguous();
    }
    long[] chunk = Arrays.stream(shape).map(n -> 1 + random.nextLong(n)).toArray();
    Layout l = Layout.chunked(chunk);
    return kind == 1 ? l : kind == 2 ? l.shuffle().deflate(1) : l.fletcher32();
  }

  private static Hyperslab slab(Random random, long[] shape) {
    int rank = shape.length;
    long[][] p = new long[4][rank];
    for (int d = 0; d < rank; d++) {
      long block = 1 + random.nextLong(shape[d]);
      p[0][d] = random.nextLong(shape[d] - block + 1);
      p[3][d] = block;
      p[2][d] = block + random.nextLong(3);
      long most = (shape[d] - p[0][d] - block) / p[2][d] + 1;
      p[1][d] = random.nextInt(12) == 0 ? 0 : 1 + random.nextLong(most);
    }
    return Hyperslab.start(p[0]).count(p[1]).stride(p[2]).block(p[3]);
  }

  /** The selected elements' places in the whole array, in packed order, the slow and plain way. */
  private static int[] places(Hyperslab s, long[] shape) {
    int[] places = {0};
    for (int d = 0; d < shape.length; d++) {
      int[] next = new int[places.length * (int) s.extentAt(d)];
      int k = 0;
      for (int before : places) {
        for (long b = 0; b < s.blocks(d); b++) {
          for (long i = 0; i < s.blockLength(d); i++) {
            next[k++] = (int) (before * shape[d] + s.startAt(d) + b * s.strideAt(d) + i);
          }
        }
      }
      places = next;
    }
    return places;
  }
}
