package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.hdf5.oracle.H5Wasm;
import org.myelin.hdf5.oracle.H5py;

/**
 * Catches addresses and lengths that edits cut to 32 bits: metadata, chunks and heaps of files that
 * are longer than 4 GiB, whose bytes mostly nobody wrote.
 */
@ExtendWith(VerifyWritten.class)
class LargeEditTest {
  private static final long LONG = (4L << 30) + 4096;

  @TempDir Path folder;

  private Path make(FormatBounds bounds) {
    Path file = folder.resolve("large.h5");
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      Dataset d =
          f.root()
              .createDataset(
                  "hole",
                  Datatype.U8,
                  Dataspace.of(LONG),
                  Layout.contiguous().fillTime(FillTime.NEVER));
      d.writeInts(Hyperslab.start(LONG - 2).count(2), new int[] {5, 6});
      d.writeInts(Hyperslab.start(0).count(2), new int[] {1, 2});
    }
    return file;
  }

  @ParameterizedTest
  @EnumSource
  void everythingBehindFourGigabytes(FormatBounds bounds) throws IOException {
    Path file = make(bounds);
    FileOptions options = FileOptions.DEFAULT.withBounds(bounds);
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT, options)) {
      Group g = f.root().createGroup("g");
      for (int i = 0; i < 40; i++) {
        g.createGroup("n" + i).attributes().set("text", "v" + i);
        g.attributes().set("a" + i, i);
      }
      Dataset d =
          g.createDataset(
              "chunks",
              Datatype.I32,
              Dataspace.of(0, 10).max(Dataspace.UNLIMITED, 10),
              Layout.chunked(7, 10).deflate(1));
      for (int i = 0; i < 50; i++) {
        d.resize(i + 1, 10);
        d.writeInts(Hyperslab.start(i, 0).count(1, 10), new int[] {i, 1, 2, 3, 4, 5, 6, 7, 8, 9});
      }
      f.flush();
      g.delete("n3");
      g.rename("n4", "renamed");
    }
    assertThat(Files.size(file)).isGreaterThan(LONG);
    if (bounds == FormatBounds.LATEST) {
      assertThat(H5Wasm.readDataset(file, "g/chunks").longs()).hasSize(500).startsWith(0, 1, 2);
      return;
    }
    assertThat(
            H5py.run(
                """
                with h5py.File(args[0], 'r') as f:
                    g, c, h = f['g'], f['g/chunks'][...], f['hole']
                    assert (c[:, 0] == np.arange(50)).all() and (c[:, 9] == 9).all()
                    result = [len(g), len(g.attrs), g['renamed'].attrs['text'], int(g.attrs['a39']),
                              h[:2], h[-2:], h[1 << 31]]
                """,
                file))
        .hasToString("[40, 40, v4, 39, [1, 2], [5, 6], 0]");
  }

  /** What is written anew is as long: also the copy's places are beyond 32 bits. */
  @Test
  @Tag("long")
  void repacked() {
    Path file = make(FormatBounds.V110);
    Path to = folder.resolve("to.h5");
    Hdf5Repack.run(file, to, FileOptions.DEFAULT, RepackOptions.DEFAULT);
    assertThat(
            H5py.run(
                "with h5py.File(args[0], 'r') as f: h = f['hole']; result = [h.size, h[:2],"
                    + " h[-2:]]",
                to))
        .hasToString("[4294971392, [1, 2], [5, 6]]");
  }
}
