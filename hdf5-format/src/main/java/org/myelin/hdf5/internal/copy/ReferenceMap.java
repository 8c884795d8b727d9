package org.myelin.hdf5.internal.copy;

/** Where objects that references point at are in the other file. */
@FunctionalInterface
interface ReferenceMap {
  /**
   * What is written for a reference to no object that there is: an address inside the superblock.
   */
  long NOWHERE = 1;

  /** The reference becomes the null reference. */
  long NULL = 0;

  /** The new address of the object with this address, {@link #NOWHERE}, or {@link #NULL}. */
  long address(long before);
}
