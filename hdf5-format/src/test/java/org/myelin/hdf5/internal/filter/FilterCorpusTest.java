package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Group;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.Selection;

/** Catches chunks of other writers that decode to other values than libhdf5 reads. */
class FilterCorpusTest {
  @ParameterizedTest
  @CsvSource({
    "32000, hdf5-pure/tests/fixtures/lzf/f64_shuffle_lzf.h5",
    "32000, hdf5-pure/tests/fixtures/lzf/i32_rank2.h5",
    "32000, hdf5-pure/tests/fixtures/lzf/i64_multichunk.h5",
    "32000, hdf5-pure/tests/fixtures/lzf/pure_written.h5",
    "32004, hdf5_plugins/testfiles/h5ex_d_nplz4.h5",
    "307, hdf5/HDF5Examples/C/H5FLT/tfiles/h5ex_d_bzip2.h5",
    "32001, hdf5plugin/test/blosc.h5",
    "32001, purehdf/tests/PureHDF.Tests/TestFiles/blosc.h5",
  })
  void valuesAreThoseOfLibhdf5(int filter, String name) throws Exception {
    Path file = corpus(name);
    String answer = Files.readString(Path.of(file + ".json"));
    int seen = 0;
    try (Hdf5File f = Hdf5File.open(file)) {
      for (Link l : f.root().links()) {
        if (f.root().get(l.name()) instanceof Dataset d
            && d.layout().filters().stream().anyMatch(p -> p.id() == filter)) {
          // the data of these files is little endian: its stored form is the canonical one
          byte[] sum = MessageDigest.getInstance("SHA-256").digest(raw(d).array());
          assertThat(answer).as(d.path()).contains(HexFormat.of().formatHex(sum));
          seen++;
        }
      }
    }
    assertThat(seen).isPositive();
  }

  /** The Bitshuffle project keeps files of old versions, with the same data unfiltered. */
  @ParameterizedTest
  @ValueSource(strings = {"0.1.3", "0.4.0"})
  void bitshuffleOfOldVersions(String version) {
    Path file = corpus("hdf5plugin/src/bitshuffle/tests/data/regression_" + version + ".h5");
    try (Hdf5File f = Hdf5File.open(file)) {
      Group original = (Group) f.root().get("original");
      int seen = 0;
      for (Link group : f.root().links()) {
        if (group.name().startsWith("compressed")) {
          Group compressed = (Group) f.root().get(group.name());
          for (Link l : compressed.links()) {
            assertThat(raw((Dataset) compressed.get(l.name())))
                .as(group.name() + " " + l.name())
                .isEqualTo(raw((Dataset) original.get(l.name())));
            seen++;
          }
        }
      }
      assertThat(seen).isGreaterThan(20);
    }
  }

  private static Path corpus(String name) {
    Path file =
        Path.of(System.getProperty("myelin.shared", "../../shared"))
            .resolve("corpus/hdf5")
            .resolve(name);
    assumeTrue(Files.isRegularFile(file), "no corpus (property myelin.shared): " + name);
    return file;
  }

  private static ByteBuffer raw(Dataset d) {
    ByteBuffer raw =
        ByteBuffer.allocate((int) d.dataspace().elements() * (int) d.datatype().size());
    d.readRaw(Selection.all(), raw);
    return raw.rewind();
  }
}
