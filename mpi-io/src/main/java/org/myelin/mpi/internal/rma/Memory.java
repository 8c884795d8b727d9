package org.myelin.mpi.internal.rma;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** The memory of a rank's window: one region, or for a dynamic window several. */
public final class Memory {
  private final TreeMap<Long, ByteBuffer> regions = new TreeMap<>();
  private long next;

  /** Adds a region; returns the address of its first byte, never given twice. */
  public synchronized long attach(ByteBuffer region) {
    long address = next;
    regions.put(address, region.slice());
    next = Math.addExact(next, Math.max(1, region.remaining()) + 4095L & ~4095L);
    return address;
  }

  /** Removes a region; false when there is none at this address. */
  public synchronized boolean detach(long address) {
    return regions.remove(address) != null;
  }

  /** {@code length} bytes from {@code address}, or null when they are not all in one region. */
  synchronized ByteBuffer at(long address, int length) {
    Map.Entry<Long, ByteBuffer> region = regions.floorEntry(address);
    if (region == null || length < 0) {
      return null;
    }
    long offset = address - region.getKey();
    ByteBuffer bytes = region.getValue();
    return offset < 0 || offset > bytes.capacity() - length
        ? null
        : bytes.slice((int) offset, length);
  }
}
