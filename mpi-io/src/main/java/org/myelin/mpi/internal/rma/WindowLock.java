package org.myelin.mpi.internal.rma;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The lock of one rank's window, granted in the order of asking. */
final class WindowLock {
  /** Who wants it, and with which number the grant is to be answered. */
  record Asker(int rank, long number, boolean exclusive) {}

  private final Deque<Asker> queue = new ArrayDeque<>();
  private final Consumer<Asker> granted;
  private int holders;
  private boolean exclusive;

  WindowLock(Consumer<Asker> granted) {
    this.granted = granted;
  }

  void ask(Asker asker) {
    synchronized (this) {
      queue.add(asker);
    }
    grant();
  }

  void release() {
    synchronized (this) {
      holders--;
      exclusive = false;
    }
    grant();
  }

  private void grant() {
    while (true) {
      Asker next;
      synchronized (this) {
        next = queue.peek();
        if (next == null || (holders > 0 && (exclusive || next.exclusive))) {
          return;
        }
        queue.remove();
        holders++;
        exclusive = next.exclusive;
      }
      granted.accept(next);
    }
  }
}
