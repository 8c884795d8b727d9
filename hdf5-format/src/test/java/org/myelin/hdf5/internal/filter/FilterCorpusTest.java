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
import org.myelin.hdf5.Dataset;
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
  })
  void valuesAreThoseOfLibhdf5(int filter, String name) throws Exception {
    Path file =
        Path.of(System.getProperty("myelin.shared", "../../shared"))
            .resolve("corpus/hdf5")
            .resolve(name);
    assumeTrue(Files.isRegularFile(file), "no corpus (property myelin.shared): " + name);
    String answer = Files.readString(Path.of(file + ".json"));
    int seen = 0;
    try (Hdf5File f = Hdf5File.open(file)) {
      for (Link l : f.root().links()) {
        if (f.root().get(l.name()) instanceof Dataset d
            && d.layout().filters().stream().anyMatch(p -> p.id() == filter)) {
          // the data of these files is little endian: its stored form is the canonical one
          ByteBuffer raw =
              ByteBuffer.allocate((int) d.dataspace().elements() * (int) d.datatype().size());
          d.readRaw(Selection.all(), raw);
          byte[] sum = MessageDigest.getInstance("SHA-256").digest(raw.array());
          assertThat(answer).as(d.path()).contains(HexFormat.of().formatHex(sum));
          seen++;
        }
      }
    }
    assertThat(seen).isPositive();
  }
}
