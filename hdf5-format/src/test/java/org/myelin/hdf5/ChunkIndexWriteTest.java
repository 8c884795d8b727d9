package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.myelin.hdf5.oracle.H5Wasm;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Libhdf5;
import org.myelin.hdf5.oracle.Values;

/**
 * Catches chunk indexes of any kind that libhdf5 reads otherwise than we meant, after datasets
 * grew, shrank, were written over and flushed in any order, by us and by h5py in turns.
 */
@ExtendWith(VerifyWritten.class)
class ChunkIndexWriteTest {
  private static final int FILL = 7;

  @TempDir Path folder;

  private static long[] longs(long... x) {
    return x;
  }

  private static final long U = Dataspace.UNLIMITED;

  private final List<GridModel> models = new ArrayList<>();
  private Random random;

  private void create(Path file, FormatBounds bounds) {
    long[][] maxima = {{U}, {50}, {U, 20}, {20, U}, {U, U}, {20, 30}, {U, 5, U}, {4, U, 6}};
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      for (long[] max : maxima) {
        for (int filters = 0; filters < 3; filters++) {
          for (int room = 0; room < 4; room++) {
            boolean edges = room == 3;
            if (edges && (filters == 0 || bounds.compareTo(FormatBounds.V110) < 0)) {
              continue;
            }
            String name = "d" + models.size();
            long[] shape = new long[max.length];
            long[] chunk = new long[max.length];
            for (int d = 0; d < max.length; d++) {
              shape[d] = random.nextInt(max[d] == U ? 12 : (int) max[d] + 1);
              chunk[d] = 1 + random.nextInt(4);
            }
            Layout layout = Layout.chunked(chunk);
            layout = filters == 1 ? layout.deflate(3) : layout;
            layout = filters == 2 ? layout.shuffle().fletcher32() : layout;
            layout = room == 1 ? layout.allocate(AllocationTime.EARLY) : layout;
            layout = room == 2 ? layout.allocate(AllocationTime.LATE) : layout;
            layout = edges ? layout.edgesUnfiltered() : layout;
            f.root().createDataset(name, Datatype.I32, Dataspace.of(shape).max(max), layout, FILL);
            models.add(new GridModel(name, shape, max, edges, FILL));
          }
        }
      }
    }
  }

  private void edit(Hdf5File f, GridModel m) {
    Dataset d = f.root().dataset(m.name);
    for (int step = random.nextInt(4); step >= 0; step--) {
      if (random.nextInt(3) == 0) {
        long[] to = new long[m.shape.length];
        for (int i = 0; i < to.length; i++) {
          to[i] = random.nextInt((int) (m.max[i] == U ? to.length == 1 ? 1200 : 25 : m.max[i] + 1));
          to[i] = random.nextInt(3) == 0 ? m.shape[i] : to[i];
        }
        d.resize(to);
        m.resize(to);
      } else if (m.values.length > 0) {
        long[] start = new long[m.shape.length];
        long[] count = new long[m.shape.length];
        for (int i = 0; i < start.length; i++) {
          start[i] = random.nextInt((int) m.shape[i]);
          count[i] = 1 + random.nextInt((int) (m.shape[i] - start[i]));
        }
        int[] data = random.ints(Dataspace.of(count).elements(), 0, 1000).toArray();
        d.writeInts(Hyperslab.start(start).count(count), data);
        m.write(start, count, data);
      }
      if (random.nextInt(20) == 0) {
        f.flush();
      }
    }
    assertThat(d.readLongs()).as(m.name).isEqualTo(m.values);
  }

  private void checkByH5py(Path file) {
    Map<?, ?> seen =
        (Map<?, ?>)
            H5py.run(
                """
                with h5py.File(args[0], 'r') as f:
                    result = {n: [list(f[n].shape), f[n][...].ravel()] for n in f}
                """,
                file);
    for (GridModel m : models) {
      Object want =
          List.of(
              Arrays.stream(m.shape).boxed().toList(), Arrays.stream(m.values).boxed().toList());
      assertThat(seen.get(m.name)).as(m.name).isEqualTo(want);
    }
  }

  /** h5py changes some datasets, so that it must find its way in what we wrote. */
  private void editByH5py(Path file) {
    StringBuilder edits = new StringBuilder();
    for (GridModel m : models) {
      if (random.nextInt(3) == 0 && !(m.edges && m.values.length == 0)) {
        if (m.edges) {
          // libhdf5 1.10.8 crashes when it resizes such a dataset, its own too, without any chunk
          edits.append("    f['%s'][...] = 0%n".formatted(m.name));
        }
        long[] to = m.shape.clone();
        for (int d = 0; d < to.length; d++) {
          to[d] = m.max[d] == U ? random.nextInt(30) : random.nextInt((int) m.max[d] + 1);
        }
        m.resize(to);
        int value = random.nextInt(1000);
        Arrays.fill(m.values, value);
        edits.append(
            "    f['%s'].resize(%s); f['%s'][...] = %d%n"
                .formatted(m.name, Arrays.toString(to), m.name, value));
      }
    }
    H5py.run("with h5py.File(args[0], 'r+') as f:\n" + edits + "    pass\n", file);
  }

  @ParameterizedTest
  @CsvSource({"EARLIEST, 1", "V18, 2", "V110, 3", "V110, 4", "V112, 5"})
  void libhdf5ReadsAndEditsWhatWeGrewAndShrank(FormatBounds bounds, long seed) {
    System.out.println("ChunkIndexWriteTest " + bounds + " seed " + seed);
    random = new Random(seed);
    Path file = folder.resolve("indexes.h5");
    create(file, bounds);
    for (int round = 0; round < 2; round++) {
      try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
        models.forEach(m -> edit(f, m));
      }
      assertThat(Hdf5Verification.of(file).findings()).isEmpty();
      checkByH5py(file);
      editByH5py(file);
    }
  }

  /** Layout version 5 is libhdf5 2.0's own. */
  @Test
  void libhdf5TwoReadsTheNewestLayouts() {
    random = new Random(6);
    Path file = folder.resolve("newest.h5");
    create(file, FormatBounds.LATEST);
    for (int round = 0; round < 2; round++) {
      try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
        models.forEach(m -> edit(f, m));
      }
    }
    for (int i = 0; i < models.size(); i += 9) {
      GridModel m = models.get(i);
      assertThat(H5Wasm.readDataset(file, m.name).longs()).as(m.name).isEqualTo(m.values);
    }
  }

  /** The blocks of an extensible array get pages only behind some 130,000 chunks. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void anExtensibleArrayGetsPagedBlocksInPlace(boolean filtered) {
    Path file = folder.resolve("paged.h5");
    FileOptions options = FileOptions.DEFAULT.withBounds(FormatBounds.V110);
    long[] places = {0, 3, 4, 250, 5000, 131_100, 140_000, 131_101, 400_000, 4_000_000};
    try (Hdf5File f = Hdf5File.create(file, options)) {
      Layout l = filtered ? Layout.chunked(1).fletcher32() : Layout.chunked(1);
      f.root().createDataset("d", Datatype.I8, Dataspace.of(5_000_000).max(U), l);
    }
    for (int i = 0; i < places.length; i++) {
      try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
        f.root().dataset("d").writeBytes(Hyperslab.point(places[i]), new byte[] {(byte) (i + 1)});
      }
    }
    Object seen =
        H5py.run(
            """
            with h5py.File(args[0], 'r+') as f:
                d = f['d']
                result = [int(d[int(i)]) for i in args[1].split(',')]
                d[131102] = 77
                d[4500000] = 78
            """,
            file,
            String.join(",", Arrays.stream(places).mapToObj(Long::toString).toList()));
    assertThat(seen).isEqualTo(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L));
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ)) {
      Dataset d = f.root().dataset("d");
      assertThat(d.readLongs(Hyperslab.point(131_102))).containsExactly(77);
      assertThat(d.readLongs(Hyperslab.point(4_500_000))).containsExactly(78);
      assertThat(d.readLongs(Hyperslab.point(131_101))).containsExactly(8);
    }
  }

  /** A fixed array with pages of which most are never made. */
  @Test
  void aFixedArrayWritesOnlyThePagesItNeeds() {
    Path file = folder.resolve("fixed.h5");
    FileOptions options = FileOptions.DEFAULT.withBounds(FormatBounds.V110);
    try (Hdf5File f = Hdf5File.create(file, options)) {
      f.root().createDataset("d", Datatype.I8, Dataspace.of(100_000), Layout.chunked(2));
    }
    for (long at : longs(5, 2_500, 99_999)) {
      try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
        f.root().dataset("d").writeBytes(Hyperslab.point(at), new byte[] {9});
      }
    }
    Values seen = Libhdf5.readDataset(file, "d");
    long[] want = new long[100_000];
    for (long at : longs(5, 2_500, 99_999)) {
      want[(int) at] = 9;
    }
    assertThat(seen.longs()).isEqualTo(want);
  }
}
