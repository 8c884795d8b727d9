package org.myelin.cli.nwb;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code myelin nwb}: groups the commands on NWB files. */
@Command(
    name = "nwb",
    description = "Look into NWB files.",
    mixinStandardHelpOptions = true,
    subcommands = NwbDumpCommand.class)
public final class NwbCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }
}
