package org.myelin.hdf5.internal.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Who has which bytes of a file. Not thread-safe. */
public final class SpaceAccount {
  /** More findings than this say nothing new. */
  private static final int MOST = 100;

  private record Extent(String owner, long address, long size) {
    long end() {
      return address + size;
    }
  }

  private final Map<Long, Extent> structures = new LinkedHashMap<>();
  private final List<Extent> all = new ArrayList<>();
  private final TreeMap<Long, Long> owned = new TreeMap<>();
  private long reached;

  /**
   * Enters a structure of the format, which may be met more than once, and at first in part: then
   * its largest extent counts.
   */
  public synchronized void structure(String name, long address, long size) {
    Extent e = new Extent(name, address, size);
    Extent before = structures.get(address);
    if (before == null) {
      structures.put(address, e);
    } else if (!before.owner.equals(name)) {
      all.add(e);
    } else if (before.size < size) {
      structures.put(address, e);
    }
  }

  /** Enters bytes that only this owner may have. */
  public synchronized void data(String owner, long address, long size) {
    all.add(new Extent(owner, address, size));
  }

  /** Enters bytes that somebody has, whatever else lies there: they are not lost. */
  public synchronized void owned(long address, long size) {
    owned.merge(address, size, Math::max);
  }

  /** Bytes that somebody has; known after {@link #findings}. */
  public long reached() {
    return reached;
  }

  /** Calls with address and size of each piece below the end that nobody has. */
  public synchronized void gaps(long endOfAllocation, BiConsumer<Long, Long> each) {
    TreeMap<Long, Long> taken = new TreeMap<>(owned);
    structures.values().forEach(e -> taken.merge(e.address, e.size, Math::max));
    all.forEach(e -> taken.merge(e.address, e.size, Math::max));
    long end = 0;
    for (Map.Entry<Long, Long> e : taken.entrySet()) {
      if (e.getKey() > end && end < endOfAllocation) {
        each.accept(end, Math.min(e.getKey(), endOfAllocation) - end);
      }
      end = Math.max(end, e.getKey() + e.getValue());
    }
    if (end < endOfAllocation) {
      each.accept(end, endOfAllocation - end);
    }
  }

  /** What lies over something else, or behind the end of the space in use. */
  public synchronized List<String> findings(long endOfAllocation) {
    List<Extent> sorted = new ArrayList<>(all);
    sorted.addAll(structures.values());
    sorted.removeIf(e -> e.size == 0);
    sorted.sort(Comparator.comparingLong(Extent::address).thenComparingLong(Extent::size));
    List<String> findings = new ArrayList<>();
    Extent last = new Extent("", 0, 0);
    reached = 0;
    for (Extent e : sorted) {
      if (e.address < last.end() && findings.size() < MOST) {
        findings.add("overlap: " + text(last) + " and " + text(e));
      }
      if (e.end() > endOfAllocation && findings.size() < MOST) {
        findings.add(text(e) + " is behind the end of the space in use, " + endOfAllocation);
      }
      reached += Math.max(0, e.end() - Math.max(e.address, last.end()));
      last = e.end() > last.end() ? e : last;
    }
    return findings;
  }

  private static String text(Extent e) {
    return e.owner + " at 0x" + Long.toHexString(e.address) + " (" + e.size + " bytes)";
  }
}
