package org.myelin.mpi.internal.match;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.myelin.mpi.spi.Transport;

/**
 * How the threads of a rank wait: whoever waits drives the transport itself, so a message passes
 * through no other thread. They spin a little while there is a core for each rank, then yield, then
 * sleep until something arrives; over sockets they sleep almost at once. A sleeper looks up now and
 * then, so a lost wake-up costs little.
 */
final class Waiting {
  private static final int SPINS = 10_000;
  private static final int YIELDS = 200;

  /** What asks the system is asked less often, some 100 us: whoever sleeps is woken at once. */
  private static final int ASKS = 200;

  /** Others' traffic may go on for ever while this call is hopeless. */
  private static final int TURNS_PER_CHECK = 1000;

  private static final long NAP_NANOS = 20_000_000L;

  private final boolean spin;
  private final Set<Thread> asleep = ConcurrentHashMap.newKeySet();
  private volatile Transport transport;

  Waiting(int ranks) {
    spin = ranks > 1 && ranks <= Runtime.getRuntime().availableProcessors();
  }

  void start(Transport way) {
    transport = way;
  }

  /** Wakes every waiting thread, so that it looks at the state of the job. */
  void wakeAll() {
    if (!asleep.isEmpty()) {
      for (Thread thread : asleep) {
        LockSupport.unpark(thread);
      }
      transport.wake();
    }
  }

  /** Wakes a thread if it sleeps here. */
  void wake(Thread thread) {
    if (!asleep.isEmpty() && asleep.contains(thread)) {
      LockSupport.unpark(thread);
      transport.wake();
    }
  }

  /** Returns when {@code done} says so; {@code check} is asked before each nap and may throw. */
  void until(BooleanSupplier done, Runnable check) {
    Transport way = transport;
    boolean asks = way.asksSystem();
    if (spin) {
      for (int i = 0; i < (asks ? ASKS : SPINS); i++) {
        if (done.getAsBoolean()) {
          return;
        }
        if (!way.progress()) {
          Thread.onSpinWait();
        }
      }
    }
    for (int i = 0, turns = 1; i < (asks ? 1 : YIELDS); turns++) {
      if (done.getAsBoolean()) {
        return;
      }
      if (way.progress()) {
        i = 0;
      } else {
        i++;
        if (!asks) {
          Thread.yield();
        }
      }
      if (turns % TURNS_PER_CHECK == 0) {
        check.run();
      }
    }
    sleep(way, done, check);
  }

  private void sleep(Transport way, BooleanSupplier done, Runnable check) {
    Thread me = Thread.currentThread();
    asleep.add(me);
    try {
      while (!done.getAsBoolean()) {
        check.run();
        if (!way.progress() && !done.getAsBoolean()) {
          way.doze(NAP_NANOS);
        }
      }
    } finally {
      asleep.remove(me);
      for (Thread other : asleep) {
        // One of them may sleep because this thread drove for all.
        LockSupport.unpark(other);
        break;
      }
    }
  }
}
