package org.myelin.hdf5.internal.file;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.myelin.hdf5.internal.parallel.Attempt;

/** A small shared pool of daemon threads for filters; it goes away when it is idle. */
final class Workers {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();
  private static final ExecutorService POOL = pool();

  private Workers() {}

  private static ExecutorService pool() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor p =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            r -> {
              Thread t = new Thread(r, "myelin-filter-" + number.incrementAndGet());
              t.setDaemon(true);
              return t;
            });
    p.allowCoreThreadTimeOut(true);
    return p;
  }

  /**
   * The calling thread works too; helpers take items from a common counter, so unequal items do no
   * harm. Helpers that have not begun when nothing is left to take are not waited for.
   *
   * @param executor for the helpers; null for the shared pool
   */
  static <T> void run(Executor executor, List<T> items, Consumer<T> work) {
    int most = Math.min(THREADS, items.size()) - 1;
    if (most < 1) {
      items.forEach(work);
      return;
    }
    AtomicInteger next = new AtomicInteger();
    Runnable loop =
        () -> {
          for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
            work.accept(items.get(i));
          }
        };
    List<Helper> helpers = start(executor == null ? POOL : executor, loop, most);
    RuntimeException failure = Attempt.run(loop).failure();
    if (failure != null) {
      next.set(items.size());
    }
    for (Helper h : helpers) {
      RuntimeException other = h.end();
      failure = failure == null ? other : failure;
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static List<Helper> start(Executor executor, Runnable loop, int most) {
    List<Helper> helpers = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      Helper h = new Helper(loop);
      try {
        executor.execute(h);
      } catch (RejectedExecutionException e) {
        // the calling thread does it all then
        return helpers;
      }
      helpers.add(h);
    }
    return helpers;
  }

  /** The loop on another thread. Whoever first says so decides whether it runs at all. */
  private static final class Helper implements Runnable {
    private final AtomicBoolean decided = new AtomicBoolean();
    private final FutureTask<Void> task;

    Helper(Runnable loop) {
      task = new FutureTask<>(loop, null);
    }

    @Override
    public void run() {
      if (decided.compareAndSet(false, true)) {
        task.run();
      }
    }

    /** Waits if it has begun; gives what it threw. */
    RuntimeException end() {
      return decided.compareAndSet(false, true) ? null : failure();
    }

    private RuntimeException failure() {
      boolean interrupted = false;
      try {
        for (; ; ) {
          try {
            task.get();
            return null;
          } catch (InterruptedException e) {
            // helpers write into the caller's arrays, so they must have ended before we leave
            interrupted = true;
          } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
              throw error;
            }
            return (RuntimeException) e.getCause();
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
