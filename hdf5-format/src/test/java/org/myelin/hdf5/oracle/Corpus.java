package org.myelin.hdf5.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The files of others with libhdf5's answers, where they lie beside the project. */
public final class Corpus {
  /**
   * A file of the corpus.
   *
   * @param name its path in the corpus
   * @param kind data, companion or malformed
   * @param answeredBy the libhdf5 that answered: both, 1.10.8 or 2.0.0
   * @param errors in the answer
   */
  public record Entry(String name, String kind, String answeredBy, int errors) {
    /** The file. */
    public Path file() {
      return folder().resolve(name);
    }

    /** What libhdf5 sees in it. */
    public Path answer() {
      return folder().resolve(name + ".json");
    }
  }

  private Corpus() {}

  /** Where the corpus is; skips the calling test where it is not. */
  public static Path folder() {
    Path folder =
        Path.of(System.getProperty("myelin.shared", "../../shared"))
            .resolve("corpus/hdf5")
            .toAbsolutePath()
            .normalize();
    Assumptions.assumeTrue(
        Files.isDirectory(folder), "no corpus at " + folder + " (property myelin.shared)");
    return folder;
  }

  /** All files of that kind. */
  public static List<Entry> files(String kind) throws IOException {
    List<Entry> all = new ArrayList<>();
    for (String line : Files.readAllLines(folder().resolve("index.tsv"))) {
      String[] row = line.split("\t");
      if (row[1].equals(kind)) {
        int errors = row[5].matches("[0-9]+") ? Integer.parseInt(row[5]) : 0;
        all.add(new Entry(row[0], row[1], row[4], errors));
      }
    }
    return all;
  }

  /**
   * Copies the files beside this one, which it may name: raw data, sources and members lie in its
   * folder.
   */
  public static void companions(String name, Path to, String... kinds) throws IOException {
    Path from = folder().resolve(name).getParent();
    String beside = folder().relativize(from) + "/";
    for (String kind : kinds) {
      for (Entry e : files(kind)) {
        String rest = e.name.startsWith(beside) ? e.name.substring(beside.length()) : "/";
        if (!rest.contains("/") && !Files.exists(to.resolve(rest))) {
          Files.copy(from.resolve(rest), to.resolve(rest), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** An answer; bytes that are no text are question marks. */
  public static Map<?, ?> read(Path answer) throws IOException {
    String lone = "(?<!\\\\u[dD][89abAB][0-9a-fA-F]{2})\\\\u[dD][c-fC-F][0-9a-fA-F]{2}";
    return (Map<?, ?>) Json.parse(Files.readString(answer).replaceAll(lone, "?"));
  }

  /** Has libhdf5 1.10.8 answer, {@code FILE.json} beside each. */
  public static void ask(List<Path> files) {
    for (int from = 0; from < files.size(); from += 50) {
      List<String> command =
          new ArrayList<>(
              List.of(Tool.H5PY.program(), folder().resolve("oracle.py").toString(), "--write"));
      files.subList(from, Math.min(files.size(), from + 50)).forEach(f -> command.add(f + ""));
      Programs.run(command);
    }
  }

  /** What compare.py prints of answers below {@code answers}; empty if all agree. */
  public static String compare(Path expected, Path answers, List<String> names, String... options) {
    List<String> command =
        new ArrayList<>(List.of(Tool.H5PY.program(), folder().resolve("compare.py").toString()));
    command.addAll(Arrays.asList(options));
    command.addAll(List.of(expected.toString(), answers.toString()));
    command.addAll(names);
    Programs.Outcome o = Programs.run(command);
    return o.exitCode() == 0 ? "" : o.out() + o.err();
  }
}
