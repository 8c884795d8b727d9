package org.myelin.hdf5.robust;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs {@link Trial} in a JVM that has as little memory as a broken file may ever need. */
final class SmallHeap {
  /**
   * How one file ended.
   *
   * @param refused the first typed error, or "null"
   */
  record Outcome(long millis, int refusals, int values, String name, String refused) {}

  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final StringBuilder rest = new StringBuilder();
  private boolean ended;

  private SmallHeap() {}

  /** Runs the tasks one after the other in one JVM. */
  static SmallHeap run(Path folder, List<String> tasks) {
    SmallHeap r = new SmallHeap();
    try {
      Path list = Files.write(Files.createTempFile(folder, "tasks", ".txt"), tasks);
      Process p =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-Xss512k",
                  "-XX:+UseSerialGC",
                  "-XX:-OmitStackTraceInFastThrow",
                  "-Dfile.encoding=UTF-8",
                  "-Dsun.jnu.encoding=UTF-8",
                  "-Dio.netty.noUnsafe=true",
                  "-cp",
                  classPath(),
                  Trial.class.getName(),
                  list.toString(),
                  list + ".h5")
              .redirectErrorStream(true)
              .start();
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(p.getInputStream(), StandardCharsets.UTF_8))) {
        in.lines().forEach(r::line);
      }
      int code = p.waitFor();
      if (!r.ended) {
        r.complaints.add("the JVM ended with " + code + " before its time: " + r.rest);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return r;
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private void line(String line) {
    String[] f = line.split("\t");
    if (f[0].equals("DONE")) {
      outcomes.add(
          new Outcome(
              Long.parseLong(f[1]), Integer.parseInt(f[2]), Integer.parseInt(f[3]), f[4], f[5]));
    } else if (f[0].equals("BAD")) {
      complaints.add(f[1] + ": " + f[2]);
    } else if (f[0].equals("END")) {
      ended = true;
      long broken = Long.parseLong(f[1]);
      long placed = Long.parseLong(f[2]);
      if (placed < broken * 0.97) {
        complaints.add("only " + placed + " of " + broken + " errors name an address");
      }
    } else {
      rest.append(line).append('\n');
    }
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  List<String> complaints() {
    return complaints;
  }

  /** The slowest files, one to a line. */
  String slowest(int count) {
    StringBuilder s = new StringBuilder();
    outcomes.stream()
        .sorted(Comparator.comparingLong(Outcome::millis).reversed())
        .limit(count)
        .forEach(o -> s.append("\n  ").append(o.millis).append(" ms  ").append(o.name));
    return s.toString();
  }
}
