package org.myelin.cli.hdf5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.myelin.cli.ExitCode;
import org.myelin.cli.Failure;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Hdf5Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code myelin verify}: whether files are in order. */
@Command(
    name = "verify",
    description = {
      "Read everything in HDF5 files and tell what is wrong: what cannot be read, checksums,",
      "structures or elements that lie over each other, references to nothing, wrong counts of",
      "links. Exit code 1 if there is anything. Lost space and soft links that lead nowhere are",
      "notes, which do not count."
    },
    mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
  @Mixin private ExternalOption external;

  @Option(names = "--json", description = "One JSON object for each file.")
  private boolean json;

  @Parameters(paramLabel = "FILE", arity = "1..*")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    int code = ExitCode.FINE;
    for (Path file : files) {
      code = Math.max(code, verify(file));
    }
    return code;
  }

  private int verify(Path file) throws IOException {
    try {
      Hdf5Verification v = Hdf5Verification.of(file, external.options(file));
      if (json) {
        v.writeJson(file.toString(), System.out);
      } else {
        print(file, v);
      }
      return v.findings().isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
    } catch (Hdf5Exception e) {
      System.err.println("myelin: " + Failure.line(e));
      return ExitCode.FAILED;
    }
  }

  private static void print(Path file, Hdf5Verification v) {
    v.findings().forEach(f -> System.out.println(file + ": " + Failure.oneLine(f)));
    v.notes().forEach(n -> System.out.println(file + ": note: " + Failure.oneLine(n)));
    System.out.println(
        file
            + ": "
            + v.objects()
            + " objects, "
            + v.reached()
            + " of "
            + v.allocated()
            + " bytes in use by them, "
            + (v.findings().isEmpty() ? "in order" : v.findings().size() + " findings"));
  }
}
