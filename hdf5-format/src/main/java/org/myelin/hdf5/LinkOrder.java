package org.myelin.hdf5;

/** In which order links or attributes are listed. */
public enum LinkOrder {
  /** By name, as its UTF-8 bytes compare. */
  NAME,
  /**
   * As they were made, where the object keeps count of that: h5py's {@code track_order}, always in
   * netCDF-4 files.
   */
  CREATION
}
