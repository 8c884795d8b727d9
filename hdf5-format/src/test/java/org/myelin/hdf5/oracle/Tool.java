package org.myelin.hdf5.oracle;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A reference program that a test may need. Where it is missing the test is skipped by name; with
 * {@code MYELIN_REQUIRE_TOOLS=1} in the environment (as in continuous integration) it fails
 * instead, so that a green run there has really asked all of them.
 */
public enum Tool {
  H5DIFF("h5diff"),
  H5DUMP("h5dump"),
  H5LS("h5ls"),
  H5REPACK("h5repack"),
  H5STAT("h5stat"),
  /** Debian's Python: others on the PATH come without h5py. */
  H5PY("/usr/bin/python3") {
    @Override
    boolean works() {
      return super.works() && Programs.run(List.of(program(), "-c", "import h5py")).exitCode() == 0;
    }
  },
  /** Debian's filter plugins for that h5py, and the libblosc that comes with them. */
  HDF5_PLUGINS("/usr/bin/python3") {
    @Override
    boolean works() {
      return H5PY.works()
          && Programs.run(
                      List.of(
                          program(),
                          "-c",
                          """
                          import ctypes.util, glob
                          assert ctypes.util.find_library('blosc')
                          assert len(glob.glob('/usr/lib/*/hdf5/serial/plugins/*')) > 3
                          """))
                  .exitCode()
              == 0;
    }
  },
  H5WASM("node") {
    @Override
    boolean works() {
      return super.works() && Files.isDirectory(H5Wasm.folder().resolve("node_modules/h5wasm"));
    }
  },
  /** The filter plugins that go with it. */
  H5WASM_PLUGINS("node") {
    @Override
    boolean works() {
      return H5WASM.works() && Files.isDirectory(H5Wasm.script("node_modules/h5wasm-plugins"));
    }
  },
  /** The native library as Bytedeco packs it: another version than h5py's. */
  LIBHDF5("libhdf5") {
    @Override
    boolean works() {
      return Libhdf5.loads();
    }
  };

  private static final Map<Tool, Boolean> WORKS = new EnumMap<>(Tool.class);

  private final String program;

  Tool(String program) {
    this.program = program;
  }

  /** The program's name or path. */
  public String program() {
    return program;
  }

  boolean works() {
    return program.startsWith("/")
        ? Files.isExecutable(Path.of(program))
        : Programs.onPath(program).isPresent();
  }

  /** Whether this tool can be used here; asked once for each JVM. */
  public boolean available() {
    synchronized (WORKS) {
      return WORKS.computeIfAbsent(this, Tool::works);
    }
  }

  /** Skips the calling test, naming this tool, when it is missing; see the class comment. */
  public void assumeAvailable() {
    if (!available() && "1".equals(System.getenv("MYELIN_REQUIRE_TOOLS"))) {
      fail("reference tool " + name() + " (" + program + ") is missing and this run requires it");
    }
    assumeTrue(available(), () -> "reference tool " + name() + " (" + program + ") is missing");
  }
}
