package org.myelin.hdf5.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** libhdf5's tool that compares two files. */
public final class H5Diff {
  private H5Diff() {}

  /**
   * What it says.
   *
   * @param exitCode 0 same, 1 different, 2 an error, more for a crash
   * @param text one character for each byte
   */
  public record Answer(int exitCode, String text) {}

  /** Runs {@code h5diff options… first second objects…}; skips the test where it is missing. */
  public static Answer run(List<String> options, Path first, Path second, String... objects)
      throws IOException {
    Tool.H5DIFF.assumeAvailable();
    Path out = Files.createTempFile("myelin-diff", ".txt");
    try {
      List<String> command =
          new ArrayList<>(List.of("/bin/sh", "-c", "out=$1; shift; exec timeout 60 \"$@\" > $out"));
      command.addAll(List.of("sh", out.toString(), Tool.H5DIFF.program()));
      command.addAll(options);
      command.add(first.toString());
      command.add(second.toString());
      command.addAll(List.of(objects));
      int code = Programs.run(command).exitCode();
      return new Answer(code, Files.readString(out, StandardCharsets.ISO_8859_1));
    } finally {
      Files.delete(out);
    }
  }
}
