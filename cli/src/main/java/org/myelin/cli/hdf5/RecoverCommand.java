package org.myelin.cli.hdf5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.myelin.cli.ExitCode;
import org.myelin.hdf5.Hdf5Recovery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code myelin recover}: a crashed program's file at its last flush. */
@Command(
    name = "recover",
    description = {
      "Bring a file that a crashed program left to its last flush, so that every library opens it.",
      "Without OUT or --in-place, tell what would be done; exit code 1 if that is anything."
    },
    mixinStandardHelpOptions = true)
public final class RecoverCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--in-place", description = "Change FILE itself.")
  private boolean inPlace;

  @Parameters(paramLabel = "FILE", index = "0")
  private Path file;

  @Parameters(
      paramLabel = "OUT",
      index = "1",
      arity = "0..1",
      description = "Where the recovered copy goes; must not exist.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (inPlace && out != null) {
      throw new ParameterException(spec.commandLine(), "give either --in-place or OUT");
    }
    boolean told = inPlace || out != null;
    List<String> report =
        inPlace
            ? Hdf5Recovery.inPlace(file)
            : out != null ? Hdf5Recovery.copy(file, out) : Hdf5Recovery.plan(file);
    if (report.isEmpty()) {
      System.out.println(file + ": nothing to do");
    }
    report.forEach(line -> System.out.println(file + ": " + line));
    if (!told && !report.isEmpty()) {
      System.out.println(file + ": nothing was changed; give OUT or --in-place to do this");
    }
    return told || report.isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
  }
}
