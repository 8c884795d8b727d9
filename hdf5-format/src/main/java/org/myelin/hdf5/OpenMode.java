package org.myelin.hdf5;

/** What an opened file may be used for. */
public enum OpenMode {
  /**
   * Reading only; nothing in the file changes. A file that is marked as open for writing is read as
   * it is on the disk: what its writer still has in memory is not there, and a block that is just
   * being written gives a {@link CorruptFileException}.
   */
  READ,
  /**
   * Reading a file that another program may be writing in SWMR mode (single writer, many readers);
   * {@link Hdf5File#refresh} and {@link Dataset#refresh} show what it has written since. Not for
   * files with a communicator.
   */
  READ_SWMR,
  /** Reading and changing in place; what was flushed before stays readable until the next flush. */
  EDIT
}
