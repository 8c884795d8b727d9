package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5py;

/** Catches reads that take another way than the plain one and lose or misplace elements there. */
class ReadPathsTest {
  @TempDir Path folder;

  /** 3 million doubles in one block, as chunks of odd length, and filtered. */
  private Path numbers() {
    Path file = folder.resolve("numbers.h5");
    H5py.run(
        """
        import numpy as np
        n = 3000017
        x = np.arange(n) * 0.5
        with h5py.File(args[0], 'w') as f:
            f.create_dataset('block', data=x)
            f.create_dataset('chunks', data=x, chunks=(300007,))
            f.create_dataset('filtered', data=x, chunks=(300007,), shuffle=True, compression=1)
            f.create_dataset('swapped', data=x.astype('>f8'))
        """,
        file);
    return file;
  }

  @Test
  void wholeBlocksIntoArraysAndBuffersOfEveryKind() {
    try (Hdf5File f = Hdf5File.open(numbers())) {
      for (String name : new String[] {"block", "chunks", "filtered", "swapped"}) {
        Dataset d = f.dataset(name);
        double[] x = d.readInto(Selection.all(), new double[3_000_020]);
        for (int i = 0; i < 3_000_020; i++) {
          assertThat(x[i]).isEqualTo(i < 3_000_017 ? i * 0.5 : 0);
        }
        for (int off : new int[] {0, 8, 32}) {
          ByteBuffer direct = ByteBuffer.allocateDirect(24_000_400).alignedSlice(64);
          d.readRaw(Selection.all(), direct.position(off));
          assertThat(direct.position()).isEqualTo(off + 24_000_136);
          boolean big = name.equals("swapped");
          direct.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
          for (int i = 0; i < 3_000_017; i += 131) {
            assertThat(direct.getDouble(off + 8 * i)).isEqualTo(i * 0.5);
          }
        }
      }
    }
  }

  @Test
  void stridedAndSinglePoints() {
    long seed = System.nanoTime();
    System.out.println("points, seed " + seed);
    Random random = new Random(seed);
    long[] at = random.longs(20_000, 0, 3_000_017).toArray();
    at[7] = at[3];
    try (Hdf5File f = Hdf5File.open(numbers())) {
      for (String name : new String[] {"block", "chunks", "filtered", "swapped"}) {
        double[] x = f.dataset(name).readDoubles(Points.at(at));
        for (int i = 0; i < at.length; i++) {
          assertThat(x[i]).as("seed %d", seed).isEqualTo(at[i] * 0.5);
        }
        Hyperslab every = Hyperslab.start(5).count(2900).stride(1001).block(3);
        double[] y = f.dataset(name).readDoubles(every);
        for (int i = 0; i < y.length; i++) {
          assertThat(y[i]).isEqualTo((5 + i / 3 * 1001 + i % 3) * 0.5);
        }
      }
    }
  }

  @Test
  void oneMemberOfATable() {
    Path file = folder.resolve("table.h5");
    H5py.run(
        """
        import numpy as np
        t = np.zeros(5000, dtype=[('a', 'i1'), ('b', '<f8'), ('c', '>i4'), ('d', '<u2'), ('s', 'S3')])
        for i, n in enumerate('abcd'):
            t[n] = np.arange(5000) * (i + 1) % 100
        with h5py.File(args[0], 'w') as f:
            f.create_dataset('t', data=t, chunks=(777,))
        """,
        file);
    try (Hdf5File f = Hdf5File.open(file)) {
      Dataset d = f.dataset("t");
      for (int m = 0; m < 4; m++) {
        String name = "abcd".substring(m, m + 1);
        double[] x = d.readMember(name, Selection.all(), new double[5000]);
        int[] y = d.readMember(name, Hyperslab.start(7).count(1200).stride(4), new int[1200]);
        for (int i = 0; i < 5000; i++) {
          assertThat(x[i]).isEqualTo(i * (m + 1) % 100);
        }
        for (int i = 0; i < 1200; i++) {
          assertThat(y[i]).isEqualTo((7 + 4 * i) * (m + 1) % 100);
        }
      }
      assertThatThrownBy(() -> d.readMember("s", Selection.all(), new int[5000]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> d.readMember("a", Selection.all(), new int[4999]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void manyStringsOnSeveralThreads() {
    Path file = folder.resolve("strings.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w') as f:
            d = f.create_dataset('s', (100000,), dtype=h5py.string_dtype(), chunks=(1000,))
            d[:90000] = ['é%d' % i if i % 3 else '' for i in range(90000)]
        """,
        file);
    try (Hdf5File f = Hdf5File.open(file)) {
      String[] s = f.dataset("s").readStrings();
      for (int i = 0; i < s.length; i++) {
        assertThat(s[i]).isEqualTo(i % 3 == 0 || i >= 90_000 ? "" : "é" + i);
      }
    }
  }
}
