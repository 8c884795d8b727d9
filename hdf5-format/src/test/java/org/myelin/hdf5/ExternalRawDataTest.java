package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.oracle.H5py;

/** Elements in raw files: wrong piece, wrong place in it, or a file that nobody allowed. */
class ExternalRawDataTest {
  @TempDir Path folder;
  private Path file;
  private FileOptions allowed;

  @BeforeEach
  void files() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    file = data.resolve("f.h5");
    allowed = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(data));
    // relative names are those of the working folder when libhdf5 writes
    H5py.run(
        """
        import os
        os.chdir(os.path.dirname(args[0]))
        with h5py.File(args[0], 'w') as f:
            def make(name, shape, dtype, pieces, data):
                d = f.create_dataset(name, shape, dtype, external=pieces)
                if data is not None: d[...] = data
            n = np.arange(600).reshape(20, 30)
            make('one', (20, 30), '<i4', [('one.raw', 0, h5py.h5f.UNLIMITED)], n)
            make('parts', (20, 30), '>i2', [('a.raw', 7, 334), ('b.raw', 0, 66), ('a.raw', 1000, 800)], n)
            make('last', (20, 30), '<f8', [('c.raw', 100, 1600), ('d.raw', 3, h5py.h5f.UNLIMITED)], n / 7)
            make('short', (100,), '<i4', [('short.raw', 0, 400)], None)
            make('missing', (10,), '<i4', [('missing.raw', 0, 400)], None)
        with open('short.raw', 'wb') as f: f.write(np.arange(10, dtype='<i4').tobytes() + b'\\x05')
        """,
        file);
  }

  @Test
  void elementsAreThoseThatLibhdf5Reads() {
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, allowed)) {
      for (String name : List.of("one", "parts", "last", "short")) {
        assertThat(f.dataset(name).readDoubles()).as(name).containsExactly(readThere(name));
      }
      Dataset parts = f.dataset("parts");
      Hyperslab some = Hyperslab.start(1, 2).stride(5, 7).count(4, 4).block(2, 3);
      long[] got = parts.readLongs(some);
      int k = 0;
      for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 12; j++) {
          int row = 1 + i / 2 * 5 + i % 2;
          int column = 2 + j / 3 * 7 + j % 3;
          assertThat(got[k++]).isEqualTo(row * 30L + column);
        }
      }
    }
  }

  private double[] readThere(String name) {
    Object values =
        H5py.run(
            """
            import os
            os.chdir(os.path.dirname(args[0]))
            with h5py.File(args[0], 'r') as f:
                result = f[args[1]][()].ravel()
            """,
            file,
            name);
    return ((List<?>) values).stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
  }

  @Test
  void aMissingRawFileIsAnErrorThatNamesIt() {
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, allowed)) {
      Dataset missing = f.dataset("missing");
      assertThat(missing.shape()).containsExactly(10);
      assertThatThrownBy(missing::readLongs)
          .isInstanceOf(Hdf5IOException.class)
          .hasMessageContaining("/missing")
          .hasMessageContaining("missing.raw");
    }
  }

  @Test
  void noRawFileIsOpenedUnlessTheCallerSaysSo() {
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThatThrownBy(() -> f.dataset("one").readLongs())
          .isInstanceOf(ExternalAccessException.class)
          .hasMessageContaining("external raw data of dataset /one")
          .hasMessageContaining("withExternal");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.raw",
        "{}/outside.raw",
        "/etc/passwd",
        "/dev/zero",
        "link.raw",
        "linked/outside.raw",
        "file:///etc/passwd",
        "\\\\server\\share\\x",
        "//server/share/x"
      })
  void noRawFileOutsideIsRead(String name) throws Exception {
    Files.writeString(folder.resolve("outside.raw"), "x".repeat(100));
    Files.createSymbolicLink(file.resolveSibling("link.raw"), folder.resolve("outside.raw"));
    Files.createSymbolicLink(file.resolveSibling("linked"), folder);
    H5py.run(
        """
        with h5py.File(args[0], 'a') as f:
            f.create_dataset('bad', (10,), '<i4', external=[(args[1], 0, 40)])
        """,
        file,
        name.replace("{}", folder.toString()));
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, allowed)) {
      assertThatThrownBy(() -> f.dataset("bad").readLongs())
          .isInstanceOf(ExternalAccessException.class)
          .hasMessageContaining("external raw data of dataset /bad");
    }
  }
}
