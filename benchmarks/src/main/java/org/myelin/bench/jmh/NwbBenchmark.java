package org.myelin.bench.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import org.myelin.hdf5.Datatype;
import org.myelin.nwb.DataSource;
import org.myelin.nwb.NwbFile;
import org.myelin.nwb.NwbIO;
import org.myelin.nwb.TimeSeries;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A small NWB file, opened and read whole but for its data. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class NwbBenchmark {
  private Path file;

  /** Writes the file. */
  @Setup
  public void prepare() throws IOException {
    file = Files.createTempDirectory("myelin-jmh").resolve("x.nwb");
    NwbFile nwb = NwbFile.create("jmh", "jmh", OffsetDateTime.parse("2026-01-01T00:00:00Z"));
    nwb.acquisition()
        .add(
            TimeSeries.builder("series")
                .description("one")
                .data(DataSource.allocate(Datatype.I64, 4))
                .rate(1.0)
                .unit("m")
                .build());
    NwbIO.write(file, nwb);
  }

  /** Removes it. */
  @TearDown
  public void remove() throws IOException {
    Files.delete(file);
    Files.delete(file.getParent());
  }

  /** Files opened in a second. */
  @Benchmark
  public String open() {
    try (NwbIO io = NwbIO.open(file)) {
      return io.read().acquisition().get("series", TimeSeries.class).description();
    }
  }
}
