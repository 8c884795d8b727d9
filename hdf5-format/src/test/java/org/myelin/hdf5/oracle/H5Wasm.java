package org.myelin.hdf5.oracle;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** h5wasm under node. Each call skips the test where it is missing. */
public final class H5Wasm {
  private H5Wasm() {}

  /** The folder of {@code read.mjs}, where {@code npm ci} has put h5wasm. */
  static Path folder() {
    String root = System.getProperty("myelin.root", "..");
    return Path.of(System.getProperty("myelin.h5wasm", root + "/hdf5-format/src/test/h5wasm"));
  }

  /** A program for node in that folder. */
  public static Path script(String name) {
    return folder().resolve(name).toAbsolutePath();
  }

  /** A whole dataset. */
  public static Values readDataset(Path file, String dataset) {
    Tool.H5WASM.assumeAvailable();
    String out =
        Programs.run(
                List.of(
                    Tool.H5WASM.program(),
                    folder().resolve("read.mjs").toString(),
                    file.toAbsolutePath().toString(),
                    dataset))
            .outOrFail();
    return H5py.values((Map<?, ?>) ((List<?>) Json.parse(out)).get(0));
  }
}
