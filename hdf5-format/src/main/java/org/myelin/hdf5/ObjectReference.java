package org.myelin.hdf5;

/**
 * An object reference (HDF5 reference type 0): the address of an object header in the same file.
 * Turn it into the object with {@link Hdf5File#resolve}.
 *
 * @param address relative to the file's base address; 0 or undefined is the null reference
 */
public record ObjectReference(long address) {
  /** The reference that points nowhere, as unwritten elements have it. */
  public static final ObjectReference NULL = new ObjectReference(0);

  /** Whether this points nowhere. */
  public boolean isNull() {
    return address == 0 || address == -1;
  }
}
