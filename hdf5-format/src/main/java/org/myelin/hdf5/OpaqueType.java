package org.myelin.hdf5;

/**
 * Bytes that HDF5 does not look into.
 *
 * @param size bytes
 * @param tag what they are; at most 248 bytes
 */
public record OpaqueType(int size, String tag) implements Datatype {
  /** Checks the size. */
  public OpaqueType {
    TypeChecks.size(size);
  }

  @Override
  public String toString() {
    return "opaque" + size + "{" + tag + "}";
  }
}
