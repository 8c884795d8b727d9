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

/** {@code myelin dump}. */
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

  /** Text of what can be read is printed; what cannot be is one line, and the exit code tells. */
  @Test
  void printsTextOfSeveralFiles() throws Exception {
    try (Hdf5File f = Hdf5File.create(folder.resolve("good.h5"))) {
      f.root().attributes().set("n", 5L);
    }
    Files.writeString(folder.resolve("bad.h5"), "no HDF5 file");
    Programs.Outcome end =
        Script.run(folder, Map.of(), "dump", "-A", "bad.h5", "good.h5", "-d", "/none");
    assertThat(end.exitCode()).as(end.err()).isEqualTo(3);
    assertThat(end.out()).isEqualTo("HDF5 \"good.h5\" {\n}\n");
    assertThat(end.err().lines()).hasSize(2).allMatch(l -> l.startsWith("myelin: "));
    end = Script.run(folder, Map.of(), "dump", "good.h5");
    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(end.out()).contains("   ATTRIBUTE \"n\" {\n").contains("      (0): 5\n");
  }

  /** A path behind a file's name belongs to the object in it. */
  @Test
  void listsAndCounts() throws Exception {
    try (Hdf5File f = Hdf5File.create(folder.resolve("f.h5"))) {
      f.root().createGroup("g").createGroup("h");
    }
    Programs.Outcome end = Script.run(folder, Map.of(), "ls", "f.h5/g", "none.h5");
    assertThat(end.exitCode()).as(end.err()).isEqualTo(3);
    assertThat(end.out()).isEqualTo("h                        Group\n");
    end = Script.run(folder, Map.of(), "stat", "f.h5");
    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(end.out()).contains("# of unique groups: 3\n");
  }
}
