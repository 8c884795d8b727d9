package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5py;

/**
 * Catches places and lengths that are cut to 32 bits. libhdf5 declares what is large and writes
 * little of it; the files are sparse.
 */
class LargeDataTest {
  private static final String MAKE =
      """
      from h5py import h5d, h5p, h5s, h5t
      with h5py.File(args[0], 'w', libver='latest') as f:
          def make(name, shape, chunk, t, most=None, more=None):
              p = h5p.create(h5p.DATASET_CREATE)
              if chunk: p.set_chunk(chunk)
              p.set_fill_time(h5d.FILL_TIME_NEVER)
              if more: more(p)
              return h5py.Dataset(h5d.create(f.id, name, t, h5s.create_simple(shape, most or shape), p))
          d = make(b'chunk', (2, 3 << 30), (1, 3 << 30), h5t.STD_U8LE)
          d[0, 5] = 1; d[0, (3 << 30) - 1] = 2; d[0, (5 << 29):(5 << 29) + 4] = [3, 4, 5, 6]
          d = make(b'flat', ((1 << 32) + 9,), None, h5t.STD_I16LE)
          d[1 << 32] = 7; d[(1 << 31) - 1] = 8; d[-1] = 9
          d = make(b'many', (1 << 33, 1 << 10), (4096, 1024), h5t.STD_I32LE, (h5s.UNLIMITED, 1 << 10))
          d[(1 << 33) - 1, 77] = 10
          make(b'filtered', (3 << 30,), (3 << 30,), h5t.STD_U8LE, more=lambda p: p.set_deflate(1))
      """;

  @TempDir Path folder;

  @Test
  void placesBeyond32Bits() throws IOException {
    Path file = folder.resolve("large.h5");
    H5py.run(MAKE, file);
    assertThat(Files.size(file)).as("declared").isGreaterThan(11L << 30);
    try (Hdf5File f = Hdf5File.open(file)) {
      Dataset chunk = f.dataset("chunk");
      long length = 3L << 30;
      assertThat(chunk.readInts(Hyperslab.start(0, 5).count(1, 1))).containsExactly(1);
      assertThat(chunk.readInts(Hyperslab.start(0, length - 3).count(1, 3)))
          .containsExactly(0, 0, 2);
      // a run that is longer than what is read at once
      byte[] bytes =
          chunk.readBytes(Hyperslab.start(0, (5L << 29) - 5_000_000).count(1, 9_000_000));
      assertThat(Arrays.copyOfRange(bytes, 4_999_999, 5_000_005)).containsExactly(0, 3, 4, 5, 6, 0);
      assertThat(
              chunk.readInts(
                  Points.of(new long[] {0, length - 1}, new long[] {1, 9}, new long[] {0, 5})))
          .containsExactly(2, 0, 1);
      assertThat(chunk.readInts(Hyperslab.start(0, 5).count(1, 2).stride(1, length - 6)))
          .containsExactly(1, 2);
      assertThat(chunk.chunks().map(Chunk::storedSize).toList()).containsExactly(length);
      assertThatThrownBy(() -> chunk.chunks().findFirst().orElseThrow().readStored())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("3221225472");

      Dataset flat = f.dataset("flat");
      assertThat(flat.readLongs(Points.at((1L << 32) + 8, 1L << 32, (1L << 31) - 1)))
          .containsExactly(9, 7, 8);
      assertThat(flat.readLongs(Hyperslab.start((1L << 32) - 1).count(4)))
          .containsExactly(0, 7, 0, 0);
      assertThatThrownBy(flat::readLongs).isInstanceOf(Hdf5Exception.class);

      Dataset many = f.dataset("many");
      assertThat(many.readLongs(Hyperslab.start((1L << 33) - 2, 76).count(2, 3)))
          .containsExactly(0, 0, 0, 0, 10, 0);
      assertThat(many.chunks().toList()).hasSize(1);

      assertThatThrownBy(() -> f.dataset("filtered").readBytes(Hyperslab.point(3)))
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContaining("filtered chunks of 3221225472 bytes");
    }
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      f.dataset("chunk")
          .writeInts(Hyperslab.start(0, (3L << 30) - 2).count(1, 2), new int[] {8, 9});
      f.dataset("chunk").writeInts(Hyperslab.point(1, 3), new int[] {10});
    }
    Object said =
        H5py.run(
            "with h5py.File(args[0], 'r') as f: c = f['chunk']; result = c[0, -3:].tolist() + c[1, 2:5].tolist()",
            file);
    assertThat(said.toString()).isEqualTo("[0, 8, 9, 0, 10, 0]");
  }
}
