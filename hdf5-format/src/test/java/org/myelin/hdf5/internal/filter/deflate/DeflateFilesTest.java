package org.myelin.hdf5.internal.filter.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.DeflateCoder;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FormatBounds;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.oracle.H5py;

/** Catches chunks of our encoder that libhdf5 does not read, and levels that are not its own. */
class DeflateFilesTest {
  @TempDir Path folder;

  @Test
  void libhdf5ReadsEveryLevel() {
    Path file = folder.resolve("levels.h5");
    Random random = new Random(5);
    long[] sums = new long[10];
    for (DeflateCoder coder : DeflateCoder.values()) {
      FileOptions options = FileOptions.DEFAULT.withBounds(FormatBounds.V110).withDeflate(coder);
      try (Hdf5File f = Hdf5File.create(file, options)) {
        for (int level = 0; level < 10; level++) {
          short[] values = new short[90 * 700];
          sums[level] = 0;
          int v = 0;
          for (int i = 0; i < values.length; i++) {
            v += random.nextInt(7) - 3;
            values[i] = (short) v;
            sums[level] += (long) (i + 1) * values[i];
          }
          Dataset d =
              f.root()
                  .createDataset(
                      "level " + level,
                      FixedPointType.of(2, Endianness.LITTLE, true),
                      Dataspace.of(90, 700),
                      Layout.chunked(40, 300).shuffle().deflate(level));
          d.write(values);
        }
      }
      Object found =
          H5py.run(
              """
              with h5py.File(args[0], 'r') as f:
                  result = []
                  for n in range(10):
                      d = f[f'level {n}']
                      assert d.compression_opts == n and d.id.get_chunk_info(0).filter_mask == 0
                      v = d[()].ravel().astype('i8')
                      result.append(int((v * np.arange(1, v.size + 1)).sum()))
              """,
              file);
      assertThat(found).as("by %s", coder).isEqualTo(Arrays.stream(sums).boxed().toList());
    }
  }
}
