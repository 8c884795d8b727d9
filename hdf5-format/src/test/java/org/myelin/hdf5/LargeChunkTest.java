package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5Wasm;
import org.myelin.hdf5.oracle.Json;
import org.myelin.hdf5.oracle.Programs;
import org.myelin.hdf5.oracle.Tool;

/**
 * Catches lengths and sizes of chunks that are cut to 32 bits, which libhdf5 has had since 2.0
 * (layout version 5). libhdf5 declares such chunks, and reads what is written into them here; the
 * files are sparse.
 */
@ExtendWith(VerifyWritten.class)
class LargeChunkTest {
  private static final long LENGTH = 3_000_000_000L;

  @TempDir Path folder;

  private static Object chunks(String task, Path file) {
    Tool.H5WASM.assumeAvailable();
    return Json.parse(
        Programs.run(
                List.of(Tool.H5WASM.program(), H5Wasm.script("chunks.mjs") + "", task, file + ""))
            .outOrFail());
  }

  @Test
  void chunksThatLibhdf5DeclaresAreReadAndWritten() throws IOException {
    Path file = folder.resolve("declared.h5");
    chunks("make", file);
    try (Hdf5File f = Hdf5File.open(file)) {
      Dataset d = f.dataset("numbers");
      assertThat(d.shape()).containsExactly(7_000_000_000L);
      assertThat(d.layout().chunkShape()).containsExactly(LENGTH);
      assertThat(d.readInts(Hyperslab.start(LENGTH - 1).count(3))).containsExactly(0, 0, 0);
      assertThat(d.chunks().toList()).isEmpty();
      assertThat(f.dataset("long").layout().chunkShape()).containsExactly(5_000_000_000L);
      Dataset filtered = f.dataset("filtered");
      assertThat(filtered.layout().chunkShape()).containsExactly(50_000, 100_000);
      assertThatThrownBy(() -> filtered.readInts(Hyperslab.point(1, 1)))
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContaining("filtered chunks of 10000000000 bytes");
    }
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      write(f.dataset("numbers"));
    }
    check(file, "numbers");
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      // two writes that wait for each other, far apart in one chunk
      f.dataset("numbers").writeInts(Hyperslab.start(2_900_000_000L).count(1), new int[] {21});
      f.dataset("numbers").writeInts(Hyperslab.start(5).count(1), new int[] {22});
    }
    assertThat(read(file, "numbers", 2_900_000_000L, 1)).isEqualTo(List.of(21L));
    assertThat(read(file, "numbers", 4, 3)).isEqualTo(List.of(0L, 22L, 0L));
  }

  @Test
  void largeChunksAreDeclaredWhereTheBoundsAllowThem() throws IOException {
    for (FormatBounds b : List.of(FormatBounds.EARLIEST, FormatBounds.LATEST)) {
      Path file = folder.resolve(b + ".h5");
      try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(b))) {
        write(
            f.root()
                .createDataset(
                    "numbers",
                    Datatype.I16,
                    Dataspace.of(7_000_000_000L).max(Dataspace.UNLIMITED),
                    Layout.chunked(LENGTH)));
        // below 4 GiB an older form of layout will do
        f.root()
            .createDataset(
                "bytes", Datatype.I8, Dataspace.of(2_500_000_000L), Layout.chunked(2_500_000_000L))
            .writeInts(Hyperslab.start(2_499_999_998L).count(2), new int[] {3, 4});
      }
      check(file, "numbers");
      assertThat(read(file, "bytes", 2_499_999_996L, 4)).isEqualTo(List.of(0L, 0L, 3L, 4L));
    }
    for (FormatBounds b : List.of(FormatBounds.V18, FormatBounds.V110, FormatBounds.V112)) {
      try (Hdf5File f =
          Hdf5File.create(folder.resolve(b + ".h5"), FileOptions.DEFAULT.withBounds(b))) {
        assertThatThrownBy(
                () ->
                    f.root()
                        .createDataset(
                            "x", Datatype.I16, Dataspace.of(LENGTH), Layout.chunked(LENGTH)))
            .isInstanceOf(UnsupportedFormatException.class)
            .hasMessageContaining("4 GiB")
            .hasMessageContaining("LATEST");
      }
    }
  }

  private static void write(Dataset d) {
    d.writeInts(Hyperslab.start(LENGTH - 2).count(4), new int[] {5, 6, 7, 8});
    d.writeInts(Hyperslab.start(0).count(2).stride(2_147_483_648L), new int[] {9, 10});
    d.writeInts(Hyperslab.start(6_999_999_999L).count(1), new int[] {11});
  }

  private static void check(Path file, String name) {
    assertThat(read(file, name, LENGTH - 3, 6)).isEqualTo(List.of(0L, 5L, 6L, 7L, 8L, 0L));
    assertThat(read(file, name, 2_147_483_647L, 2)).isEqualTo(List.of(0L, 10L));
    assertThat(read(file, name, 6_999_999_999L, 1)).isEqualTo(List.of(11L));
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.dataset(name).readInts(Hyperslab.start(LENGTH - 3).count(6)))
          .containsExactly(0, 5, 6, 7, 8, 0);
      assertThat(f.dataset(name).readInts(Hyperslab.point(0))).containsExactly(9);
    }
  }

  /** What libhdf5 2.0 reads. */
  private static Object read(Path file, String name, long from, int count) {
    return chunks(name + ":" + from + ":" + (from + count), file);
  }
}
