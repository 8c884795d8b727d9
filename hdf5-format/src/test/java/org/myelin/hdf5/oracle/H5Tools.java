package org.myelin.hdf5.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What libhdf5's tools have to complain about when they go through a whole file. */
public final class H5Tools {
  private static final int LIMIT_SECONDS = 20;

  private H5Tools() {}

  /** Skips the test where one of them is missing. */
  public static void assumeAvailable() {
    for (Tool t : List.of(Tool.H5DUMP, Tool.H5STAT, Tool.H5REPACK, Tool.H5DIFF)) {
      t.assumeAvailable();
    }
  }

  /**
   * The complaints of h5dump, h5stat, h5repack and h5diff about {@code file}, which h5diff compares
   * with {@code other}: an exit code that is not 0, a line on standard error, or no end in time.
   *
   * @param scratch a folder for what h5repack makes
   * @param without programs that are not asked
   */
  public static Map<String, String> complaints(
      Path file, Path other, Path scratch, Set<String> without) throws IOException {
    Path copy = Files.createTempFile(scratch, "repacked", ".h5");
    Files.delete(copy);
    Map<String, String> all = new TreeMap<>();
    try {
      for (Tool t : List.of(Tool.H5DUMP, Tool.H5STAT, Tool.H5REPACK, Tool.H5DIFF)) {
        if (without.contains(t.program())) {
          continue;
        }
        switch (t) {
          case H5REPACK -> ask(all, t, file, copy);
          case H5DIFF -> ask(all, t, other, file);
          default -> ask(all, t, file);
        }
      }
    } finally {
      Files.deleteIfExists(copy);
    }
    return all;
  }

  private static void ask(Map<String, String> all, Tool tool, Path... files) throws IOException {
    Path err = Files.createTempFile("myelin-tool", ".txt");
    try {
      // h5dump prints much; where data lies elsewhere, tools look for it beside them
      List<String> command =
          new ArrayList<>(
              List.of(
                  "/bin/sh",
                  "-c",
                  "err=$1; shift; cd \"$1\"; shift; exec timeout "
                      + LIMIT_SECONDS
                      + " \"$@\" > /dev/null 2> $err",
                  "sh",
                  err.toString(),
                  files[0].getParent().toString(),
                  tool.program()));
      for (Path p : files) {
        command.add(p.toString());
      }
      int code = Programs.run(command).exitCode();
      String text = Files.readString(err, StandardCharsets.ISO_8859_1).strip();
      if (code != 0 || !text.isEmpty()) {
        all.put(tool.program(), "exit code " + code + ", " + text);
      }
    } finally {
      Files.delete(err);
    }
  }
}
