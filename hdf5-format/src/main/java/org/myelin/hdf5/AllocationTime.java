package org.myelin.hdf5;

/** When a dataset's elements get their room in the file. */
public enum AllocationTime {
  /** When the dataset is created, and when it grows. */
  EARLY,
  /** All of it when something is first written. */
  LATE,
  /** Chunk by chunk, when something is first written into each. */
  INCREMENTAL
}
