package org.myelin.bench.jmh;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.myelin.bench.format.Signals;
import org.myelin.hdf5.DeflateCoder;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.internal.filter.FilterPipelineCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The filters on one chunk of int16 (1024, 384): shuffle, then deflate 4. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ChunkBenchmark {
  private static final int ROWS = 1024;
  private static final int CHANNELS = 384;

  private FilterPipelineCodec codec;
  private ByteBuffer chunk;
  private FilterPipelineCodec.Encoded encoded;

  /** Makes the chunk and its encoded form. */
  @Setup
  public void prepare() {
    List<FilterDescription> filters = Layout.chunked(ROWS, CHANNELS).shuffle().deflate(4).filters();
    codec = new FilterPipelineCodec("/x", filters, DeflateCoder.OWN);
    chunk = ByteBuffer.allocate(2 * ROWS * CHANNELS).order(ByteOrder.LITTLE_ENDIAN);
    chunk.asShortBuffer().put(Signals.voltages(ROWS, CHANNELS));
    encoded = codec.encode(chunk.duplicate(), false);
  }

  /** Chunks encoded in a second. */
  @Benchmark
  public Object encode() {
    return codec.encode(chunk.duplicate(), false);
  }

  /** Chunks decoded in a second. */
  @Benchmark
  public Object decode() {
    return codec.decode(encoded.bytes().duplicate(), encoded.filterMask(), chunk.capacity());
  }
}
