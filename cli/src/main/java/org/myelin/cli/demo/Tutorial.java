package org.myelin.cli.demo;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.myelin.hdf5.Hyperslab;
import org.myelin.mpi.Mpi;
import org.myelin.nwb.DataSource;
import org.myelin.nwb.NwbFile;
import org.myelin.nwb.NwbIO;
import org.myelin.nwb.TimeSeries;

/**
 * The tutorial: rank 0 creates a file with a series that is declared and not written, every rank
 * writes its own number into it, and every rank reads it back. Opening is collective, so no rank
 * can come too early. The same text stands in README and under {@code examples/}, which a test
 * checks.
 */
final class Tutorial {
  private Tutorial() {}

  static void run(Mpi mpi, Path path, DataSource data) {
    // tutorial begins
    int rank = mpi.world().rank();
    if (rank == 0) {
      NwbFile nwb = NwbFile.create("aa", "aa", OffsetDateTime.parse("2018-04-25T02:30:03-07:00"));
      nwb.acquisition()
          .add(
              TimeSeries.builder("ts_name")
                  .description("desc")
                  .data(data)
                  .rate(100.0)
                  .unit("m")
                  .build());
      NwbIO.write(path, nwb);
    }
    try (NwbIO io = NwbIO.open(path, NwbIO.Mode.APPEND, mpi.world())) {
      TimeSeries series = io.read().acquisition().get("ts_name", TimeSeries.class);
      series.data().writeLongs(Hyperslab.point(rank), new long[] {rank});
    }
    try (NwbIO io = NwbIO.open(path, NwbIO.Mode.READ, mpi.world())) {
      TimeSeries series = io.read().acquisition().get("ts_name", TimeSeries.class);
      long value = series.data().readLongs(Hyperslab.point(rank))[0];
      System.out.println("rank " + rank + " read " + value);
    }
    // tutorial ends
  }
}
