package org.myelin.bench.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.bench.Better;
import org.myelin.bench.Contender;
import org.myelin.bench.Workload;
import org.myelin.bench.peers.JhdfWrites;
import org.myelin.bench.peers.Jvm;
import org.myelin.bench.peers.Libhdf5;
import org.myelin.hdf5.FileOptions;

/**
 * What writers do all day, beside libhdf5 in C and, where it can, jHDF: whole arrays, many small
 * objects, rows one by one, strings, tables; and what it costs that a flush is safe. Except there,
 * we write without forcing anything to the storage, as libhdf5 does.
 */
final class Writes {
  private static final FileOptions FAST = OurWrites.FAST;
  private static final FileOptions LATEST = OurWrites.LATEST;

  private final Path folder;
  private final Yardstick y;
  private final OurWrites ours;
  private final Libhdf5 libhdf5;
  private final List<Workload> all = new ArrayList<>();

  private Writes(Path folder, boolean quick) {
    this.folder = folder;
    this.y = new Yardstick(quick ? 4 : 1);
    this.ours = new OurWrites(folder, y);
    this.libhdf5 = Libhdf5.writing(folder, y.divisor());
  }

  static List<Workload> workloads(Path folder, boolean quick) {
    Writes w = new Writes(folder, quick);
    w.arrays();
    w.filtered();
    w.objects();
    w.safety();
    return w.all;
  }

  private void arrays() {
    speed("W1 float64, contiguous, new file", "w1", 1.0, () -> ours.contiguous(FAST, false), true);
    speed("W1 float64, overwritten", "w1-over", 0.9, () -> ours.contiguous(FAST, true), false);
    speed("W2 int16, chunks, new file", "w2", 1.0, () -> ours.chunks(FAST, false), true);
    speed("W2, latest", "w2-latest", 1.0, () -> ours.chunks(LATEST, false), false);
    speed("W2 overwritten", "w2-over", 1.0, () -> ours.chunks(FAST, true), false);
  }

  private void filtered() {
    FileOptions one = FAST.withExecutor(Runnable::run);
    speed("W3 int16, shuffle, deflate 4, one thread", "w3", 3.0, () -> ours.filtered(one), true);
    speed("W3 int16, shuffle, deflate 4", "w3", 5.0, () -> ours.filtered(FAST), false);
    speed(
        "W3 beside direct chunks in 2 threads",
        "w3-direct",
        null,
        () -> ours.filtered(FAST),
        false);
  }

  private void objects() {
    String n = " %,d datasets and their attributes".formatted(y.groups() * Yardstick.DATASETS);
    add("W5 create" + n, "w5", "s", 2.0, () -> ours.objects(FAST), false);
    add("W5 create, latest," + n, "w5-latest", "s", 2.0, () -> ours.objects(LATEST), false);
    add(
        "W6 append a row, flush each 100",
        "w6-100",
        "us",
        1.5,
        () -> ours.append(LATEST, 100),
        false);
    add("W6 append a row, flush each", "w6-1", "us", 1.2, () -> ours.append(LATEST, 1), false);
    add("W7 strings", "w7-strings", "M/s", 1.2, () -> ours.strings(FAST), false);
    speed("W7 table, stored form", "w7-table", 0.8, () -> ours.table(FAST), false);
  }

  /** What is safe beside what is not; more than 15 % may not be lost. */
  private void safety() {
    Map<String, Contender> fast = new LinkedHashMap<>();
    fast.put("FAST", () -> ours.flushEachSecond(FAST));
    all.add(
        new Workload(
            "write 64 MiB a second, flushed each second, SAFE",
            "throughput",
            "MB/s",
            Better.HIGHER,
            () -> ours.flushEachSecond(FileOptions.DEFAULT),
            fast,
            0.85));
  }

  // ---- rows

  private void speed(String name, String figure, Double goal, Contender write, boolean jhdf) {
    add(name, figure, "MB/s", goal, write, jhdf);
  }

  private void add(
      String name, String figure, String unit, Double goal, Contender write, boolean jhdf) {
    Map<String, Contender> peers = new LinkedHashMap<>();
    peers.put("libhdf5", libhdf5.run(figure));
    if (jhdf) {
      peers.put("jhdf", Jvm.main(JhdfWrites.class, folder, figure, y.divisor()));
    }
    boolean rate = unit.endsWith("/s");
    all.add(
        new Workload(
            "write " + name,
            rate ? "throughput" : "time",
            unit,
            rate ? Better.HIGHER : Better.LOWER,
            write,
            peers,
            goal));
  }
}
