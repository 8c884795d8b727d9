package org.myelin.bench.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.myelin.bench.messages.PingPong;
import org.myelin.bench.parallel.Interleaved;
import org.myelin.mpi.Mpi;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Whole jobs of thread ranks: start, work, end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RanksBenchmark {
  private static final int ROUND_TRIPS = 1000;

  private Path folder;

  /** Makes a folder for files. */
  @Setup
  public void prepare() throws IOException {
    folder = Files.createTempDirectory("myelin-jmh");
  }

  /** Removes it. */
  @TearDown
  public void remove() throws IOException {
    Files.deleteIfExists(folder.resolve("x"));
    Files.delete(folder);
  }

  /** Jobs of two ranks with 2000 round trips of 8 bytes each. */
  @Benchmark
  public void roundTrips() {
    Mpi.runThreads(2, mpi -> PingPong.run(mpi.world(), 8, ROUND_TRIPS));
  }

  /** Jobs of four ranks that write 4 x 1000 interleaved blocks of 4096 bytes. */
  @Benchmark
  public void collectiveWrite() {
    Mpi.runThreads(4, mpi -> Interleaved.run(mpi.world(), folder.resolve("x"), 4096, 1000));
  }
}
