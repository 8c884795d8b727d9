package org.myelin.hdf5;

/** When the fill value is written into new room of a dataset. */
public enum FillTime {
  /** When room is made. */
  ON_ALLOCATION,
  /** Never: elements that are not written may read as anything that lay there before. */
  NEVER,
  /** When room is made, unless the dataset has no fill value. */
  IF_SET
}
