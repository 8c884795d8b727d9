package org.myelin.bench.peers;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whole arrays written with jHDF: FOLDER FIGURE DIVISOR; prints its figure, warmed up. */
public final class JhdfWrites {
  private JhdfWrites() {}

  /** Prints the figure of the second of two rounds. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0], "jhdf-write.h5");
    int divisor = Integer.parseInt(args[2]);
    DatasetCreationOptions.Builder how = DatasetCreationOptions.builder();
    Object data;
    double bytes;
    switch (args[1]) {
      case "w1" -> {
        double[] x = new double[(1 << 26) / divisor];
        for (int i = 0; i < x.length; i++) {
          x[i] = (mix(i) >>> 11) * 0x1.0p-53;
        }
        data = x;
        bytes = 8.0 * x.length;
      }
      case "w2" -> {
        int side = divisor == 1 ? 16384 : 8192;
        data = noise(side, side);
        bytes = 2.0 * side * side;
        how.chunkDimensions(512, 1024);
      }
      case "w3" -> {
        int rows = 8192 * (42 / divisor);
        data = signal(rows);
        bytes = 2.0 * rows * 384;
        how.chunkDimensions(8192, 64).shuffle().deflate(4);
      }
      default -> throw new IllegalArgumentException(args[1]);
    }
    double seconds = 0;
    for (int i = 0; i < 2; i++) {
      Files.deleteIfExists(file);
      long start = System.nanoTime();
      try (WritableHdfFile f = HdfFile.write(file)) {
        f.putDataset("data", data, how.build());
      }
      seconds = (System.nanoTime() - start) / 1e9;
    }
    Files.deleteIfExists(file);
    System.out.println(bytes / seconds / 1e6);
  }

  private static short[][] noise(int rows, int columns) {
    short[][] x = new short[rows][columns];
    for (int i = 0; i < rows * columns; i++) {
      x[i / columns][i % columns] = (short) (mix(i >> 2) >>> 16 * (i & 3));
    }
    return x;
  }

  /** The slow wave with noise. */
  private static short[][] signal(int rows) {
    short[][] y = new short[rows][384];
    int[] s = new int[384];
    int common = 0;
    for (int r = 0; r < rows; r++) {
      if (r % 8192 == 0) {
        s = new int[384];
        common = 0;
      }
      common = common - (common >> 7) + step(0x100000000L + r);
      for (int c = 0; c < 384; c++) {
        s[c] = s[c] - (s[c] >> 3) + step((long) r * 384 + c);
        y[r][c] = (short) ((s[c] >> 4) + (common >> 3));
      }
    }
    return y;
  }

  private static int step(long k) {
    long m = mix(k);
    return (int) ((m & 255) + (m >> 8 & 255) + (m >> 16 & 255) + (m >> 24 & 255)) - 510;
  }

  private static long mix(long k) {
    long z = (k + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
