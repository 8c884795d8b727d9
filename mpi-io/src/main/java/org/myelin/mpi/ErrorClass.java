package org.myelin.mpi;

/**
 * The error classes of the MPI standard (chapter "Environmental Management", error codes and
 * classes).
 */
public enum ErrorClass {
  BUFFER,
  COUNT,
  TYPE,
  TAG,
  COMM,
  RANK,
  REQUEST,
  ROOT,
  GROUP,
  OP,
  TOPOLOGY,
  DIMS,
  ARG,
  UNKNOWN,
  TRUNCATE,
  OTHER,
  INTERN,
  IN_STATUS,
  PENDING,
  FILE,
  NOT_SAME,
  AMODE,
  UNSUPPORTED_DATAREP,
  UNSUPPORTED_OPERATION,
  NO_SUCH_FILE,
  FILE_EXISTS,
  BAD_FILE,
  ACCESS,
  NO_SPACE,
  QUOTA,
  READ_ONLY,
  FILE_IN_USE,
  DUP_DATAREP,
  CONVERSION,
  IO,
  INFO,
  WIN,
  RMA_SYNC,
  RMA_RANGE,
  PROC_FAILED,
  REVOKED
}
