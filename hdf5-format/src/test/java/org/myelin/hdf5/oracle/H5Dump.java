package org.myelin.hdf5.oracle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command-line tools of libhdf5. Each call skips the test where its tool is missing. */
public final class H5Dump {
  private H5Dump() {}

  /** What {@code h5dump options… file} prints; a failed test when it fails. */
  public static String run(Path file, String... options) {
    return run(Tool.H5DUMP, file, options);
  }

  /** What {@code h5ls options… file} prints. */
  public static String ls(Path file, String... options) {
    return run(Tool.H5LS, file, options);
  }

  /** What {@code h5stat options… file} prints; it walks over all metadata of the file. */
  public static String stat(Path file, String... options) {
    return run(Tool.H5STAT, file, options);
  }

  private static String run(Tool tool, Path file, String... options) {
    tool.assumeAvailable();
    List<String> command = new ArrayList<>(List.of(tool.program()));
    command.addAll(List.of(options));
    command.add(file.toString());
    return Programs.run(command).outOrFail();
  }
}
