package org.myelin.mpi.internal.match;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How the threads of a rank wait: they spin a little while there is a core for each rank, then
 * yield, then sleep until woken. A sleeper looks up now and then, so a lost wake-up costs little.
 */
final class Waiting {
  private static final int SPINS = 2000;
  private static final int YIELDS = 30;
  private static final long NAP_NANOS = 50_000_000L;

  private final boolean spin;
  private final Set<Thread> asleep = ConcurrentHashMap.newKeySet();

  Waiting(int ranks) {
    spin = ranks > 1 && ranks <= Runtime.getRuntime().availableProcessors();
  }

  /** Wakes every waiting thread, so that it looks at the state of the job. */
  void wakeAll() {
    for (Thread thread : asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** Returns when {@code done} says so; {@code check} is asked before each nap and may throw. */
  void until(BooleanSupplier done, Runnable check) {
    if (spin) {
      for (int i = 0; i < SPINS; i++) {
        if (done.getAsBoolean()) {
          return;
        }
        Thread.onSpinWait();
      }
    }
    for (int i = 0; i < YIELDS; i++) {
      if (done.getAsBoolean()) {
        return;
      }
      Thread.yield();
    }
    Thread me = Thread.currentThread();
    asleep.add(me);
    try {
      while (!done.getAsBoolean()) {
        check.run();
        if (!done.getAsBoolean()) {
          LockSupport.parkNanos(this, NAP_NANOS);
        }
      }
    } finally {
      asleep.remove(me);
    }
  }
}
