package org.myelin.hdf5.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Catches a reader that agrees with everything: each must see what h5py wrote. */
class OracleTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("reference.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w') as f:
            f['longs'] = np.array([[1, 2, 3], [4, 5, 4611686018427387905]])
            f.create_dataset('doubles', data=np.arange(10) / 4, chunks=(3,), compression=4)
            f['texts'] = ['a', 'b\\u00e9']
            f['text'] = 'one'
            f.attrs['unit'] = 'V'
        """,
        file);
  }

  @ParameterizedTest
  @EnumSource(ReferenceReader.class)
  void numbers(ReferenceReader reader) {
    Values longs = reader.read(file, "/longs");
    assertThat(longs.shape()).containsExactly(2L, 3L);
    assertThat(longs.longs()).containsExactly(1, 2, 3, 4, 5, 4611686018427387905L);
    Values doubles = reader.read(file, "/doubles");
    assertThat(doubles.doubles()).hasSize(10).contains(2.25, 0.5);
  }

  @ParameterizedTest
  @EnumSource(value = ReferenceReader.class, mode = EnumSource.Mode.EXCLUDE, names = "LIBHDF5")
  void texts(ReferenceReader reader) {
    assertThat(reader.read(file, "/texts").strings()).containsExactly("a", "bé");
    assertThat(reader.read(file, "/text").strings()).containsExactly("one");
  }

  @Test
  void toolsPrint() {
    assertThat(H5Dump.run(file, "-d", "/doubles")).contains("DATASET \"/doubles\"", "2.25");
    assertThat(H5Dump.ls(file)).contains("longs");
    assertThat(H5Dump.stat(file)).contains("# of unique datasets: 4");
    assertThat(H5py.readAttribute(file, "/", "unit")).isEqualTo("V");
  }
}
