package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.Programs;
import org.myelin.hdf5.oracle.Tool;

/** Catches files of others of which we see anything else than libhdf5 does. */
class CorpusDumpTest {
  /** Files that must agree; goes up with what we can read, never down. */
  private static final int FLOOR = 748;

  @TempDir Path answers;

  @Test
  void seesWhatLibhdf5Sees() throws IOException {
    Path corpus =
        Path.of(System.getProperty("myelin.shared", "../../shared")).resolve("corpus/hdf5");
    Assumptions.assumeTrue(
        Files.isDirectory(corpus), "no corpus at " + corpus + " (property myelin.shared)");
    Tool.H5PY.assumeAvailable();
    for (String line : Files.readAllLines(corpus.resolve("index.tsv"))) {
      String[] row = line.split("\t");
      if (row[1].equals("data")) {
        dump(corpus.resolve(row[0]), answers.resolve(row[0] + ".json"));
      }
    }
    String result =
        Programs.run(
                List.of(
                    Tool.H5PY.program(),
                    corpus.resolve("compare.py").toString(),
                    "--list",
                    corpus.toString(),
                    answers.toString()))
            .out();
    String last = result.lines().reduce("", (a, b) -> b);
    assertThat(Integer.parseInt(last.split(" ")[0])).as(result).isGreaterThanOrEqualTo(FLOOR);
  }

  static void dump(Path file, Path answer) throws IOException {
    Files.createDirectories(answer.getParent());
    try (Writer out = Files.newBufferedWriter(answer)) {
      // as the command line does: members, raw data and sources beside the file
      ExternalAccess beside = ExternalAccess.inside(file.getParent());
      Hdf5Dump.writeJson(file, FileOptions.DEFAULT.withExternal(beside), out);
    } catch (Hdf5Exception e) {
      Files.writeString(answer, "{\"error\": \"refused\"}");
    }
  }
}
