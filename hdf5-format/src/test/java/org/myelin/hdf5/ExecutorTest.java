package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Catches filters that leave the caller's executor alone, or wait for it where it never comes. */
@Timeout(120)
class ExecutorTest {
  @TempDir Path folder;

  private void writeAndRead(Executor executor) {
    FileOptions options = FileOptions.DEFAULT.withExecutor(executor);
    Path file = folder.resolve("f.h5");
    int[] values = new int[64 << 10];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * i >> 7;
    }
    try (Hdf5File f = Hdf5File.create(file, options)) {
      f.root()
          .createDataset(
              "d",
              Datatype.I32,
              Dataspace.of(values.length),
              Layout.chunked(4096).shuffle().deflate(4))
          .writeInts(Selection.all(), values);
    }
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, options)) {
      assertThat(f.dataset("d").readInts(Selection.all())).isEqualTo(values);
    }
  }

  @Test
  void worksOnTheCallersExecutor() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      writeAndRead(
          work -> {
            calls.incrementAndGet();
            pool.execute(work);
          });
    } finally {
      pool.shutdownNow();
    }
    if (Runtime.getRuntime().availableProcessors() > 1) {
      assertThat(calls.get()).isPositive();
    }
  }

  /** One thread, the calling one. */
  @Test
  void worksInTheCallingThread() {
    Thread caller = Thread.currentThread();
    writeAndRead(
        work -> {
          assertThat(Thread.currentThread()).isSameAs(caller);
          work.run();
        });
  }

  /** The caller is the pool's only thread, so its helpers can never begin while it waits. */
  @Test
  void doesNotWaitForWhatCannotBegin() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      one.submit(() -> writeAndRead(one)).get();
    } finally {
      one.shutdownNow();
    }
    writeAndRead(work -> {});
  }

  @Test
  void goesOnAloneWhereAnExecutorRefuses() {
    writeAndRead(
        work -> {
          throw new RejectedExecutionException("full");
        });
  }
}
