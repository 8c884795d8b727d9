package org.myelin.hdf5.robust;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Examines files in a JVM of its own, which {@link SmallHeap} starts with little memory. Each line
 * of the list that is its argument is {@code file PATH}, or {@code mutants PATH COUNT SEED}; each
 * line of its output is a complaint, a time, or the end of a task.
 */
public final class Trial {
  /** Longer than this, by the clock and by the processor, is too long for one file. */
  static final long MOST_MILLIS = 5000;

  private static final long HANGS_MILLIS = 60_000;

  private final PrintStream out;
  private final Path scratch;
  private volatile String current;
  private volatile long since;
  private long broken;
  private long placed;

  private Trial(PrintStream out, Path scratch) {
    this.out = out;
    this.scratch = scratch;
  }

  /**
   * @param args the list of tasks, and a file for mutants
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Trial t = new Trial(out, Path.of(args[1]));
    t.watch();
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      String[] task = line.split("\t");
      if (task[0].equals("file")) {
        t.one(task[1], Path.of(task[1]));
      } else {
        t.mutants(Path.of(task[1]), Integer.parseInt(task[2]), Long.parseLong(task[3]));
      }
    }
    out.println("END\t" + t.broken + "\t" + t.placed);
  }

  /** What hangs is named, with the place where it hangs. */
  private void watch() {
    Thread main = Thread.currentThread();
    Thread t =
        new Thread(
            () -> {
              while (true) {
                pause();
                String name = current;
                if (name != null && System.currentTimeMillis() - since > HANGS_MILLIS) {
                  out.println("BAD\t" + name + "\thangs at " + List.of(main.getStackTrace()));
                  Runtime.getRuntime().halt(9);
                }
              }
            });
    t.setDaemon(true);
    t.start();
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Examiner one(String name, Path file) {
    since = System.currentTimeMillis();
    current = name;
    long cpu = cpuNanos();
    Examiner e = Examiner.examine(file);
    current = null;
    broken += e.broken();
    placed += e.placed();
    long wall = System.currentTimeMillis() - since;
    // other programs on the machine take from the clock, garbage collection only from the processor
    long millis = Math.min(wall, (cpuNanos() - cpu) / 1_000_000);
    for (String c : e.complaints()) {
      out.println("BAD\t" + name + "\t" + oneLine(c));
    }
    if (millis > MOST_MILLIS) {
      out.println("BAD\t" + name + "\ttook " + millis + " ms");
    }
    out.println(
        "DONE\t"
            + millis
            + "\t"
            + e.refusals()
            + "\t"
            + e.values()
            + "\t"
            + name
            + "\t"
            + oneLine(String.valueOf(e.firstRefusal())));
    return e;
  }

  private void mutants(Path seedFile, int count, long seed) throws IOException {
    byte[] good = Files.readAllBytes(seedFile);
    Random random = new Random(seed);
    Mutation mutation = new Mutation(good);
    for (int i = 0; i < count; i++) {
      Files.write(scratch, mutation.next(random));
      one(seedFile + " seed " + seed + " mutant " + i, scratch);
    }
  }

  private static String oneLine(String s) {
    return s.replaceAll("[\\p{Cntrl}]", " ");
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }
}
