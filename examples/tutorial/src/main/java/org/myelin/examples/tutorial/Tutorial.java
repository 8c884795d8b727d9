package org.myelin.examples.tutorial;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Hyperslab;
import org.myelin.mpi.Mpi;
import org.myelin.nwb.DataSource;
import org.myelin.nwb.NwbFile;
import org.myelin.nwb.NwbIO;
import org.myelin.nwb.TimeSeries;

/** Writes and reads one NWB file from all ranks: {@code myelin run -n 4 java … Tutorial FILE}. */
public final class Tutorial {
  private Tutorial() {}

  /** Takes the name of the file. */
  public static void main(String[] args) {
    try (Mpi mpi = Mpi.init(args)) {
      long ranks = mpi.world().size();
      run(mpi, Path.of(args[0]), DataSource.allocate(Datatype.I64, ranks).maxShape(ranks));
    }
  }

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
