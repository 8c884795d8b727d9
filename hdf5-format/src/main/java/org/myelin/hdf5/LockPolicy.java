package org.myelin.hdf5;

/**
 * Whether opening a file for editing keeps other writers out. The lock belongs to the process and
 * ends with it. Two Myelin programs, or two parts of one, see each other's locks; libhdf5 on Linux
 * uses locks of another kind and does not. On POSIX systems a process gives up its lock against
 * other processes as soon as it closes any handle of the same file, one for reading too; within the
 * process the lock stays.
 */
public enum LockPolicy {
  /** The file must be locked; a storage that has no locks is refused. */
  REQUIRED,

  /** A locked file is refused; a storage that has no locks is used without. */
  BEST_EFFORT,

  /** Nobody looks. */
  NONE
}
