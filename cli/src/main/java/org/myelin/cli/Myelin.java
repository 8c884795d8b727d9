package org.myelin.cli;

import org.myelin.cli.demo.DemoCommand;
import org.myelin.cli.hdf5.CopyCommand;
import org.myelin.cli.hdf5.DiffCommand;
import org.myelin.cli.hdf5.DumpCommand;
import org.myelin.cli.hdf5.LsCommand;
import org.myelin.cli.hdf5.RecoverCommand;
import org.myelin.cli.hdf5.RepackCommand;
import org.myelin.cli.hdf5.StatCommand;
import org.myelin.cli.hdf5.VerifyCommand;
import org.myelin.cli.nwb.NwbCommand;
import org.myelin.cli.run.RunCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code myelin}. Exit codes: 0 fine, 1 findings, 2 usage, 3 unreadable or failed. An
 * error is one line on standard error that starts with {@code myelin:}.
 */
@Command(
    name = "myelin",
    description = "HDF5, MPI-IO and NWB with no native code.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      LsCommand.class,
      DumpCommand.class,
      StatCommand.class,
      RepackCommand.class,
      CopyCommand.class,
      DiffCommand.class,
      VerifyCommand.class,
      RecoverCommand.class,
      NwbCommand.class,
      VersionCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "The script ./myelin also knows: test [--long], bench [--quick] [--json FILE] [SUITE...]"
    })
public final class Myelin implements Runnable {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  @Spec private CommandSpec spec;

  private Myelin() {}

  /** Whether a stack trace is wanted. */
  public boolean debug() {
    return debug;
  }

  /** Runs the command and ends this JVM with its exit code. */
  public static void main(String[] args) {
    // Before any netty class: newer JDKs warn on standard error about what it would use instead.
    System.setProperty("io.netty.noUnsafe", "true");
    int code = run(args);
    System.out.flush();
    System.exit(code);
  }

  /** Runs the command in this JVM; gives its exit code. */
  static int run(String... args) {
    Myelin myelin = new Myelin();
    CommandLine root = new CommandLine(myelin);
    RunCommand.configure(root.getSubcommands().get("run"));
    return root.setExitCodeExceptionMapper(e -> ExitCode.FAILED)
        .setExecutionExceptionHandler((e, line, parsed) -> Failure.print(e, myelin.debug))
        .setParameterExceptionHandler((e, words) -> Failure.printUsage(e))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setStopAtUnmatched(false)
        .execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }
}
