package org.myelin.hdf5.spi;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Storage of one HDF5 file (HDF5's virtual file driver): the only place that touches channels,
 * sockets or memory. All access is positional, so calls may overlap. Failures are {@link
 * org.myelin.hdf5.Hdf5IOException}.
 *
 * <p>The calls marked collective are made by every rank of a parallel file, with its own and
 * possibly no pieces; in a serial file they are ordinary calls.
 */
public interface FileDriver extends AutoCloseable {
  /** What messages call this file, usually its path. */
  String name();

  /** Bytes stored now. */
  long size();

  /**
   * Reads at {@code address} until {@code into} is full or the file ends; returns the number of
   * bytes read.
   */
  int read(long address, ByteBuffer into);

  /** Writes all of {@code from} at {@code address}; by one rank alone. */
  void write(long address, ByteBuffer from);

  /** Writes every piece of the list. Collective. */
  void writeAll(ExtentList extents);

  /** Makes the file at least this long; new bytes read as zero. Never cuts. Collective. */
  void extend(long size);

  /** Makes the file at most this long. Collective. */
  void truncate(long size);

  /** Forces what was written to storage. Collective. */
  void force();

  /** Tells the driver that its file now has this name, so that it can find the file again. */
  void moved(Path path);

  /**
   * Gives up the storage; what was not forced may be lost with the machine, not with the process.
   * Collective.
   */
  @Override
  void close();
}
