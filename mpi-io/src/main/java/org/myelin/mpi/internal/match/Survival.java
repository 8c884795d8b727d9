package org.myelin.mpi.internal.match;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.RankFailedException;

/**
 * Which ranks have failed in a job that goes on without them, and which calls that makes hopeless
 * (User Level Failure Mitigation of the MPI Forum): those with a failed partner, receives from any
 * rank while a failure is not acknowledged, collective calls with a failed member, and all calls on
 * a communicator that was revoked.
 */
final class Survival {
  private final int rank;
  private final boolean goesOn;
  private final AtomicReferenceArray<String> causes;
  private final AtomicInteger count = new AtomicInteger();
  private final Map<Integer, Members> members = new ConcurrentHashMap<>();

  Survival(int rank, int size, boolean goesOn) {
    this.rank = rank;
    this.goesOn = goesOn;
    causes = new AtomicReferenceArray<>(size);
  }

  /** Whether the job goes on when a rank has failed. */
  boolean goesOn() {
    return goesOn;
  }

  Members members(int context) {
    return members.computeIfAbsent(context, Members::new);
  }

  /** True for the first time. */
  boolean fail(int failed, String cause) {
    boolean first = causes.compareAndSet(failed, null, cause);
    if (first) {
      count.incrementAndGet();
    }
    return first;
  }

  /** Whether ranks have failed, but not the partner of a collective call that is under way. */
  boolean mayEnd(Call call, int peer) {
    return count.get() > 0 && !failed(peer) && !call.members().revoked();
  }

  boolean failed(int peer) {
    return count.get() > 0 && peer >= 0 && causes.get(peer) != null;
  }

  /** World ranks that have failed. */
  BitSet failed() {
    BitSet failed = new BitSet();
    for (int i = 0; i < causes.length(); i++) {
      failed.set(i, causes.get(i) != null);
    }
    return failed;
  }

  /** Throws when the call's communicator was revoked. */
  void checkRevoked(Call call) {
    if (call.members() != null && call.members().revoked()) {
      throw new MpiException(
          ErrorClass.REVOKED, rank, call.text().get() + ": the communicator was revoked");
    }
  }

  /** Throws when a call cannot end well; {@code peer} is {@link Engine#ANY} or a world rank. */
  void check(Call call, int peer) {
    checkRevoked(call);
    Members of = call.members();
    if (count.get() == 0) {
      return;
    }
    if (peer != Engine.ANY && failed(peer)) {
      throw failed(call, peer);
    }
    if (of == null || (peer != Engine.ANY && call.collective() == null)) {
      return;
    }
    for (int member : of.ranks()) {
      boolean known = call.collective() == null && of.acknowledged().get(member);
      if (failed(member) && !known) {
        throw failed(call, member);
      }
    }
  }

  private RankFailedException failed(Call call, int peer) {
    return new RankFailedException(
        peer,
        rank,
        call.text().get() + " cannot end: rank " + peer + " failed: " + causes.get(peer),
        null);
  }
}
