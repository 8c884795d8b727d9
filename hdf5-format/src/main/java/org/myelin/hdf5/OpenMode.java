package org.myelin.hdf5;

/** What an opened file may be used for. */
public enum OpenMode {
  /** Reading only; nothing in the file changes. */
  READ,
  /** Reading and changing in place; what was flushed before stays readable until the next flush. */
  EDIT
}
