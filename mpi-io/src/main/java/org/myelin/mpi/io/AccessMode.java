package org.myelin.mpi.io;

/** How a file is opened (MPI standard, "Opening a File"); combine through the named constants below. */
public enum AccessMode {
  RDONLY, RDWR, WRONLY, CREATE, EXCL, DELETE_ON_CLOSE, UNIQUE_OPEN, SEQUENTIAL, APPEND
}
