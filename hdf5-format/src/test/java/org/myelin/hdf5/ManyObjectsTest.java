package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.hdf5.oracle.H5Wasm;
import org.myelin.hdf5.oracle.H5py;

/**
 * Catches work that grows with the square of how many objects there are, and trees and heaps that
 * are right only while they are small: very many links, objects and attributes in one place.
 */
@ExtendWith(VerifyWritten.class)
class ManyObjectsTest {
  private static final int SMALL = 2_000;
  private static final int LARGE = 100_000;

  /** Ten times as many may take so many times as long; the square would take a hundred times. */
  private static final double MOST = 40;

  @TempDir Path folder;

  @Test
  void someThousands() {
    write(folder.resolve("some.h5"), FormatBounds.EARLIEST, SMALL);
    check(folder.resolve("some.h5"), FormatBounds.EARLIEST, SMALL);
    write(folder.resolve("new.h5"), FormatBounds.V110, SMALL);
    check(folder.resolve("new.h5"), FormatBounds.V110, SMALL);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void aHundredThousandOfEach(FormatBounds bounds) {
    write(folder.resolve("warm.h5"), bounds, SMALL);
    double tenth = write(folder.resolve("tenth.h5"), bounds, LARGE / 10);
    Path file = folder.resolve("all.h5");
    double all = write(file, bounds, LARGE);
    System.out.printf("%s: %d of each in %.1f s, a tenth in %.1f s%n", bounds, LARGE, all, tenth);
    assertThat(all).isLessThan(MOST * tenth);
    check(file, bounds, LARGE);
    edit(file, bounds);
  }

  /** Attributes of one object are dense from V18 on; before, its header holds them all. */
  private static int attributes(FormatBounds bounds, int count) {
    return bounds == FormatBounds.EARLIEST ? Math.min(count, 1000) : count;
  }

  private static double write(Path file, FormatBounds bounds, int count) {
    long start = System.nanoTime();
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      Group groups = f.root().createGroup("groups");
      Group datasets = f.root().createGroup("datasets");
      for (int i = 0; i < count; i++) {
        groups.createGroup("g" + i);
        datasets.createDataset("d" + i, Datatype.I32, Dataspace.of(2)).write(new int[] {i, -i});
      }
      Attributes many = f.root().attributes();
      for (int i = 0; i < attributes(bounds, count); i++) {
        many.set("a" + i, i);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void check(Path file, FormatBounds bounds, int count) {
    if (bounds == FormatBounds.LATEST) {
      assertThat(H5Wasm.readDataset(file, "datasets/d" + (count - 1)).longs())
          .containsExactly(count - 1, 1 - count);
      return;
    }
    Object seen =
        H5py.run(
            """
            with h5py.File(args[0], 'r') as f:
                n, m = int(args[1]), int(args[2])
                d, g, a = f['datasets'], f['groups'], f.attrs
                assert len(d) == n and len(g) == n and len(a) == m
                assert set(g) == {f'g{i}' for i in range(n)}
                assert set(d) == {f'd{i}' for i in range(n)}
                step = max(1, n // 5000)
                result = [i for i in range(0, n, step)
                          if list(d[f'd{i}'][...]) != [i, -i] or len(g[f'g{i}'])]
                result += [i for i in range(0, m, max(1, m // 2000)) if a[f'a{i}'] != i]
            """,
            file,
            count,
            attributes(bounds, count));
    assertThat(seen).isEqualTo(List.of());
  }

  /** All but every thousandth go again, and new ones come. */
  private static void edit(Path file, FormatBounds bounds) {
    FileOptions options = FileOptions.DEFAULT.withBounds(bounds);
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT, options)) {
      Group datasets = f.root().group("datasets");
      for (int i = 0; i < LARGE; i++) {
        if (i % 1000 != 0) {
          datasets.delete("d" + i);
        }
      }
      datasets.createDataset("new", Datatype.I32, Dataspace.of(1)).write(new int[] {7});
    }
    if (bounds == FormatBounds.LATEST) {
      assertThat(H5Wasm.readDataset(file, "datasets/d99000").longs())
          .containsExactly(99000, -99000);
      return;
    }
    Object seen =
        H5py.run(
            """
            with h5py.File(args[0], 'r') as f:
                d = f['datasets']
                result = [len(d), sum(int(d[n][0]) for n in d)]
            """,
            file);
    assertThat(seen).isEqualTo(List.of(101L, 99L * 100 / 2 * 1000 + 7));
  }
}
