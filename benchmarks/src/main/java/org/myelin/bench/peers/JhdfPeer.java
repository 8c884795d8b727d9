package org.myelin.bench.peers;

import io.jhdf.HdfFile;
import java.nio.file.Path;

/** Reads a dataset of int16 with jHDF: FILE PATH; prints the best of five in MB/s, warmed up. */
public final class JhdfPeer {
  private static final int ROUNDS = 5;

  private JhdfPeer() {}

  /** Prints the figure. */
  public static void main(String[] args) {
    double best = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      try (HdfFile file = new HdfFile(Path.of(args[0]))) {
        var dataset = file.getDatasetByPath(args[1]);
        dataset.getDataFlat();
        best = Math.max(best, 2 * dataset.getSize() / ((System.nanoTime() - start) / 1e9) / 1e6);
      }
    }
    System.out.println(best);
  }
}
