package org.myelin.mpi;

/**
 * The ranks of a communicator called different collective operations, or the same one with
 * arguments that must agree and do not (root, operation, type, bytes). Every rank gets it, naming
 * two ranks and what each called; the communicator cannot be used for collective calls any more.
 */
public class CollectiveMismatchException extends MpiException {
  private static final long serialVersionUID = 1L;

  /** A mismatch told to {@code rank}, a world rank. */
  public CollectiveMismatchException(int rank, String message) {
    super(ErrorClass.NOT_SAME, rank, message);
  }
}
