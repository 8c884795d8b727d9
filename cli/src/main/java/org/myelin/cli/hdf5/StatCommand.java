package org.myelin.cli.hdf5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.myelin.hdf5.Hdf5Dump;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code myelin stat}: counts and sizes of what files hold. */
@Command(
    name = "stat",
    description = "Print counts and sizes of what HDF5 files hold.",
    mixinStandardHelpOptions = true)
public final class StatCommand implements Callable<Integer> {
  @Mixin private ExternalOption external;

  @Parameters(paramLabel = "FILE", arity = "1..*")
  private List<String> files = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    return TextOutput.of(
        files,
        (file, out, errors) ->
            Hdf5Dump.writeStatistics(Path.of(file), external.options(Path.of(file)), out, errors));
  }
}
