package org.myelin.mpi.io;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a file is opened (MPI standard, "Opening a File"). A mode is a set with exactly one of {@link
 * #RDONLY}, {@link #RDWR} and {@link #WRONLY}; the constants name the usual ones.
 */
public enum AccessMode {
  /** Reading only. */
  RDONLY,
  /** Reading and writing. */
  RDWR,
  /** Writing only. */
  WRONLY,
  /** Create the file if it is missing; not with {@link #RDONLY}. */
  CREATE,
  /** With {@link #CREATE}: fail if the file is there already; not with {@link #RDONLY}. */
  EXCL,
  /** Delete the file when it is closed. */
  DELETE_ON_CLOSE,
  /** The caller promises that nobody else opens the file meanwhile. */
  UNIQUE_OPEN,
  /** The file is only read or written in sequence. */
  SEQUENTIAL,
  /** File pointers start at the end of the file. */
  APPEND;

  /** Read an existing file. */
  public static final Set<AccessMode> READ_ONLY = mode(RDONLY);

  /** Read and write an existing file. */
  public static final Set<AccessMode> READ_WRITE = mode(RDWR);

  /** Write an existing file. */
  public static final Set<AccessMode> WRITE_ONLY = mode(WRONLY);

  /** Read and write a file, created if it is missing; what it holds stays. */
  public static final Set<AccessMode> CREATE_READ_WRITE = mode(RDWR, CREATE);

  /** Read and write a file that must not be there yet. */
  public static final Set<AccessMode> CREATE_NEW_READ_WRITE = mode(RDWR, CREATE, EXCL);

  private static Set<AccessMode> mode(AccessMode first, AccessMode... rest) {
    return Collections.unmodifiableSet(EnumSet.of(first, rest));
  }
}
