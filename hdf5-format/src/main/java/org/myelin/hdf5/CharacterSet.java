package org.myelin.hdf5;

/** How names and strings are encoded; the ordinal is the number in the file. */
public enum CharacterSet {
  /** US-ASCII, though files often hold other bytes. */
  ASCII,
  /** UTF-8. */
  UTF_8
}
