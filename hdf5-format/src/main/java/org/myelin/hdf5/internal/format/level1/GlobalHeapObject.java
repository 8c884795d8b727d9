package org.myelin.hdf5.internal.format.level1;

/**
 * One object of a global heap collection.
 *
 * @param index 1 to 65535
 * @param referenceCount how many places use it; libhdf5 writes 0 or 1
 * @param bytes its content
 */
public record GlobalHeapObject(int index, int referenceCount, byte[] bytes) {}
