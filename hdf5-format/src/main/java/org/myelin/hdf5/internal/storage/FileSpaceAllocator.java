package org.myelin.hdf5.internal.storage;

import java.util.Map;
import java.util.TreeMap;

/**
 * Hands out file space. Deterministic: ranks that make the same calls get the same addresses
 * without talking.
 *
 * <p>Space that the last commit uses is never handed out before the next commit: what is freed
 * meanwhile waits, so a crash between two commits leaves everything that the last one described.
 * Space that was allocated after the last commit and freed again is free at once. Addresses are
 * relative to the file's base address. Not thread-safe.
 */
public final class FileSpaceAllocator {
  private static final int ALIGNMENT = 8;

  private final TreeMap<Long, Long> free = new TreeMap<>();
  private final TreeMap<Long, Long> freedSinceCommit = new TreeMap<>();
  private final TreeMap<Long, Long> newSinceCommit = new TreeMap<>();
  private final long zeroFrom;
  private long endOfAllocation;
  private long endOfReleased;
  private boolean keeping;

  /**
   * @param endOfAllocation where the space in use ends
   * @param endOfStorage where the stored bytes end; what lies behind reads as zero
   */
  public FileSpaceAllocator(long endOfAllocation, long endOfStorage) {
    this.endOfAllocation = endOfAllocation;
    this.zeroFrom = Math.max(endOfAllocation, endOfStorage);
  }

  /** Where the space in use ends: the superblock's end of file address. */
  public long endOfAllocation() {
    return endOfAllocation;
  }

  /** Tells that another program has made the file this long. */
  public synchronized void grown(long end) {
    endOfAllocation = Math.max(endOfAllocation, end);
  }

  /** From now on, space that a commit has used is never handed out again: readers may hold it. */
  public void keepReleased() {
    keeping = true;
  }

  /** Space for {@code size} bytes: the first free block that holds it, else at the end. */
  public long allocate(long size) {
    long address = fromFree(size);
    if (address < 0) {
      address = roundUp(endOfAllocation);
      endOfAllocation = Math.addExact(address, roundUp(size));
      join(newSinceCommit, address, roundUp(size));
    }
    return address;
  }

  private long fromFree(long size) {
    for (Map.Entry<Long, Long> e : free.entrySet()) {
      long address = roundUp(e.getKey());
      long room = e.getKey() + e.getValue() - address;
      if (room >= size) {
        // what was freed may end where another's block begins, before the next multiple
        long taken = Math.min(room, roundUp(size));
        take(free, address, taken);
        join(newSinceCommit, address, taken);
        return address;
      }
    }
    return -1;
  }

  /**
   * Whether the bytes from {@code address} on have never been stored or handed out before, so that
   * they read as zero.
   */
  public boolean isFresh(long address) {
    return address >= zeroFrom && address >= endOfReleased;
  }

  /** Whether the last commit knows nothing of this space, so that it may be written at any time. */
  public boolean isNew(long address, long size) {
    Map.Entry<Long, Long> e = newSinceCommit.floorEntry(address);
    return e != null && e.getKey() + e.getValue() - size >= address;
  }

  /**
   * Gives space back; it is handed out again at once if the last commit knew nothing of it, else
   * after the next.
   */
  public void release(long address, long size) {
    endOfReleased = Math.max(endOfReleased, address + roundUp(size));
    if (take(newSinceCommit, address, roundUp(size))) {
      join(free, address, roundUp(size));
    } else if (take(newSinceCommit, address, size)) {
      join(free, address, size);
    } else if (!keeping) {
      // not rounded up: in a file of another writer the next block may begin right behind
      join(freedSinceCommit, address, size);
    }
  }

  /**
   * The file's description on disk is now the one in memory: what was freed before may be handed
   * out.
   */
  public void committed() {
    freedSinceCommit.forEach((a, n) -> join(free, a, n));
    freedSinceCommit.clear();
    newSinceCommit.clear();
  }

  private static long roundUp(long n) {
    return Math.addExact(n, ALIGNMENT - 1) & -ALIGNMENT;
  }

  private static void join(TreeMap<Long, Long> map, long address, long length) {
    Map.Entry<Long, Long> before = map.floorEntry(address);
    if (before != null && before.getKey() + before.getValue() == address) {
      address = before.getKey();
      length += before.getValue();
    }
    Long after = map.remove(address + length);
    map.put(address, after == null ? length : length + after);
  }

  /** Removes the range from the map if one entry holds all of it. */
  private static boolean take(TreeMap<Long, Long> map, long address, long length) {
    Map.Entry<Long, Long> e = map.floorEntry(address);
    if (e == null || e.getKey() + e.getValue() < address + length) {
      return false;
    }
    long start = e.getKey();
    long end = start + e.getValue();
    map.remove(start);
    if (start < address) {
      map.put(start, address - start);
    }
    if (end > address + length) {
      map.put(address + length, end - address - length);
    }
    return true;
  }
}
