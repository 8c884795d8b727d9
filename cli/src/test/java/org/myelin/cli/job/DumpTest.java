package org.myelin.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.oracle.Programs;

/** {@code myelin dump --json}. */
@Tag("process")
class DumpTest {
  @TempDir Path folder;

  /** One unreadable file must neither end the run nor leave its answer out. */
  @Test
  void goesOnBehindAFileThatCannotBeRead() throws Exception {
    try (Hdf5File f = Hdf5File.create(folder.resolve("good.h5"))) {
      f.root().attributes().set("n", 5L);
    }
    Files.writeString(folder.resolve("bad.h5"), "no HDF5 file");
    Files.writeString(folder.resolve("list"), "bad.h5\ngood.h5\n");
    Programs.Outcome end =
        Script.run(folder, Map.of(), "dump", "--json", "--out-dir", "out", "--files-from", "list");
    assertThat(end.exitCode()).as(end.err()).isEqualTo(3);
    assertThat(folder.resolve("out/bad.h5.json")).content().contains("\"error\"");
    assertThat(folder.resolve("out/good.h5.json")).content().contains("\"first\":[5]");
  }
}
