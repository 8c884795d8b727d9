package org.myelin.mpi.internal.match;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Posted receives and unexpected messages of one communicator's traffic (MPI standard, "Semantics
 * of Point-to-Point Communication": messages do not overtake). Fully named ones are found by hash;
 * wildcards are searched in order. Guarded by the engine's lock.
 */
final class MatchQueues {
  private record Key(int source, int tag) {}

  private final Map<Key, Deque<ReceiveOperation>> posted = new HashMap<>();
  private final Deque<ReceiveOperation> postedWild = new ArrayDeque<>();
  private final Map<Key, Deque<Arrival>> arrived = new HashMap<>();
  private final Deque<Arrival> inOrder = new ArrayDeque<>();
  private int takenInOrder;

  void post(ReceiveOperation receive) {
    if (wild(receive.peer(), receive.tag())) {
      postedWild.add(receive);
    } else {
      posted
          .computeIfAbsent(new Key(receive.peer(), receive.tag()), k -> new ArrayDeque<>())
          .add(receive);
    }
  }

  void arrive(Arrival message) {
    arrived
        .computeIfAbsent(new Key(message.source, message.frame.tag()), k -> new ArrayDeque<>())
        .add(message);
    inOrder.add(message);
  }

  /** Takes the earliest receive that fits, or null. */
  ReceiveOperation takePosted(int source, int tag) {
    Key key = new Key(source, tag);
    Deque<ReceiveOperation> exact = posted.get(key);
    ReceiveOperation found = exact == null ? null : exact.peek();
    ReceiveOperation wild = null;
    for (ReceiveOperation candidate : postedWild) {
      if (candidate.accepts(source, tag)) {
        wild = candidate;
        break;
      }
    }
    if (wild != null && (found == null || wild.order() < found.order())) {
      postedWild.remove(wild);
      return wild;
    }
    if (found != null) {
      exact.remove();
      if (exact.isEmpty()) {
        posted.remove(key);
      }
    }
    return found;
  }

  /** Takes the earliest message that fits, or null. */
  Arrival takeArrived(int source, int tag) {
    Arrival found = peekArrived(source, tag);
    if (found != null) {
      found.taken = true;
      Key key = new Key(found.source, found.frame.tag());
      Deque<Arrival> exact = arrived.get(key);
      exact.remove();
      if (exact.isEmpty()) {
        arrived.remove(key);
      }
      dropTaken();
    }
    return found;
  }

  /** The earliest message that fits, or null; it stays. */
  Arrival peekArrived(int source, int tag) {
    if (!wild(source, tag)) {
      Deque<Arrival> exact = arrived.get(new Key(source, tag));
      return exact == null ? null : exact.peek();
    }
    for (Arrival candidate : inOrder) {
      if (candidate.fits(source, tag)) {
        return candidate;
      }
    }
    return null;
  }

  /** Forgets a posted receive; false when it is not posted any more. */
  boolean withdraw(ReceiveOperation receive) {
    if (wild(receive.peer(), receive.tag())) {
      return postedWild.remove(receive);
    }
    Key key = new Key(receive.peer(), receive.tag());
    Deque<ReceiveOperation> exact = posted.get(key);
    boolean found = exact != null && exact.remove(receive);
    if (found && exact.isEmpty()) {
      posted.remove(key);
    }
    return found;
  }

  /**
   * Taken messages inside the ordered list go when they are half of it, so each costs a constant.
   */
  private void dropTaken() {
    takenInOrder++;
    while (!inOrder.isEmpty() && inOrder.peek().taken) {
      inOrder.remove();
      takenInOrder--;
    }
    if (takenInOrder > 32 && takenInOrder > inOrder.size() / 2) {
      inOrder.removeIf(message -> message.taken);
      takenInOrder = 0;
    }
  }

  private static boolean wild(int source, int tag) {
    return source == Engine.ANY || tag == Engine.ANY;
  }
}
