package org.myelin.bench.format;

import static org.myelin.bench.format.Yardstick.check;
import static org.myelin.bench.format.Yardstick.random;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.Group;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.OpenMode;
import org.myelin.hdf5.Selection;

/** Our side of the reading workloads: each method does the work once and gives its figure. */
final class OurReads {
  private final Path folder;
  private final Yardstick y;

  OurReads(Path folder, Yardstick yardstick) {
    this.folder = folder;
    this.y = yardstick;
  }

  private Path file(String name) {
    return folder.resolve(name + ".h5");
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  double doublesIntoArray(double[] x) {
    long start = System.nanoTime();
    try (Hdf5File f = Hdf5File.open(file("w1"))) {
      f.dataset("data").readInto(Selection.all(), x);
    }
    double s = seconds(start);
    check(x.length == y.doubles() && x[x.length / 3] == Yardstick.uniform(x.length / 3), "w1");
    return 8.0 * x.length / s / 1e6;
  }

  double doublesIntoBuffer(ByteBuffer into) {
    long start = System.nanoTime();
    try (Hdf5File f = Hdf5File.open(file("w1"))) {
      f.dataset("data").readRaw(Selection.all(), into.clear().limit(8 * y.doubles()));
    }
    return 8.0 * y.doubles() / seconds(start) / 1e6;
  }

  double shorts(String name, short[] x) {
    long start = System.nanoTime();
    try (Hdf5File f = Hdf5File.open(file(name))) {
      f.dataset("data").readInto(Selection.all(), x);
    }
    double s = seconds(start);
    int i = x.length / 3;
    check(!name.equals("w2") || x[i] == Yardstick.plain(i), name);
    return 2.0 * x.length / s / 1e6;
  }

  double windows(String name, int rows, int columns, int count, FileOptions options) {
    try (Hdf5File f = Hdf5File.open(file(name), OpenMode.READ, options)) {
      Dataset d = f.dataset("data");
      long start = System.nanoTime();
      for (int k = 0; k < count; k++) {
        int row = random(k, rows - 99);
        int column = columns == 384 ? 0 : random((1 << 20) + k, columns - 383);
        short[] x = d.readShorts(Hyperslab.start(row, column).count(100, 384));
        check(
            !name.equals("w2") || x[7] == Yardstick.plain((long) row * columns + column + 7), name);
      }
      return seconds(start) / count * 1e6;
    }
  }

  double visit(String name) {
    long start = System.nanoTime();
    double sum = 0;
    try (Hdf5File f = Hdf5File.open(file(name))) {
      for (int i = 0; i < y.groups(); i++) {
        Group g = f.root().group(String.format("g%03d", i));
        for (int k = 0; k < Yardstick.DATASETS; k++) {
          Dataset d = g.dataset("d" + k / 100 + k / 10 % 10 + k % 10);
          long id = d.attributes().get("id").asLong();
          double gain = d.attributes().get("gain").asDouble();
          String unit = d.attributes().get("unit").asString();
          sum += d.readDoubles()[3] + id;
          check(gain == id * 0.5 && unit.equals("volts"), name);
        }
      }
    }
    check(sum > 0, name);
    return seconds(start);
  }

  double list(String name) {
    long start = System.nanoTime();
    try (Hdf5File f = Hdf5File.open(file(name))) {
      check(f.root().group("many").names().size() == Yardstick.LINKS, name);
    }
    return seconds(start);
  }

  double look(String name) {
    try (Hdf5File f = Hdf5File.open(file(name))) {
      Group g = f.root().group("many");
      long start = System.nanoTime();
      for (int k = 0; k < 10_000; k++) {
        int i = random(k, Yardstick.LINKS);
        check(g.link("l" + Integer.toString(1_000_000 + i).substring(1)).isPresent(), name);
      }
      return seconds(start) / 1e4 * 1e6;
    }
  }

  double strings() {
    long start = System.nanoTime();
    String[] s;
    try (Hdf5File f = Hdf5File.open(file("w7-strings"))) {
      s = f.dataset("s").readStrings();
    }
    double t = seconds(start);
    check(s[s.length / 3].equals(Yardstick.string(s.length / 3)), "strings");
    return s.length / t / 1e6;
  }

  double table(ByteBuffer into) {
    long start = System.nanoTime();
    try (Hdf5File f = Hdf5File.open(file("w7-table"))) {
      f.dataset("t").readRaw(Selection.all(), into.clear().limit(32 * y.tableRows()));
    }
    return 32.0 * y.tableRows() / seconds(start) / 1e6;
  }

  double column(double[] x) {
    long start = System.nanoTime();
    try (Hdf5File f = Hdf5File.open(file("w7-table"))) {
      f.dataset("t").readMember("start", Selection.all(), x);
    }
    double s = seconds(start);
    check(x[x.length / 3] == Yardstick.uniform(x.length / 3), "column");
    return 32.0 * y.tableRows() / s / 1e6;
  }

  /** Points that were made before, as the peer's are; what becomes of them is part of the time. */
  double points(Selection points, long[] places, double[] x) {
    try (Hdf5File f = Hdf5File.open(file("w1"))) {
      Dataset d = f.dataset("data");
      long start = System.nanoTime();
      d.readInto(points, x);
      double s = seconds(start);
      for (int k = 0; k < places.length; k += 997) {
        check(x[k] == Yardstick.uniform(places[k]), "points");
      }
      return places.length / s / 1e6;
    }
  }

  double attribute(String name) {
    long start = System.nanoTime();
    int count = 2000;
    for (int k = 0; k < count; k++) {
      String path = String.format("g%03d/d%03d", random(k, 100), random(k + 5000, 100));
      try (Hdf5File f = Hdf5File.open(file(name))) {
        long id = f.root().get(path).attributes().get("id").asLong();
        check(id == random(k, 100) * 100 + random(k + 5000, 100), name);
      }
    }
    return seconds(start) / count * 1e6;
  }
}
