package org.myelin.mpi.io;

/** What an offset given to {@link MpiFile#seek} is counted from. */
public enum Whence {
  /** The start of the view (MPI_SEEK_SET). */
  SET,
  /** The present position (MPI_SEEK_CUR). */
  CURRENT,
  /** The end of the file (MPI_SEEK_END). */
  END
}
