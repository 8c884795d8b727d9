package org.myelin.hdf5.internal.dataset;

import java.util.concurrent.atomic.AtomicLong;
import org.myelin.hdf5.Finding;
import org.myelin.hdf5.UnsupportedFormatException;

/**
 * The virtual datasets that one read goes through, and what it may still cost: sources may be
 * virtual too, and lead back to where they are named, or name the same elements a thousand times at
 * each of ten levels.
 */
public final class Nesting {
  /** As many virtual datasets as may stand in each other. */
  private static final int MAX_DEPTH = 16;

  /** Looking at a source of a source costs as much as so many elements. */
  private static final long LOOK = 2048;

  private final Nesting outer;
  private final VirtualData here;
  private final int depth;
  private final AtomicLong left;

  private Nesting(Nesting outer, VirtualData here, AtomicLong left) {
    this.outer = outer;
    this.here = here;
    this.depth = outer == null ? 1 : outer.depth + 1;
    this.left = left;
  }

  /**
   * Enters a virtual dataset.
   *
   * @param outer null if the user reads it
   * @param elements that the user reads, if so
   */
  static Nesting into(Nesting outer, VirtualData here, long elements) {
    for (Nesting n = outer; n != null; n = n.outer) {
      if (n.here == here) {
        throw refused(here, "its sources lead back to itself, through " + outer.depth + " levels");
      }
    }
    if (outer != null && outer.depth == MAX_DEPTH) {
      throw refused(here, "more than " + MAX_DEPTH + " virtual datasets stand in each other");
    }
    AtomicLong left =
        outer == null ? new AtomicLong((1L << 27) + 64 * Math.min(elements, 1L << 50)) : outer.left;
    return new Nesting(outer, here, left);
  }

  /** Pays for looking at a source; those of the outermost dataset are as many as the file holds. */
  void look() {
    if (outer != null) {
      spend(LOOK);
    }
  }

  /** Pays for looking at a numbered source: a name may lead to the same file for every number. */
  void block() {
    spend(2 * LOOK);
  }

  /** Pays for elements of sources. */
  void spend(long elements) {
    if (left.addAndGet(-elements) < 0) {
      throw refused(
          here, "its sources overlap or are nested so often that reading it takes too long");
    }
  }

  private static UnsupportedFormatException refused(VirtualData d, String why) {
    return new UnsupportedFormatException(
        d.where() + ": " + why,
        new Finding(d.where(), "virtual sources", -1, why, "sources that come to an end"));
  }
}
