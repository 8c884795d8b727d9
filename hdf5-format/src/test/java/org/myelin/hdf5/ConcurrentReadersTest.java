package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catches readers of one open file that disturb each other, above all by an interrupt. */
class ConcurrentReadersTest {
  @TempDir Path folder;

  @Test
  void anInterruptedReaderHurtsNobodyElse() throws InterruptedException {
    Path file = folder.resolve("f.h5");
    int n = 200_000;
    try (Hdf5File f = Hdf5File.create(file)) {
      for (String name : List.of("a", "b", "c")) {
        Layout l = name.equals("a") ? Layout.contiguous() : Layout.chunked(5000).deflate(1);
        f.root()
            .createGroup("g" + name)
            .createDataset("d", Datatype.I32, Dataspace.of(n), l)
            .writeInts(Selection.all(), IntStream.range(0, n).toArray());
      }
    }
    ConcurrentLinkedQueue<Throwable> wrong = new ConcurrentLinkedQueue<>();
    AtomicInteger interrupted = new AtomicInteger();
    AtomicInteger reads = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    try (Hdf5File f = Hdf5File.open(file)) {
      List<Thread> readers = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        readers.add(reader(f, n, t, stop, reads, interrupted, wrong));
      }
      Thread victim = readers.get(0);
      readers.forEach(Thread::start);
      // most interrupts come between two reads, on a loaded machine nearly all
      for (int i = 0; i < 200 || interrupted.get() == 0 && i < 20_000; i++) {
        Thread.sleep(5);
        victim.interrupt();
      }
      stop.set(true);
      for (Thread t : readers) {
        t.join();
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(interrupted.get()).as("reads that an interrupt ended").isPositive();
    assertThat(reads.get()).as("reads that went well").isGreaterThan(100);
  }

  private static Thread reader(
      Hdf5File f,
      int n,
      int number,
      AtomicBoolean stop,
      AtomicInteger reads,
      AtomicInteger interrupted,
      ConcurrentLinkedQueue<Throwable> wrong) {
    return new Thread(
        () -> {
          Random random = new Random(number);
          while (!stop.get()) {
            Thread.interrupted();
            int from = random.nextInt(n - 1000);
            String path = "/g" + "abc".charAt(random.nextInt(3)) + "/d";
            try {
              int[] got = f.dataset(path).readInts(Hyperslab.start(from).count(1000));
              assertThat(got).containsExactly(IntStream.range(from, from + 1000).toArray());
              reads.incrementAndGet();
            } catch (Hdf5IOException e) {
              if (number == 0 && e.getMessage().contains("interrupted")) {
                interrupted.incrementAndGet();
              } else {
                wrong.add(e);
              }
            } catch (RuntimeException | AssertionError e) {
              wrong.add(e);
            }
          }
        },
        "reader-" + number);
  }
}
