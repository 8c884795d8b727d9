package mpi;

import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;

/**
 * What every method of this package throws. Unchecked, so that programs that declare it and
 * programs that do not both compile.
 */
public class MPIException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  /** Without an explanation. */
  public MPIException() {
    this("MPI failed");
  }

  /** With an explanation. */
  public MPIException(String message) {
    super(message);
    code = number(ErrorClass.OTHER);
  }

  /** For another failure. */
  public MPIException(Throwable cause) {
    super(cause.getMessage(), cause);
    code = number(cause instanceof MpiException known ? known.errorClass() : ErrorClass.ARG);
  }

  MPIException(ErrorClass errorClass, String message) {
    super(message);
    code = number(errorClass);
  }

  static int number(ErrorClass errorClass) {
    return errorClass.ordinal() + 1;
  }

  /** The number of the error class, counted from 1 in the order of {@link ErrorClass}. */
  public int getErrorCode() {
    return code;
  }

  /** The same as {@link #getErrorCode}. */
  public int getErrorClass() {
    return code;
  }
}
