package org.myelin.bench.peers;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.nio.file.Path;

/** The reading workloads with jHDF: FOLDER FIGURE DIVISOR; prints its figure, warmed up. */
public final class JhdfReads {
  private JhdfReads() {}

  /** Prints the figure of the second of two rounds. */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    int divisor = Integer.parseInt(args[2]);
    double figure = 0;
    for (int i = 0; i < 2; i++) {
      figure = figure(folder, args[1], divisor);
    }
    System.out.println(figure);
  }

  private static double figure(Path folder, String name, int divisor) {
    long start = System.nanoTime();
    return switch (name) {
      case "w1" -> megabytes(folder.resolve("w1.h5"), "data", 8, start);
      case "w2" -> megabytes(folder.resolve("w2.h5"), "data", 2, start);
      case "w3" -> megabytes(folder.resolve("w3.h5"), "data", 2, start);
      case "w4-plain" -> windows(folder.resolve("w2.h5"), 500 / divisor);
      case "w4-deflated" -> windows(folder.resolve("w3.h5"), 8);
      case "w5-visit" -> visit(folder.resolve("w5.h5"), 100 / divisor);
      case "w5-visit-latest" -> visit(folder.resolve("w5-latest.h5"), 100 / divisor);
      case "w7-strings" -> strings(folder.resolve("w7-strings.h5"));
      case "w7-table" -> megabytes(folder.resolve("w7-table.h5"), "t", 32, start);
      case "w9" -> attribute(folder.resolve("w9.h5"));
      case "w9-latest" -> attribute(folder.resolve("w9-latest.h5"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double megabytes(Path file, String path, int size, long start) {
    try (HdfFile f = new HdfFile(file)) {
      Dataset d = f.getDatasetByPath(path);
      if (size == 32) {
        d.getData();
      } else {
        d.getDataFlat();
      }
      return size * d.getSize() / seconds(start) / 1e6;
    }
  }

  private static double strings(Path file) {
    long start = System.nanoTime();
    try (HdfFile f = new HdfFile(file)) {
      return ((String[]) f.getDatasetByPath("s").getData()).length / seconds(start) / 1e6;
    }
  }

  private static double windows(Path file, int count) {
    try (HdfFile f = new HdfFile(file)) {
      Dataset d = f.getDatasetByPath("data");
      int rows = d.getDimensions()[0];
      int columns = d.getDimensions()[1];
      long start = System.nanoTime();
      for (int k = 0; k < count; k++) {
        long column = columns == 384 ? 0 : random((1 << 20) + k, columns - 383);
        d.getData(new long[] {random(k, rows - 99), column}, new int[] {100, 384});
      }
      return seconds(start) / count * 1e6;
    }
  }

  private static double visit(Path file, int groups) {
    long start = System.nanoTime();
    double sum = 0;
    try (HdfFile f = new HdfFile(file)) {
      for (int i = 0; i < groups; i++) {
        Group g = (Group) f.getChild(String.format("g%03d", i));
        for (int k = 0; k < 500; k++) {
          Dataset d = (Dataset) g.getChild(String.format("d%03d", k));
          sum += ((Number) d.getAttribute("id").getData()).doubleValue();
          sum += ((Number) d.getAttribute("gain").getData()).doubleValue();
          sum += ((String) d.getAttribute("unit").getData()).length();
          sum += ((double[]) d.getData())[3];
        }
      }
    }
    return sum < 0 ? -1 : seconds(start);
  }

  private static double attribute(Path file) {
    int count = 50;
    long start = System.nanoTime();
    for (int k = 0; k < count; k++) {
      try (HdfFile f = new HdfFile(file)) {
        f.getByPath(String.format("g%03d/d%03d", random(k, 100), random(k + 5000, 100)))
            .getAttribute("id")
            .getData();
      }
    }
    return seconds(start) / count * 1e6;
  }

  private static int random(long k, int below) {
    long z = (k + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return (int) Long.remainderUnsigned(z ^ z >>> 31, below);
  }
}
