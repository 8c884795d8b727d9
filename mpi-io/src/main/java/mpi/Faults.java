package mpi;

import java.util.function.Supplier;
import org.myelin.mpi.MpiException;

/** Turns what the messages below throw into the one exception that this package throws. */
final class Faults {
  private Faults() {}

  static <T> T call(Supplier<T> body) {
    try {
      return body.get();
    } catch (MpiException
        | IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException refused) {
      throw new MPIException(refused);
    }
  }

  static void run(Runnable body) {
    call(
        () -> {
          body.run();
          return null;
        });
  }
}
