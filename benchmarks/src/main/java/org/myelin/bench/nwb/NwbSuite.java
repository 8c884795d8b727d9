package org.myelin.bench.nwb;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.bench.Better;
import org.myelin.bench.Contender;
import org.myelin.bench.Workload;
import org.myelin.bench.peers.Python;
import org.myelin.hdf5.Datatype;
import org.myelin.nwb.DataSource;
import org.myelin.nwb.NwbFile;
import org.myelin.nwb.NwbIO;
import org.myelin.nwb.TimeSeries;

/** Suite {@code nwb}: opening a file with many series, which is all metadata. */
public final class NwbSuite {
  private static final String PYNWB_OPEN =
      """
      from pynwb import NWBHDF5IO
      start = time.perf_counter()
      with NWBHDF5IO(sys.argv[1], 'r') as io:
          found = len(io.read().acquisition)
      print((time.perf_counter() - start) * 1e3)
      """;

  private static final String H5PY_WALK =
      """
      start = time.perf_counter()
      def visit(name, node):
          dict(node.attrs)
      with h5py.File(sys.argv[1], 'r') as f:
          f.visititems(visit)
      print((time.perf_counter() - start) * 1e3)
      """;

  private NwbSuite() {}

  /** The workloads of this suite. */
  public static List<Workload> workloads(Path folder, boolean quick) {
    int series = quick ? 50 : 500;
    Path file = folder.resolve("many.nwb");
    NwbFile nwb = NwbFile.create("bench", "bench", OffsetDateTime.parse("2026-01-01T00:00:00Z"));
    for (int i = 0; i < series; i++) {
      nwb.acquisition()
          .add(
              TimeSeries.builder("series_" + i)
                  .description("one of many")
                  .data(DataSource.allocate(Datatype.I16, 16))
                  .rate(1000.0)
                  .unit("V")
                  .build());
    }
    NwbIO.write(file, nwb);
    Map<String, Contender> peers = new LinkedHashMap<>();
    peers.put("pynwb", Python.script("pynwb", PYNWB_OPEN, file));
    peers.put("h5py walk", Python.script("h5py", H5PY_WALK, file));
    return List.of(
        new Workload(
            "open and read " + series + " series",
            "latency",
            "ms",
            Better.LOWER,
            () -> {
              long start = System.nanoTime();
              try (NwbIO io = NwbIO.open(file)) {
                io.read().acquisition().get("series_0", TimeSeries.class).description();
              }
              return (System.nanoTime() - start) / 1e6;
            },
            peers,
            null));
  }
}
