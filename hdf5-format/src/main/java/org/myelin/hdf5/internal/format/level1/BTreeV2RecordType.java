package org.myelin.hdf5.internal.format.level1;

import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * What a version 2 B-tree holds.
 *
 * @param number the type in the file
 * @param size bytes of a record
 * @param description of a record
 */
public record BTreeV2RecordType<R>(int number, int size, Wire.Description<R> description) {
  /** The type of records that take as many bytes as this one. */
  static <R> BTreeV2RecordType<R> like(Geometry g, int number, R sample, Wire.Description<R> d) {
    return new BTreeV2RecordType<>(number, Math.toIntExact(Wire.size(g, sample, d)), d);
  }
}
