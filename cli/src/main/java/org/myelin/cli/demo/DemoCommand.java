package org.myelin.cli.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.myelin.cli.ExitCode;
import org.myelin.cli.Failure;
import org.myelin.cli.Myelin;
import org.myelin.cli.run.SelfCommand;
import org.myelin.hdf5.Datatype;
import org.myelin.mpi.Mpi;
import org.myelin.mpi.RankFailedException;
import org.myelin.mpi.launch.LocalLauncher;
import org.myelin.nwb.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code myelin demo}: {@link Tutorial} with as many ranks as wanted. */
@Command(
    name = "demo",
    description = "Write and read one NWB file from all ranks; each prints 'rank R read V'.",
    mixinStandardHelpOptions = true,
    footer = {"", "Started by a launcher, it is one of the launcher's ranks."})
public final class DemoCommand implements Callable<Integer> {
  /** What a rank is. */
  enum Launch {
    THREADS,
    LOCAL
  }

  private static final int DEFAULT_RANKS = 4;
  private static final int MOST_DEFLATE = 9;

  @Option(names = "-n", paramLabel = "N", description = "Number of ranks (4).")
  private Integer ranks;

  @Option(
      names = "--launch",
      paramLabel = "threads|local",
      description = "Ranks as threads of this JVM, or as local processes (the default).")
  private Launch launch = Launch.LOCAL;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file; replaced if it is there (myelin-demo.nwb in this folder).")
  private Path out = Path.of("myelin-demo.nwb");

  @Option(
      names = "--chunk",
      paramLabel = "N",
      description = "Elements in a chunk, at most all (all).")
  private Integer chunk;

  @Option(names = "--gzip", paramLabel = "LEVEL", description = "Compress, with level 0 to 9.")
  private Integer gzip;

  @ParentCommand private Myelin myelin;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    check(ranks == null || ranks >= 1, "-n is " + ranks + ": at least 1 rank");
    check(chunk == null || chunk >= 1, "--chunk is " + chunk + ": at least 1 element");
    check(
        gzip == null || (gzip >= 0 && gzip <= MOST_DEFLATE),
        "--gzip is " + gzip + ": a level from 0 to " + MOST_DEFLATE);
    if (SelfCommand.isRank()) {
      return oneRank();
    }
    int size = ranks == null ? DEFAULT_RANKS : ranks;
    if (launch == Launch.THREADS) {
      Mpi.runThreads(size, mpi -> Tutorial.run(mpi, out, data(size)));
      return ExitCode.FINE;
    }
    return LocalLauncher.of(size, SelfCommand.of(arguments())).run();
  }

  private void check(boolean good, String otherwise) {
    if (!good) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  /** What a rank is told again; how many there are it knows from its launcher. */
  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("demo", "--out", out.toString()));
    if (chunk != null) {
      arguments.addAll(List.of("--chunk", chunk.toString()));
    }
    if (gzip != null) {
      arguments.addAll(List.of("--gzip", gzip.toString()));
    }
    if (myelin.debug()) {
      arguments.add("--debug");
    }
    return arguments;
  }

  private int oneRank() {
    try (Mpi mpi = Mpi.init()) {
      int size = mpi.world().size();
      check(
          ranks == null || ranks == size,
          "rank %d: -n is %d, the launcher started %d"
              .formatted(mpi.world().rank(), ranks == null ? size : ranks, size));
      try {
        Tutorial.run(mpi, out, data(size));
      } catch (RankFailedException another) {
        throw another;
      } catch (RuntimeException mine) {
        if (myelin.debug()) {
          mine.printStackTrace();
        }
        // Without this the others would wait for this rank in their next collective call.
        mpi.abort(ExitCode.FAILED, Failure.line(mine));
      }
    }
    return ExitCode.FINE;
  }

  private DataSource data(long size) {
    DataSource data = DataSource.allocate(Datatype.I64, size).maxShape(size);
    if (chunk != null) {
      data = data.chunks(Math.min(chunk, size));
    }
    return gzip == null ? data : data.deflate(gzip);
  }
}
