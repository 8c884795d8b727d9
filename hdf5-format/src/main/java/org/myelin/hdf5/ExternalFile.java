package org.myelin.hdf5;

/**
 * A piece of a dataset that lies in a raw data file of its own.
 *
 * @param name of the file as it is stored: relative to the folder of the HDF5 file, or absolute
 *     (libhdf5 takes it relative to where its program runs, unless {@code HDF5_EXTFILE_PREFIX} is
 *     {@code ${ORIGIN}})
 * @param offset of the piece in that file, in bytes
 * @param size bytes of the piece, or {@link #UNLIMITED} for whatever is left; only the last piece
 *     may be so
 */
public record ExternalFile(String name, long offset, long size) {
  /** The size of a piece that takes all that is left. */
  public static final long UNLIMITED = -1;

  /** Checks the values. */
  public ExternalFile {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("'" + name + "' is not the name of a file");
    }
    if (offset < 0 || size < UNLIMITED || size == 0) {
      throw new IllegalArgumentException(
          name + ": no piece can have offset " + offset + " and size " + size);
    }
  }
}
