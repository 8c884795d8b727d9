package org.myelin.cli.hdf5;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.myelin.hdf5.Hdf5Dump;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code myelin ls}: the members of a group, a line each. */
@Command(
    name = "ls",
    description = "List what HDF5 files, or groups in them, hold.",
    mixinStandardHelpOptions = true)
public final class LsCommand implements Callable<Integer> {
  @Option(
      names = {"-r", "--recursive"},
      description = "List members of members too.")
  private boolean recursive;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell attributes, storage and types.")
  private boolean verbose;

  @Mixin private ExternalOption external;

  @Parameters(
      paramLabel = "FILE[/PATH]",
      arity = "1..*",
      description = "A file, or an object in it.")
  private List<String> files = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    return TextOutput.of(
        files,
        (given, out, errors) -> {
          String file = file(given);
          String path = given.substring(file.length());
          Hdf5Dump.writeListing(
              Path.of(file),
              external.options(Path.of(file)),
              path.isEmpty() ? "/" : path,
              recursive,
              verbose,
              out,
              errors);
        });
  }

  /** The longest part before a slash that is a file. */
  private static String file(String given) {
    String file = given;
    while (!Files.isRegularFile(Path.of(file))) {
      int slash = file.lastIndexOf('/');
      if (slash <= 0) {
        return given;
      }
      file = file.substring(0, slash);
    }
    return file;
  }
}
