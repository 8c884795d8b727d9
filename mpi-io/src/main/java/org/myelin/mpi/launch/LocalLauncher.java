package org.myelin.mpi.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.OnFailure;
import org.myelin.mpi.internal.launch.Children;
import org.myelin.mpi.internal.launch.Coordinator;
import org.myelin.mpi.internal.launch.LauncherVariables;

/**
 * Starts copies of a command as the ranks of one job on this machine, like {@code mpiexec -n}. A
 * program that calls {@code Mpi.init} in such a process finds its rank; one that does not may be
 * any program.
 *
 * <p>Output of the ranks is passed on line by line, never torn; rank 0 reads this process's
 * standard input. When a rank ends with another code than 0, the others are told, get 5 s, and are
 * then ended. When this process ends in whatever way, so do the ranks. Not reusable.
 *
 * <pre>{@code
 * int code = LocalLauncher.of(4, "java", "-cp", classPath, "Ring").run();
 * }</pre>
 */
public final class LocalLauncher {
  private static final int SECRET_BYTES = 32;

  private final int ranks;
  private final List<String> command;
  private final Map<String, String> environment = new HashMap<>();
  private OnFailure onFailure = OnFailure.END;
  private Redirect input = Redirect.INHERIT;
  private PrintStream out = System.out;
  private PrintStream err = System.err;

  private LocalLauncher(int ranks, List<String> command) {
    this.ranks = ranks;
    this.command = command;
  }

  /**
   * A job of {@code ranks} copies of {@code command}.
   *
   * @throws IllegalArgumentException for less than 1 rank or no command
   */
  public static LocalLauncher of(int ranks, String... command) {
    return of(ranks, List.of(command));
  }

  /** As {@link #of(int, String...)}. */
  public static LocalLauncher of(int ranks, List<String> command) {
    if (ranks < 1) {
      throw new IllegalArgumentException("a job needs at least 1 rank, found " + ranks);
    }
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a job needs a command");
    }
    return new LocalLauncher(ranks, List.copyOf(command));
  }

  /** Another variable in the environment of every rank. */
  public LocalLauncher environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * What becomes of the others when a rank has failed; the default is that they end. When they go
   * on, the job is well if one of them ends with code 0.
   */
  public LocalLauncher onFailure(OnFailure choice) {
    onFailure = choice;
    return this;
  }

  /**
   * Where rank 0 reads from; the default is this process's standard input. The others read nothing.
   */
  public LocalLauncher input(Redirect source) {
    input = source;
    return this;
  }

  /** Where the ranks' lines go; the default is this process's standard output and error. */
  public LocalLauncher output(PrintStream standard, PrintStream error) {
    out = standard;
    err = error;
    return this;
  }

  /**
   * Runs the job and returns 0 when every rank ended with 0, else the exit code of the first rank
   * that did not (128 plus the signal that ended it).
   *
   * @throws MpiException when the command cannot be started
   * @throws InterruptedException when the calling thread is interrupted; the ranks are then ended
   */
  public int run() throws InterruptedException {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    try (Coordinator coordinator = new Coordinator(ranks, secret);
        Children children = new Children(coordinator, out, err)) {
      if (onFailure == OnFailure.CONTINUE) {
        children.goOnAfterFailure();
        environment("MYELIN_MPI_ON_FAILURE", "continue");
      }
      for (int rank = 0; rank < ranks; rank++) {
        children.start(rank, builder(rank, coordinator.port(), secret));
      }
      return children.await();
    } catch (IOException failed) {
      throw new MpiException(
          ErrorClass.OTHER,
          -1,
          "cannot start " + command.get(0) + ": " + failed.getMessage(),
          failed);
    }
  }

  private ProcessBuilder builder(int rank, int port, byte[] secret) {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
    Map<String, String> variables = builder.environment();
    variables.putAll(environment);
    variables.put(LauncherVariables.RANK, Integer.toString(rank));
    variables.put(LauncherVariables.SIZE, Integer.toString(ranks));
    variables.put(LauncherVariables.COORDINATOR, "127.0.0.1:" + port);
    variables.put(
        LauncherVariables.SECRET, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    if (rank == 0) {
      builder.redirectInput(input);
    }
    return builder;
  }
}
