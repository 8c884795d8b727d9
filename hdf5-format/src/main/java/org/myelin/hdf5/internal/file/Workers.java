package org.myelin.hdf5.internal.file;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
   * harm.
   */
  static <T> void run(List<T> items, Consumer<T> work) {
    int helpers = Math.min(THREADS, items.size()) - 1;
    if (helpers < 1) {
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
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < helpers; i++) {
      running.add(POOL.submit(loop));
    }
    RuntimeException failure = Attempt.run(loop).failure();
    if (failure != null) {
      next.set(items.size());
    }
    for (Future<?> f : running) {
      failure = first(failure, f);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException first(RuntimeException failure, Future<?> f) {
    boolean interrupted = false;
    try {
      for (; ; ) {
        try {
          f.get();
          return failure;
        } catch (InterruptedException e) {
          // the helpers write into the caller's arrays, so they must have ended before we leave
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          return failure == null ? (RuntimeException) e.getCause() : failure;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
