package org.myelin.cli.hdf5;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.ExternalAccess;
import org.myelin.hdf5.FileOptions;
import picocli.CommandLine.Option;

/**
 * {@code --external}, for every command that reads: which other files a file may make the command
 * open. The folder of a file that the user named is allowed without it.
 */
public final class ExternalOption {
  @Option(
      names = "--external",
      paramLabel = "DIR|none",
      description =
          "Also open other files that the file names (external links and data, virtual sources)"
              + " inside DIR; none: open no other file. Without it: those in the file's own"
              + " folder.")
  private List<String> external = new ArrayList<>();

  /** How to open a file that the user named. */
  public FileOptions options(Path file) {
    if (external.contains("none")) {
      return FileOptions.DEFAULT;
    }
    Path folder = file.toAbsolutePath().getParent();
    ExternalAccess access = ExternalAccess.none();
    if (folder != null && folder.toFile().isDirectory()) {
      access = access.and(folder);
    }
    for (String more : external) {
      access = access.and(Path.of(more));
    }
    return FileOptions.DEFAULT.withExternal(access);
  }
}
