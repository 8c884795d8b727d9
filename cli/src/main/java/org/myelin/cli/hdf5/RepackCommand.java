package org.myelin.cli.hdf5;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.myelin.cli.ExitCode;
import org.myelin.cli.Failure;
import org.myelin.hdf5.FormatBounds;
import org.myelin.hdf5.Hdf5Repack;
import org.myelin.hdf5.RepackOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code myelin repack}: files written anew. */
@Command(
    name = "repack",
    description = {
      "Write an HDF5 file anew: without gaps, in other structures, layouts or filters.",
      "Links to other files, lists of raw data files and sources of virtual datasets stay as they"
          + " are; --layout brings the elements in."
    },
    mixinStandardHelpOptions = true)
public final class RepackCommand implements Callable<Integer> {
  @Option(
      names = "--bounds",
      paramLabel = "BOUNDS",
      description = "The family of structures: earliest (the default), v18, v110, v112, latest.")
  private FormatBounds bounds = FormatBounds.EARLIEST;

  @Mixin private StorageArguments storage;

  @Option(
      names = "--out-dir",
      paramLabel = "DIR",
      description = "Repack each FILE into DIR/<path as given>.")
  private Path outDir;

  @Option(
      names = "--files-from",
      paramLabel = "LIST",
      description = "Read names of files from LIST, one a line; needs --out-dir.")
  private Path filesFrom;

  @Mixin private ExternalOption external;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "IN OUT; with --out-dir, files.")
  private List<String> files = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      storage.check();
    } catch (TypeConversionException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    if (outDir == null) {
      if (filesFrom != null || files.size() != 2) {
        throw new ParameterException(
            spec.commandLine(), "IN and OUT are needed, or --out-dir and any number of files");
      }
      one(Path.of(files.get(0)), Path.of(files.get(1)));
      return ExitCode.FINE;
    }
    int code = ExitCode.FINE;
    for (String file : Names.of(files, filesFrom)) {
      Path out = Names.below(outDir, file, "");
      try {
        Files.createDirectories(out.toAbsolutePath().getParent());
        one(Path.of(file), out);
      } catch (IOException | RuntimeException e) {
        System.err.println("myelin: " + file + ": " + Failure.line(e));
        code = ExitCode.FAILED;
      }
    }
    return code;
  }

  private void one(Path in, Path out) throws IOException {
    if (Files.exists(out) && Files.isSameFile(in, out)) {
      throw new IOException(out + " is the file itself; give another name");
    }
    try (Progress bar = Progress.of("repack " + in.getFileName(), Files.size(in))) {
      Hdf5Repack.run(
          in,
          out,
          external.options(in),
          RepackOptions.DEFAULT
              .withBounds(bounds)
              .withLayout(d -> storage.of(d, w -> warn(in, w)))
              .withProgress(bar::step)
              .withWarnings(w -> warnNames(in, out, w)));
    }
  }

  /** Names of other files lead elsewhere from another folder. */
  private static void warnNames(Path in, Path out, String what) {
    Path from = in.toAbsolutePath().normalize().getParent();
    if (!out.toAbsolutePath().normalize().getParent().equals(from)) {
      warn(in, what + ", which may not be found from the new place");
    }
  }

  private static void warn(Path in, String what) {
    System.err.println("myelin: warning: " + in + ": " + Failure.oneLine(what));
  }
}
