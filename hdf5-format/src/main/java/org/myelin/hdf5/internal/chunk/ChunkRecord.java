package org.myelin.hdf5.internal.chunk;

/**
 * Where a stored chunk lies.
 *
 * @param address relative to the base address
 * @param size bytes in the file, after the filters
 * @param filterMask a bit for each filter that was left out for this chunk
 */
public record ChunkRecord(long address, long size, int filterMask) {}
