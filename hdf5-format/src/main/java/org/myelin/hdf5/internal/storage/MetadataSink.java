package org.myelin.hdf5.internal.storage;

/** Where structures go when they are written: space is asked for, given back, and filled. */
public interface MetadataSink {
  /** New space. */
  long allocate(long size);

  /** Gives back space that the last commit may use. */
  void release(long address, long size);

  /** Stages a block. */
  void put(long address, byte[] bytes);
}
