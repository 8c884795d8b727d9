package org.myelin.hdf5;

/** How a string ends inside its fixed room; the ordinal is the number in the file. */
public enum StringPadding {
  /** The first NUL ends it. */
  NULL_TERMINATED,
  /** NULs fill the rest. */
  NULL_PADDED,
  /** Spaces fill the rest, as Fortran has it. */
  SPACE_PADDED
}
