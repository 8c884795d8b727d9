package org.myelin.cli.hdf5;

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
import picocli.CommandLine.Parameters;

/** {@code myelin verify}: whether files are in order. */
@Command(
    name = "verify",
    description = {
      "Read everything in HDF5 files and tell what is wrong: what cannot be read, checksums,",
      "structures or elements that lie over each other. Exit code 1 if there is anything."
    },
    mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
  @Mixin private ExternalOption external;

  @Parameters(paramLabel = "FILE", arity = "1..*")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() {
    int code = ExitCode.FINE;
    for (Path file : files) {
      code = Math.max(code, verify(file));
    }
    return code;
  }

  private int verify(Path file) {
    try {
      Hdf5Verification v = Hdf5Verification.of(file, external.options(file));
      v.findings().forEach(f -> System.out.println(file + ": " + Failure.oneLine(f)));
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
      return v.findings().isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
    } catch (Hdf5Exception e) {
      System.err.println("myelin: " + Failure.line(e));
      return ExitCode.FAILED;
    }
  }
}
