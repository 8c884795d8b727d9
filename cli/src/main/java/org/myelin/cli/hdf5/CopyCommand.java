package org.myelin.cli.hdf5;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.myelin.cli.ExitCode;
import org.myelin.hdf5.CopyOptions;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.FormatBounds;
import org.myelin.hdf5.Group;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.OpenMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code myelin copy}: an object into another file, or to another place of the same one. */
@Command(
    name = "copy",
    description = {
      "Copy an object with all that hangs on it into another HDF5 file, or within one.",
      "OUT is made if it is not there."
    },
    mixinStandardHelpOptions = true)
public final class CopyCommand implements Callable<Integer> {
  @Option(
      names = {"-i", "--input"},
      paramLabel = "IN",
      required = true)
  private Path in;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true)
  private Path out;

  @Option(
      names = {"-s", "--source"},
      paramLabel = "OBJECT",
      required = true,
      description = "The path of what is copied.")
  private String source;

  @Option(
      names = {"-d", "--destination"},
      paramLabel = "OBJECT",
      required = true,
      description = "The path of the copy, whose last part must not be there.")
  private String destination;

  @Option(
      names = {"-p", "--parents"},
      description = "Make the groups on the way to the copy.")
  private boolean parents;

  @Option(
      names = {"-f", "--flag"},
      paramLabel = "FLAG",
      split = ",",
      description =
          "shallow: only the members of the group itself; soft, ext: copy what these links lead to;"
              + " ref: copy what references lead to; noattr: no attributes; allflags: all of these.")
  private List<String> flags = new ArrayList<>();

  @Option(
      names = "--bounds",
      paramLabel = "BOUNDS",
      description = "For a new OUT: earliest (the default), v18, v110, v112, latest.")
  private FormatBounds bounds = FormatBounds.EARLIEST;

  @Mixin private ExternalOption external;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CopyOptions options = options();
    FileOptions create = external.options(out).withBounds(bounds);
    boolean same = Files.exists(out) && Files.isSameFile(in, out);
    try (Hdf5File to =
            Files.exists(out)
                ? Hdf5File.open(out, OpenMode.EDIT, create)
                : Hdf5File.create(out, create);
        Hdf5File other = same ? null : Hdf5File.open(in, OpenMode.READ, external.options(in))) {
      boolean done = false;
      try {
        Hdf5File from = same ? to : other;
        String[] parts = destination.split("/+");
        group(to, parts).copy(from.node(source), parts[parts.length - 1], options);
        done = true;
      } finally {
        if (!done) {
          to.discard();
        }
      }
    }
    return ExitCode.FINE;
  }

  private Group group(Hdf5File to, String[] parts) {
    if (parts.length == 0) {
      throw new ParameterException(spec.commandLine(), "-d " + destination + " names no object");
    }
    Group at = to.root();
    for (int i = 0; i < parts.length - 1; i++) {
      if (!parts[i].isEmpty()) {
        at = parents && !at.contains(parts[i]) ? at.createGroup(parts[i]) : at.group(parts[i]);
      }
    }
    return at;
  }

  private CopyOptions options() {
    CopyOptions o = CopyOptions.DEFAULT;
    for (String flag : flags) {
      o =
          switch (flag.toLowerCase(Locale.ROOT)) {
            case "shallow" -> o.withShallow(true);
            case "soft" -> o.withExpandSoftLinks(true);
            case "ext" -> o.withExpandExternalLinks(true);
            case "ref" -> o.withExpandReferences(true);
            case "noattr" -> o.withoutAttributes(true);
            case "allflags" -> new CopyOptions(true, true, true, true, true);
            default ->
                throw new ParameterException(
                    spec.commandLine(),
                    "'" + flag + "' is no flag: shallow, soft, ext, ref, noattr, allflags");
          };
    }
    return o;
  }
}
