package org.myelin.mpi.internal.launch;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.transport.tcp.Listening;
import org.myelin.mpi.spi.ProcessManager;
import org.myelin.mpi.spi.ProcessManagerProvider;

/**
 * A launcher that numbers its processes by variables and offers nothing else. The ranks meet in a
 * folder: of the host when all are on one, else the one that {@code MYELIN_MPI_FOLDER} names, else
 * the working folder, which must then be shared.
 */
abstract class NumberedProvider implements ProcessManagerProvider {
  /**
   * What the variables say.
   *
   * @param job tells the job from all others
   * @param oneHost whether all ranks are on this host
   */
  record Numbers(int rank, int size, String job, boolean oneHost) {}

  private static final String FOLDER = "MYELIN_MPI_FOLDER";

  private final String name;

  NumberedProvider(String name) {
    this.name = name;
  }

  /** Null when the variables are not there; throws NumberFormatException when they are broken. */
  abstract Numbers numbers(Map<String, String> environment);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Optional<String> recognise(Map<String, String> environment) {
    Numbers numbers = checked(environment);
    return numbers == null
        ? Optional.empty()
        : Optional.of(
            String.format(
                "rank %d of %d, %s, meeting in %s",
                numbers.rank,
                numbers.size,
                numbers.oneHost ? "one host" : "several hosts",
                folder(numbers, environment)));
  }

  @Override
  public final Optional<ProcessManager> find(Map<String, String> environment) {
    Numbers numbers = checked(environment);
    if (numbers == null) {
      return Optional.empty();
    }
    Path folder = folder(numbers, environment);
    Meeting meeting = new Meeting(name, numbers.rank, numbers.size, folder, numbers.job);
    return Optional.of(
        meeting.manager(
            numbers.oneHost
                ? Listening.address(environment)
                : Listening.address(Map.of(Listening.VARIABLE, host(environment)))));
  }

  private static String host(Map<String, String> environment) {
    return environment.getOrDefault(Listening.VARIABLE, "auto");
  }

  private static Path folder(Numbers numbers, Map<String, String> environment) {
    String given = environment.get(FOLDER);
    if (given != null) {
      return Path.of(given);
    }
    return Path.of(numbers.oneHost ? System.getProperty("java.io.tmpdir") : "").toAbsolutePath();
  }

  private Numbers checked(Map<String, String> environment) {
    try {
      Numbers numbers = numbers(environment);
      if (numbers != null
          && (numbers.size < 1 || numbers.rank < 0 || numbers.rank >= numbers.size)) {
        throw new NumberFormatException("rank " + numbers.rank + " of " + numbers.size);
      }
      return numbers;
    } catch (NumberFormatException broken) {
      throw new MpiException(
          ErrorClass.OTHER,
          -1,
          "the variables of " + name + " do not fit each other: " + broken.getMessage(),
          broken);
    }
  }
}
