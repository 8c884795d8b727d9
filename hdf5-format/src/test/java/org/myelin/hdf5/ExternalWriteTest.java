package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.hdf5.oracle.H5py;

/** Catches raw data that lands in the wrong file, or in one that must not be touched. */
@ExtendWith(VerifyWritten.class)
class ExternalWriteTest {
  @TempDir Path folder;

  /** libhdf5 looks for raw files where it runs. */
  private long[] seen(Path file) {
    List<?> all =
        (List<?>)
            H5py.run(
                """
                import os
                os.chdir(os.path.dirname(args[0]))
                with h5py.File(args[0], 'r') as f:
                    result = f['d'][...].ravel()
                """,
                file);
    return all.stream().mapToLong(x -> (Long) x).toArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V110"})
  void libhdf5FindsEachPieceInItsFile(FormatBounds bounds) throws IOException {
    Path file = folder.resolve("e.h5");
    FileOptions options =
        FileOptions.DEFAULT.withBounds(bounds).withExternal(ExternalAccess.inside(folder));
    Layout layout =
        Layout.external(
            new ExternalFile("a.raw", 10, 100),
            new ExternalFile("b.raw", 0, 42),
            new ExternalFile("a.raw", 200, ExternalFile.UNLIMITED));
    try (Hdf5File f = Hdf5File.create(file, options)) {
      Dataset d = f.root().createDataset("d", Datatype.I32, Dataspace.of(20, 5), layout);
      d.writeInts(Selection.all(), IntStream.range(0, 100).toArray());
      d.writeInts(
          Hyperslab.start(1, 1).count(9, 2).stride(2, 2), IntStream.range(500, 518).toArray());
      assertThat(d.readInts(Hyperslab.point(1, 3))).containsExactly(501);
    }
    int[] want = IntStream.range(0, 100).toArray();
    for (int i = 0; i < 18; i++) {
      want[(1 + i / 2 * 2) * 5 + 1 + i % 2 * 2] = 500 + i;
    }
    assertThat(seen(file)).isEqualTo(IntStream.of(want).asLongStream().toArray());
    assertThat(Files.size(folder.resolve("b.raw"))).isEqualTo(42);
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT, options)) {
      assertThat(f.dataset("d").layout().externalFiles()).isEqualTo(layout.externalFiles());
      f.dataset("d").writeInts(Hyperslab.point(19, 4), new int[] {-1});
    }
    assertThat(seen(file)[99]).isEqualTo(-1);
  }

  @Test
  void refusesFilesOutsideAndPiecesThatAreTooSmall() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    FileOptions options = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(inside));
    try (Hdf5File f = Hdf5File.create(inside.resolve("no.h5"), options)) {
      Group g = f.root();
      assertThatThrownBy(
              () ->
                  g.createDataset(
                      "small",
                      Datatype.I32,
                      Dataspace.of(4),
                      Layout.external(new ExternalFile("s.raw", 0, 15))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("16 bytes");
      Dataset d =
          g.createDataset(
              "out",
              Datatype.I32,
              Dataspace.of(4),
              Layout.external(new ExternalFile("../out.raw", 0, ExternalFile.UNLIMITED)));
      assertThatThrownBy(() -> d.writeInts(Selection.all(), new int[4], Transfer.COLLECTIVE))
          .isInstanceOf(ExternalAccessException.class);
      assertThat(folder.resolve("out.raw")).doesNotExist();
    } catch (Hdf5Exception earlierFailure) {
      assertThat(earlierFailure).hasMessageContaining("earlier write failed");
    }
  }

  /** Catches a new raw file that a link and ".." lead out of the folder that is allowed. */
  @Test
  void aLinkAndAStepBackDoNotLeadOut() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path deep = Files.createDirectories(folder.resolve("outside/deep"));
    Files.createSymbolicLink(inside.resolve("link"), deep);
    FileOptions options = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(inside));
    try (Hdf5File f = Hdf5File.create(inside.resolve("f.h5"), options)) {
      Dataset d =
          f.root()
              .createDataset(
                  "d",
                  Datatype.I8,
                  Dataspace.of(4),
                  Layout.external(new ExternalFile("link/../new.raw", 0, ExternalFile.UNLIMITED)));
      assertThatThrownBy(() -> d.writeBytes(Selection.all(), new byte[4], Transfer.COLLECTIVE))
          .isInstanceOf(ExternalAccessException.class)
          .hasMessageContaining("outside of");
      f.discard();
    }
    assertThat(folder.resolve("outside/new.raw")).doesNotExist();
    assertThat(inside.resolve("new.raw")).doesNotExist();
  }
}
