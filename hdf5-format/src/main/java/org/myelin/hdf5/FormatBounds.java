package org.myelin.hdf5;

/**
 * Which family of on-disk structures a new file is made of (libhdf5's library version bounds).
 *
 * <p>A file that is opened for editing keeps the family it has.
 */
public enum FormatBounds {
  /**
   * Superblock 0, version 1 object headers, symbol-table groups, version 1 B-trees: what h5py and
   * pynwb write by default, read by every HDF5 library.
   */
  EARLIEST,
  /**
   * Superblock 3, version 2 object headers, compact links, single-chunk and fixed-array chunk
   * indexes: read by libhdf5 1.10 and later.
   */
  V110
}
