package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.myelin.hdf5.oracle.H5py;

/**
 * Catches chunks that are looked for in the wrong place of an index: h5py writes with the newest
 * structures, and every element must come back.
 */
class ChunkIndexReadTest {
  private static final String MAKE =
      """
      with h5py.File(args[0], 'w', libver='latest') as f:
          shape = eval(args[1]); n = int(np.prod(shape))
          kw = dict(shuffle=True, compression=4) if args[4] == 'filtered' else {}
          d = f.create_dataset('d', shape=shape, maxshape=eval(args[2]), chunks=eval(args[3]), dtype='i4', fillvalue=-7, **kw)
          d[...] = np.arange(n).reshape(shape)
          e = f.create_dataset('gaps', shape=shape, maxshape=eval(args[2]), chunks=eval(args[3]), dtype='i4', fillvalue=-7, **kw)
          e[(shape[0] - 1,) + (slice(None),) * (len(shape) - 1)] = 5
      """;

  @TempDir Path folder;

  private Path make(String shape, String max, String chunk, String kind) {
    Path file = folder.resolve("made.h5");
    H5py.run(MAKE, file, shape, max, chunk, kind);
    return file;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // extensible array: index block only, data blocks, secondary blocks, pages
        "(3,); (None,); (1,)",
        "(150,); (None,); (1,)",
        "(9000,); (None,); (2,)",
        "(150000,); (None,); (1,)",
        // the unlimited dimension is not the first
        "(5, 70); (6, None); (2, 3)",
        "(4, 90, 5); (4, None, 9); (3, 1, 2)",
        // version 2 B-tree, of height 0 and above
        "(6, 7); (None, None); (2, 3)",
        "(130, 140); (None, None); (1, 2)",
        "(20, 30, 11); (None, 40, None); (3, 2, 1)",
        // fixed array, paged
        "(60, 70); (60, 71); (1, 2)"
      })
  void everyElementComesBack(String shape, String max, String chunk) {
    for (String kind : List.of("plain", "filtered")) {
      Path file = make(shape, max, chunk, kind);
      try (Hdf5File f = Hdf5File.open(file)) {
        Dataset d = f.dataset("/d");
        long n = d.dataspace().elements();
        assertThat(d.readLongs(Selection.all()))
            .as(kind)
            .isEqualTo(LongStream.range(0, n).toArray());
        long row = n / d.shape()[0];
        long[] gaps = f.dataset("/gaps").readLongs(Selection.all());
        assertThat(LongStream.of(gaps).filter(v -> v == 5).count()).isEqualTo(row);
        assertThat(LongStream.of(gaps).filter(v -> v == -7).count()).isEqualTo(n - row);
      }
    }
  }

  /** Early allocation of a bounded dataset leaves libhdf5 without any index. */
  @Test
  void chunksOneAfterTheOther() {
    Path file = folder.resolve("implicit.h5");
    H5py.run(
        """
        from h5py import h5d, h5p, h5s, h5t
        with h5py.File(args[0], 'w', libver='latest') as f:
            p = h5p.create(h5p.DATASET_CREATE); p.set_chunk((2, 3)); p.set_alloc_time(h5d.ALLOC_TIME_EARLY)
            d = h5py.Dataset(h5d.create(f.id, b'd', h5t.STD_I32LE, h5s.create_simple((5, 7), (9, 8)), p))
            d[...] = np.arange(35).reshape(5, 7)
        """,
        file);
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.dataset("/d").readLongs(Selection.all()))
          .isEqualTo(LongStream.range(0, 35).toArray());
    }
  }

  @Test
  void partialEdgeChunksWithoutFilters() {
    Path file = folder.resolve("edges.h5");
    H5py.run(
        """
        import ctypes, glob, h5py.h5 as h
        from h5py import h5d, h5p, h5s, h5t
        lib = ctypes.CDLL([l.split()[-1] for l in open('/proc/self/maps') if 'libhdf5' in l and '_hl' not in l][0])
        with h5py.File(args[0], 'w', libver='latest') as f:
            for name, dims, most in [('fixed', (5, 7), (5, 7)), ('array', (5, 7), (h5s.UNLIMITED, 7)), ('tree', (5, 7), (h5s.UNLIMITED,) * 2)]:
                p = h5p.create(h5p.DATASET_CREATE); p.set_chunk((2, 3)); p.set_deflate(4)
                assert lib.H5Pset_chunk_opts(ctypes.c_int64(p.id), ctypes.c_uint(2)) >= 0
                d = h5py.Dataset(h5d.create(f.id, name.encode(), h5t.STD_I32LE, h5s.create_simple(dims, most), p))
                d[...] = np.arange(35).reshape(5, 7)
        """,
        file);
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      for (String name : List.of("fixed", "array", "tree")) {
        Dataset d = f.dataset("/" + name);
        assertThat(d.readLongs(Selection.all()))
            .as(name)
            .isEqualTo(LongStream.range(0, 35).toArray());
        d.writeLongs(Hyperslab.point(4, 6), new long[] {99});
      }
    }
    for (String name : List.of("fixed", "array", "tree")) {
      assertThat(H5py.readDataset(file, "/" + name).longs()[34]).as(name).isEqualTo(99);
    }
  }

  /** Catches chunks that are lost when another library's index gets new ones. */
  @Test
  void writesNewChunksIntoIndexesOfLibhdf5() throws IOException {
    for (String max : List.of("(None,)", "(None, None)")) {
      String rank2 = max.length() > 8 ? "(5, 1)" : "(5,)";
      for (String kind : List.of("plain", "filtered")) {
        Path file = make(rank2, max, rank2.replace('5', '2'), kind);
        try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
          f.dataset("/gaps").writeLongs(Selection.all(), new long[] {5, 4, 3, 2, 1});
          f.dataset("/d").writeLongs(Selection.all(), new long[] {9, 8, 7, 6, 5});
        }
        assertThat(H5py.readDataset(file, "/gaps").elements().toString())
            .isEqualTo("[5, 4, 3, 2, 1]");
        assertThat(H5py.readDataset(file, "/d").elements().toString()).isEqualTo("[9, 8, 7, 6, 5]");
      }
    }
  }
}
