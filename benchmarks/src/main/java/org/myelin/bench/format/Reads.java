package org.myelin.bench.format;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.myelin.bench.Better;
import org.myelin.bench.Contender;
import org.myelin.bench.MissingPeerException;
import org.myelin.bench.Workload;
import org.myelin.bench.peers.JhdfReads;
import org.myelin.bench.peers.Jvm;
import org.myelin.bench.peers.Libhdf5;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.Points;
import org.myelin.hdf5.Selection;

/**
 * What readers do all day, beside libhdf5 in C and jHDF: whole arrays, windows, many small objects,
 * strings, tables, single points, one attribute. All read files that libhdf5 wrote.
 */
final class Reads {
  private static final FileOptions LARGE_CACHE = FileOptions.DEFAULT.withChunkCache(640L << 20);

  private final Path folder;
  private final Yardstick y;
  private final OurReads ours;
  private final Libhdf5 libhdf5;
  private final List<Workload> all = new ArrayList<>();

  private Reads(Path folder, boolean quick) {
    this.folder = folder;
    this.y = new Yardstick(quick ? 4 : 1);
    this.ours = new OurReads(folder, y);
    this.libhdf5 = new Libhdf5(folder, y.divisor());
  }

  static List<Workload> workloads(Path folder, boolean quick) {
    Reads r = new Reads(folder, quick);
    r.arrays();
    r.windows();
    r.objects();
    r.tables();
    r.points();
    return r.all;
  }

  private void files() throws Exception {
    try {
      libhdf5.makeFiles();
    } catch (MissingPeerException e) {
      if (!Files.exists(folder.resolve("w7-table.h5"))) {
        new OurFiles(folder, y).write();
      }
    }
  }

  private void arrays() {
    speed("W1 float64, contiguous, into a direct buffer", "w1", 0.9, true, () -> direct());
    speed("W1 float64, contiguous, into double[]", "w1", 0.8, true, this::doubles);
    speed("W2 int16, chunks, into short[]", "w2", 1.0, true, () -> shorts("w2"));
    speed("W3 int16, shuffle, deflate 4, into short[]", "w3", 2.4, true, () -> shorts("w3"));
    speed("W3 beside direct chunks in 2 threads", "w3-direct", null, false, () -> shorts("w3"));
  }

  private double direct() {
    return ours.doublesIntoBuffer(Memory.direct(8 * y.doubles()));
  }

  private double doubles() {
    return ours.doublesIntoArray(Memory.doubles(y.doubles()));
  }

  private double shorts(String name) {
    return ours.shorts(
        name, Memory.shorts(name.equals("w2") ? y.side() * y.side() : y.rows() * 384));
  }

  private void windows() {
    int side = y.side();
    int rows = y.rows();
    FileOptions plain = FileOptions.DEFAULT;
    time(
        "W4 window of W2",
        "w4-plain",
        3.0,
        true,
        () -> ours.windows("w2", side, side, 2000, plain));
    time(
        "W4 window of W2, 640 MiB cache",
        "w4-plain-tuned",
        1.2,
        false,
        () -> ours.windows("w2", side, side, 10_000, LARGE_CACHE));
    time(
        "W4 window of W3",
        "w4-deflated",
        100.0,
        true,
        () -> ours.windows("w3", rows, 384, 10_000, plain));
    time(
        "W4 window of W3, 640 MiB cache",
        "w4-deflated-tuned",
        1.5,
        false,
        () -> ours.windows("w3", rows, 384, 10_000, LARGE_CACHE));
  }

  private void objects() {
    String all = " %,d datasets and their attributes".formatted(y.groups() * Yardstick.DATASETS);
    add("W5 visit" + all, "w5-visit", "s", 2.0, true, () -> ours.visit("w5"));
    add(
        "W5 visit, latest," + all,
        "w5-visit-latest",
        "s",
        2.0,
        true,
        () -> ours.visit("w5-latest"));
    add("W5 list 200,000 links", "w5-list", "s", null, false, () -> ours.list("w5-links"));
    add(
        "W5 list 200,000 links, latest",
        "w5-list-latest",
        "s",
        3.0,
        false,
        () -> ours.list("w5-links-latest"));
    time("W5 look up a link", "w5-look", 2.0, false, () -> ours.look("w5-links"));
    time(
        "W5 look up a link, latest",
        "w5-look-latest",
        2.0,
        false,
        () -> ours.look("w5-links-latest"));
    time("W9 open, read an attribute, close", "w9", 1.0, true, () -> ours.attribute("w9"));
    time(
        "W9 open, read an attribute, close, latest",
        "w9-latest",
        1.0,
        true,
        () -> ours.attribute("w9-latest"));
  }

  private void tables() {
    add("W7 variable-length strings", "w7-strings", "M/s", 1.2, true, ours::strings);
    speed("W7 table, stored form", "w7-table", 0.8, true, () -> ours.table(table()));
    speed("W7 one column of the table", "w7-column", 1.5, false, () -> ours.column(column()));
  }

  private ByteBuffer table() {
    return Memory.direct(32 * y.tableRows());
  }

  private double[] column() {
    return Memory.doubles(y.tableRows());
  }

  private void points() {
    int n = y.points();
    long[] random = new long[n];
    long[] masked = new long[n];
    BitSet mask = new BitSet();
    for (int i = 0; i < n; i++) {
      random[i] = Yardstick.random(i, y.doubles());
    }
    long[] sorted = random.clone();
    Arrays.sort(sorted);
    for (int i = 0, k = 0; k < n; i++) {
      if ((Yardstick.mix(i) & 1) == 1) {
        masked[k++] = i;
        mask.set(i);
      }
    }
    points("sorted", "w8-sorted", 5.0, Points.at(sorted), sorted);
    points("in any order", "w8-random", 50.0, Points.at(random), random);
    points("of a mask", "w8-mask", 2.0, Selection.mask(mask), masked);
  }

  private void points(String how, String figure, double goal, Selection s, long[] places) {
    DoubleSupplier read = () -> ours.points(s, places, Memory.doubles(places.length));
    add("W8 points " + how, figure, "M/s", goal, false, read);
  }

  // ---- rows

  private void speed(String name, String figure, Double goal, boolean jhdf, DoubleSupplier read) {
    add(name, figure, "MB/s", goal, jhdf, read);
  }

  private void time(String name, String figure, Double goal, boolean jhdf, DoubleSupplier read) {
    add(name, figure, "us", goal, jhdf, read);
  }

  private void add(
      String name, String figure, String unit, Double goal, boolean jhdf, DoubleSupplier read) {
    Map<String, Contender> peers = new LinkedHashMap<>();
    peers.put("libhdf5", libhdf5.figure(figure));
    if (jhdf) {
      Contender peer = Jvm.main(JhdfReads.class, folder, figure, y.divisor());
      peers.put(
          "jhdf",
          () -> {
            files();
            return peer.round();
          });
    }
    Contender we =
        () -> {
          files();
          return read.getAsDouble();
        };
    boolean rate = unit.endsWith("/s");
    all.add(
        new Workload(
            "read " + name,
            rate ? "throughput" : "time",
            unit,
            rate ? Better.HIGHER : Better.LOWER,
            we,
            peers,
            goal));
  }
}
