package org.myelin.mpi.internal.rma;

import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;

/** An access to bytes that a window does not have. */
final class RangeException extends MpiException {
  private static final long serialVersionUID = 1L;

  RangeException(int rank, long address, int length) {
    super(
        ErrorClass.RMA_RANGE,
        rank,
        "the window of rank "
            + rank
            + " does not have the "
            + length
            + " bytes from byte "
            + address);
  }
}
