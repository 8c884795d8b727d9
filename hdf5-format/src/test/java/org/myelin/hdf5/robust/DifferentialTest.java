package org.myelin.hdf5.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.ExternalAccess;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.Hdf5Dump;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.oracle.Json;
import org.myelin.hdf5.oracle.Programs;
import org.myelin.hdf5.oracle.Tool;

/**
 * Catches a changed byte that libhdf5 and we both accept, but take for different things. {@code
 * -Dmyelin.seed=} repeats a run.
 */
@Tag("process")
class DifferentialTest {
  private static final int BATCH = 40;
  private static final Pattern LONE =
      Pattern.compile("(?i)(?<!\\\\ud[89ab][0-9a-f]{2})\\\\ud([c-f][0-9a-f]{2})");

  @TempDir Path folder;

  @Test
  @Timeout(1800)
  void someMutants() throws IOException {
    check(3, Long.getLong("myelin.seed", 20261123));
  }

  @Test
  @Tag("long")
  @Timeout(4 * 3600)
  void manyMutants() throws IOException {
    check(150, Long.getLong("myelin.seed", System.nanoTime()));
  }

  private void check(int each, long seed) throws IOException {
    Path corpus =
        Path.of(System.getProperty("myelin.shared", "../../shared")).resolve("corpus/hdf5");
    Assumptions.assumeTrue(
        Files.isDirectory(corpus), "no corpus at " + corpus + " (property myelin.shared)");
    Random random = new Random(seed);
    List<Path> mutants = new ArrayList<>();
    for (Path p : SeedFiles.make(Files.createDirectory(folder.resolve("seeds")))) {
      if (p.toString().contains("family")) {
        continue;
      }
      Mutation mutation = new Mutation(Files.readAllBytes(p));
      for (int i = 0; i < each; i++) {
        String name = p.getFileName().toString().replace(".h5", "." + i + ".h5");
        mutants.add(Files.write(p.resolveSibling(name), mutation.next(random)));
      }
    }
    int both = 0;
    List<String> differences = new ArrayList<>();
    for (int from = 0; from < mutants.size(); from += BATCH) {
      List<Path> batch = mutants.subList(from, Math.min(mutants.size(), from + BATCH));
      List<String> command = new ArrayList<>();
      command.add(Tool.H5PY.program());
      command.add(corpus.resolve("oracle.py").toString());
      command.add("--write");
      batch.forEach(p -> command.add(p.toString()));
      Programs.run(command);
      for (Path p : batch) {
        Object theirs = theirs(p);
        Object ours = ours(p);
        if (theirs != null && ours != null) {
          both++;
          SameSight.of(theirs, ours).forEach(d -> differences.add(p.getFileName() + " " + d));
        }
      }
    }
    System.out.printf(
        "DifferentialTest: seed %d, %d mutants, %d accepted by both, %d differences%n",
        seed, mutants.size(), both, differences.size());
    assertThat(differences).as("seed %d", seed).isEmpty();
    assertThat(both).isGreaterThan(mutants.size() / 4);
  }

  /**
   * A damaged name is no UTF-8: what stands for its bytes is half a surrogate pair, which the
   * parser does not take in a key.
   */
  private static Object parse(Path answer) throws IOException {
    return Json.parse(
        LONE.matcher(Files.readString(answer)).replaceAll(m -> "\\\\uf" + m.group(1)));
  }

  private static Object theirs(Path p) throws IOException {
    Path answer = Path.of(p + ".json");
    return Files.exists(answer) ? parse(answer) : null;
  }

  private Object ours(Path p) throws IOException {
    Path answer = folder.resolve("ours.json");
    try (Writer out = Files.newBufferedWriter(answer)) {
      ExternalAccess beside = ExternalAccess.inside(p.getParent());
      Hdf5Dump.writeJson(p, FileOptions.DEFAULT.withExternal(beside), out);
    } catch (Hdf5Exception e) {
      return null;
    }
    return parse(answer);
  }
}
