package org.myelin.mpi.internal.match;

import java.time.Duration;

/**
 * Limits of waiting, from the property {@code myelin.mpi.timeout} or {@code MYELIN_MPI_TIMEOUT},
 * and what a failure means, from {@code myelin.mpi.on-failure} or {@code MYELIN_MPI_ON_FAILURE}.
 */
public final class Limits {
  private static final long DEFAULT_SECONDS = 60;

  private Limits() {}

  /** Whether the job goes on when a rank has failed. */
  public static boolean goesOnAfterFailure() {
    String variable = System.getenv().getOrDefault("MYELIN_MPI_ON_FAILURE", "end");
    String choice = System.getProperty("myelin.mpi.on-failure", variable);
    return switch (choice) {
      case "continue" -> true;
      case "end", "" -> false;
      default ->
          throw new IllegalArgumentException(
              "myelin.mpi.on-failure must be end or continue, found " + choice);
    };
  }

  /** How long a call waits for a partner that shows no sign. */
  public static Duration timeout() {
    String text = System.getProperty("myelin.mpi.timeout", System.getenv("MYELIN_MPI_TIMEOUT"));
    if (text == null || text.isBlank()) {
      return Duration.ofSeconds(DEFAULT_SECONDS);
    }
    try {
      long millis = Math.round(Double.parseDouble(text.strip()) * 1000);
      if (millis > 0) {
        return Duration.ofMillis(millis);
      }
    } catch (NumberFormatException notANumber) {
      // Reported below with the text.
    }
    throw new IllegalArgumentException(
        "myelin.mpi.timeout must be a number of seconds above 0, found " + text);
  }
}
