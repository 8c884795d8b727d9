package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.hdf5.oracle.H5Wasm;
import org.myelin.hdf5.oracle.H5py;

/** Catches mappings of virtual datasets that libhdf5 understands otherwise than we meant them. */
@ExtendWith(VerifyWritten.class)
class VirtualWriteTest {
  @TempDir Path folder;

  private void sources(FormatBounds bounds) {
    for (int i = 0; i < 3; i++) {
      try (Hdf5File f =
          Hdf5File.create(
              folder.resolve("s" + i + ".h5"), FileOptions.DEFAULT.withBounds(bounds))) {
        Dataset d =
            f.root()
                .createDataset(
                    "d",
                    Datatype.I32,
                    Dataspace.of(4, 5).max(Dataspace.UNLIMITED, 5),
                    Layout.chunked(2, 5));
        d.writeLongs(Selection.all(), LongStream.range(100 * i, 100 * i + 20).toArray());
      }
    }
  }

  private Path mapped(FormatBounds bounds) {
    sources(bounds);
    Path file = folder.resolve("v.h5");
    long u = VirtualSource.UNLIMITED;
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      f.root().createDataset("own", Datatype.I32, Dataspace.of(5)).write(new int[] {5, 4, 3, 2, 1});
      f.root()
          .createDataset(
              "fixed",
              Datatype.I32,
              Dataspace.of(5, 5),
              Layout.virtual(
                  VirtualSource.of(
                      Hyperslab.start(0, 0).count(1, 5),
                      "s0.h5",
                      "d",
                      Hyperslab.start(2, 0).count(1, 5)),
                  VirtualSource.of(
                      Hyperslab.start(1, 0).count(2, 1).block(1, 5).stride(2, 1),
                      "s1.h5",
                      "d",
                      Hyperslab.start(0, 0).count(2, 1).block(1, 5).stride(3, 1)),
                  VirtualSource.of(Hyperslab.start(4, 0).count(1, 5), ".", "own")),
              -7);
      f.root()
          .createDataset(
              "growing",
              Datatype.I32,
              Dataspace.of(0, 5).max(Dataspace.UNLIMITED, 5),
              Layout.virtual(
                  VirtualSource.of(
                      Hyperslab.start(0, 0).count(1, 1).block(u, 5),
                      "s2.h5",
                      "d",
                      Hyperslab.start(0, 0).count(1, 1).block(u, 5))));
      f.root()
          .createDataset(
              "numbered",
              Datatype.I32,
              Dataspace.of(0, 5).max(Dataspace.UNLIMITED, 5),
              Layout.virtual(
                  VirtualSource.of(
                      Hyperslab.start(0, 0).count(u, 1).block(4, 5).stride(4, 1),
                      "s%b.h5",
                      "d",
                      Hyperslab.start(0, 0).count(1, 1).block(4, 5))));
    }
    return file;
  }

  private static final String SEEN =
      """
      with h5py.File(args[0], 'r') as f:
          result = [list(f[n].shape) + list(f[n][...].ravel()) for n in ('fixed', 'growing', 'numbered')]
      """;

  private static List<List<Long>> want() {
    List<Long> fixed =
        LongStream.of(
                5, 5, 10, 11, 12, 13, 14, 100, 101, 102, 103, 104, -7, -7, -7, -7, -7, 115, 116,
                117, 118, 119, 5, 4, 3, 2, 1)
            .boxed()
            .toList();
    List<Long> growing =
        LongStream.concat(LongStream.of(4, 5), LongStream.range(200, 220)).boxed().toList();
    LongStream.Builder numbered = LongStream.builder().add(12).add(5);
    for (int i = 0; i < 60; i++) {
      numbered.add(100L * (i / 20) + i % 20);
    }
    return List.of(fixed, growing, numbered.build().boxed().toList());
  }

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V110"})
  void libhdf5FollowsOurMappings(FormatBounds bounds) {
    Path file = mapped(bounds);
    assertThat(H5py.run(SEEN, file)).isEqualTo(want());
    FileOptions beside = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(folder));
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, beside)) {
      assertThat(f.dataset("numbered").readLongs()).hasSize(60);
      assertThat(f.dataset("fixed").layout().sources()).hasSize(3);
      assertThat(f.dataset("fixed").layout().sources().get(1).file()).isEqualTo("s1.h5");
    }
  }

  /** Selections of version 3, and with libhdf5 2.0 names that are not repeated. */
  @ParameterizedTest
  @EnumSource(names = {"V112", "LATEST"})
  void newerLibrariesFollowTheNewerForms(FormatBounds bounds) {
    Path file = mapped(bounds);
    assertThat(H5Wasm.readDataset(file, "fixed").longs())
        .containsExactly(want().get(0).stream().skip(2).mapToLong(x -> x).toArray());
  }

  @Test
  void refusesMappingsThatCannotBe() {
    try (Hdf5File f = Hdf5File.create(folder.resolve("no.h5"))) {
      Layout l = Layout.virtual(VirtualSource.of(Hyperslab.start(0), "s.h5", "d"));
      assertThatThrownBy(
              () -> f.root().createDataset("v", Datatype.I8, Dataspace.of(2, 2), l, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 dimensions");
    }
  }
}
