package org.myelin.mpi.internal.launch;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The processes of one job: started, watched, and ended together. */
public final class Children implements Closeable {
  /** After a failure the others may report before they are told to end. */
  private static final long REPORT_MILLIS = 5000;

  /** Told to end, a process gets so long before it is killed. */
  private static final long TIDY_MILLIS = 2000;

  private final Coordinator coordinator;
  private final PrintStream out;
  private final PrintStream err;
  private final List<Process> processes = new ArrayList<>();
  private final List<Thread> forwarders = new ArrayList<>();
  private final LinkedBlockingQueue<Integer> ended = new LinkedBlockingQueue<>();
  private final Watchdog watchdog = new Watchdog();
  private final Thread hook = new Thread(this::endAll, "myelin-end-ranks");

  private boolean goesOn;

  /** No process yet. */
  public Children(Coordinator coordinator, PrintStream out, PrintStream err) {
    this.coordinator = coordinator;
    this.out = out;
    this.err = err;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The others go on when a rank has failed; the job is well when one of them ends well. */
  public void goOnAfterFailure() {
    goesOn = true;
    coordinator.goOnAfterFailure();
  }

  /** Starts a rank and forwards its output. */
  public void start(int rank, ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    synchronized (processes) {
      processes.add(process);
      watchdog.watch(processes);
    }
    if (rank > 0) {
      process.getOutputStream().close();
    }
    forwarders.add(new LineForwarder(process.getInputStream(), out).start("out-" + rank));
    forwarders.add(new LineForwarder(process.getErrorStream(), err).start("err-" + rank));
    process.onExit().thenRun(() -> ended.add(rank));
  }

  /**
   * Waits for all; ends the others some time after one has failed. The first code that is not 0.
   */
  public int await() throws InterruptedException {
    int left = processes.size();
    int result = 0;
    boolean anyWell = false;
    long endAt = Long.MAX_VALUE;
    boolean told = false;
    while (left > 0) {
      Integer rank = ended.poll(100, TimeUnit.MILLISECONDS);
      if (rank != null) {
        left--;
        int code = processes.get(rank).exitValue();
        coordinator.ended(rank, code);
        anyWell |= code == 0;
        if (code != 0 && (result == 0 || goesOn)) {
          result = result == 0 ? code : result;
          err.println("myelin run: rank " + rank + " ended with " + ExitCodes.describe(code));
          err.flush();
        }
        synchronized (processes) {
          watchdog.watch(processes);
        }
      }
      long now = System.currentTimeMillis();
      if (endAt == Long.MAX_VALUE && coordinator.failure() != null) {
        endAt = now + REPORT_MILLIS;
      }
      if (now >= endAt) {
        signalAll(told);
        told = true;
        endAt = now + TIDY_MILLIS;
      }
    }
    for (Thread forwarder : forwarders) {
      forwarder.join(TIDY_MILLIS);
    }
    if (result == 0 && coordinator.failure() != null) {
      err.println("myelin run: " + coordinator.failure());
      return 1;
    }
    return goesOn && anyWell && coordinator.failure() == null ? 0 : result;
  }

  private void signalAll(boolean kill) {
    synchronized (processes) {
      for (Process process : processes) {
        if (process.isAlive()) {
          process
              .descendants()
              .forEach(kill ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
          if (kill) {
            process.destroyForcibly();
          } else {
            process.destroy();
          }
        }
      }
    }
  }

  private void endAll() {
    signalAll(false);
    long end = System.currentTimeMillis() + TIDY_MILLIS;
    synchronized (processes) {
      for (Process process : processes) {
        try {
          process.waitFor(Math.max(1, end - System.currentTimeMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException now) {
          Thread.currentThread().interrupt();
        }
      }
    }
    signalAll(true);
  }

  /** Ends what still runs. */
  @Override
  public void close() {
    boolean running;
    synchronized (processes) {
      running = processes.stream().anyMatch(Process::isAlive);
    }
    if (running) {
      endAll();
    }
    watchdog.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // Then the hook is at work.
    }
  }
}
