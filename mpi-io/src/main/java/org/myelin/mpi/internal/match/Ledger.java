package org.myelin.mpi.internal.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.myelin.mpi.spi.Signature;

/**
 * Compares the collective calls of this rank with those that messages of the other ranks speak of,
 * on one communicator. A message of a later call waits until this rank gets there. Guarded by the
 * engine's lock.
 */
final class Ledger {
  /** Calls that are remembered, for messages that come when the call is over. */
  private static final int REMEMBERED = 1024;

  private record Seen(int source, Signature signature) {}

  private final Signature[] own = new Signature[REMEMBERED];
  private final Map<Long, List<Seen>> early = new HashMap<>();
  private long next;
  private volatile String mismatch;

  /** What did not match, or null. */
  String mismatch() {
    return mismatch;
  }

  void mismatch(String text) {
    if (mismatch == null) {
      mismatch = text;
    }
  }

  /** This rank calls. Returns a source whose call differs and which was here before, or -1. */
  int call(Signature mine, Signature[] differing) {
    own[(int) (mine.sequence() % REMEMBERED)] = mine;
    next = mine.sequence() + 1;
    List<Seen> seen = early.remove(mine.sequence());
    if (seen != null) {
      for (Seen other : seen) {
        if (!other.signature.equals(mine)) {
          differing[0] = other.signature;
          return other.source;
        }
      }
    }
    return -1;
  }

  /** A message came. Returns this rank's own call when it differs, or null. */
  Signature differs(int source, Signature theirs) {
    long sequence = theirs.sequence();
    if (sequence >= next) {
      List<Seen> seen = early.computeIfAbsent(sequence, k -> new ArrayList<>(1));
      Seen last = seen.isEmpty() ? null : seen.get(seen.size() - 1);
      if (last == null || last.source != source || !last.signature.equals(theirs)) {
        seen.add(new Seen(source, theirs));
      }
      return null;
    }
    Signature mine = own[(int) (sequence % REMEMBERED)];
    return mine == null || mine.sequence() != sequence || mine.equals(theirs) ? null : mine;
  }
}
