package org.myelin.nwb.internal.builder;

import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.Transfer;

/**
 * The elements of a dataset in some storage; reads and writes reach the storage each time, nothing
 * is kept.
 */
public interface StoredData {
  /** Type of the elements as stored. */
  Datatype datatype();

  /** Length of each axis; empty for a scalar, null for a null dataspace. */
  long[] shape();

  /** Greatest length of each axis, -1 for unlimited; null for a null dataspace. */
  long[] maxShape();

  /** Chunk lengths, or null when the data are not chunked. */
  long[] chunks();

  /** All elements as Java values. */
  Object read();

  /** Selected elements as an array of {@code componentType}: a primitive type or String. */
  Object read(Class<?> componentType, Selection selection);

  /** Writes selected elements from an array of a primitive type or String. */
  void write(Selection selection, Object array, Transfer transfer);

  /** Changes the lengths of the axes, within their greatest. */
  void resize(long... shape);
}
