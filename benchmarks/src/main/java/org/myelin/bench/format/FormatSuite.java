package org.myelin.bench.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.bench.Better;
import org.myelin.bench.Contender;
import org.myelin.bench.Workload;
import org.myelin.bench.peers.JhdfPeer;
import org.myelin.bench.peers.Jvm;
import org.myelin.bench.peers.Python;
import org.myelin.bench.peers.SequentialWrite;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.Selection;

/** Suite {@code format}: one process, one file, throughput of the data as the user has it. */
public final class FormatSuite {
  private static final int CHANNELS = 384;
  private static final int CHUNK_ROWS = 1024;

  private static final String H5PY_WRITE =
      """
      import numpy as np
      file, rows, filtered = sys.argv[1], int(sys.argv[2]), sys.argv[3] == 'true'
      rng = np.random.default_rng(42)
      data = np.cumsum(rng.integers(-8, 9, (rows, 384)), axis=0).astype('i2')
      start = time.perf_counter()
      with h5py.File(file, 'w') as f:
          if filtered:
              f.create_dataset('x', data=data, chunks=(1024, 384), shuffle=True, compression=4)
          else:
              f.create_dataset('x', data=data)
      print(data.nbytes / (time.perf_counter() - start) / 1e6)
      """;

  private static final String H5PY_READ =
      """
      start = time.perf_counter()
      with h5py.File(sys.argv[1], 'r') as f:
          data = f['x'][()]
      print(data.nbytes / (time.perf_counter() - start) / 1e6)
      """;

  private FormatSuite() {}

  /** The workloads of this suite. */
  public static List<Workload> workloads(Path folder, boolean quick) {
    int rows = quick ? 20_000 : 300_000;
    short[] data = Signals.voltages(rows, CHANNELS);
    Layout filtered = Layout.chunked(CHUNK_ROWS, CHANNELS).shuffle().deflate(4);
    List<Workload> all =
        new ArrayList<>(
            List.of(
                write(folder, data, rows, filtered, "write chunked, shuffle, deflate 4", true),
                read(folder, data, rows, filtered, "read chunked, shuffle, deflate 4"),
                write(folder, data, rows, Layout.contiguous(), "write contiguous", false),
                read(folder, data, rows, Layout.contiguous(), "read contiguous")));
    all.addAll(Reads.workloads(folder, quick));
    all.addAll(Writes.workloads(folder, quick));
    return all;
  }

  private static Workload write(
      Path folder, short[] data, int rows, Layout layout, String name, boolean filtered) {
    Path file = folder.resolve("written.h5");
    long bytes = 2L * data.length;
    Map<String, Contender> peers = new LinkedHashMap<>();
    peers.put("h5py", Python.script("h5py", H5PY_WRITE, folder.resolve("h5py.h5"), rows, filtered));
    if (!filtered) {
      peers.put(
          "sequential",
          () -> SequentialWrite.megabytesPerSecond(folder.resolve("sequential"), bytes));
    }
    Contender ours =
        () -> {
          Files.deleteIfExists(file);
          long start = System.nanoTime();
          store(file, data, rows, layout);
          return megabytesPerSecond(bytes, start);
        };
    return throughput(name, rows, ours, peers);
  }

  private static Workload read(Path folder, short[] data, int rows, Layout layout, String name) {
    Path file = folder.resolve(name.replaceAll("\\W+", "-") + ".h5");
    store(file, data, rows, layout);
    Map<String, Contender> peers = new LinkedHashMap<>();
    peers.put("h5py", Python.script("h5py", H5PY_READ, file));
    peers.put("jhdf", Jvm.main(JhdfPeer.class, file, "/x"));
    Contender ours =
        () -> {
          long start = System.nanoTime();
          try (Hdf5File opened = Hdf5File.open(file)) {
            short[] read = opened.dataset("/x").readShorts(Selection.all());
            if (read.length != data.length || read[read.length - 1] != data[data.length - 1]) {
              throw new IllegalStateException("read something else than was written");
            }
          }
          return megabytesPerSecond(2L * data.length, start);
        };
    return throughput(name, rows, ours, peers);
  }

  private static void store(Path file, short[] data, int rows, Layout layout) {
    try (Hdf5File created = Hdf5File.create(file)) {
      created
          .root()
          .createDataset("x", Datatype.I16, Dataspace.of(rows, CHANNELS), layout)
          .writeShorts(Selection.all(), data);
    }
  }

  private static Workload throughput(
      String name, int rows, Contender ours, Map<String, Contender> peers) {
    String full = name + ", int16 (" + rows + ", " + CHANNELS + ")";
    return new Workload(full, "throughput", "MB/s", Better.HIGHER, ours, peers, null);
  }

  private static double megabytesPerSecond(long bytes, long start) {
    return bytes / ((System.nanoTime() - start) / 1e9) / 1e6;
  }
}
