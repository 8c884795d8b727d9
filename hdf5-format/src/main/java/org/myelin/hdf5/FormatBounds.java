package org.myelin.hdf5;

/**
 * Which family of on-disk structures a new file is made of: libhdf5's bounds on library versions.
 * Each structure takes the newest form that every library from that version on reads, with the
 * widths that libhdf5 would choose. From {@link #V18} on, what no such form can hold is refused
 * with an {@link UnsupportedFormatException} that names the bounds which can.
 *
 * <p>A file that is opened for editing keeps the family it has.
 */
public enum FormatBounds {
  /**
   * Superblock 0, version 1 object headers, symbol-table groups, version 1 B-trees: what h5py and
   * pynwb write by default, read by every HDF5 library. Where these have no word for something
   * (links into other files, attribute names beyond ASCII, null dataspaces, complex numbers), one
   * group or one message takes the oldest form that has, as with libhdf5's default bounds.
   */
  EARLIEST,
  /**
   * Superblock 2, version 2 object headers, groups that keep their links in messages or fractal
   * heaps, attributes over 64 KiB: read by libhdf5 1.8 and later.
   */
  V18,
  /**
   * Superblock 3, virtual datasets, and chunk indexes for each way in which a dataset may grow:
   * read by libhdf5 1.10 and later.
   */
  V110,
  /** References to attributes and to elements of other files: read by libhdf5 1.12 and later. */
  V112,
  /** Complex numbers, and layouts of version 5 in all datasets: read by libhdf5 2.0 and later. */
  LATEST
}
