package org.myelin.hdf5;

/** Whether an object keeps the order in which its links or attributes are made. */
public enum CreationOrder {
  /** It does not. */
  NOT_KEPT,
  /** Each carries its number. */
  TRACKED,
  /** Each carries its number, and where they are many an index leads from numbers to them. */
  INDEXED
}
