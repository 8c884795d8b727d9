package org.myelin.hdf5.oracle;

import java.nio.file.Path;

/** A reader of HDF5 files that others wrote; every file that we write must read the same in all. */
public enum ReferenceReader {
  /** libhdf5 as Debian builds it (1.10.8), under h5py. */
  H5PY(Tool.H5PY) {
    @Override
    Values readChecked(Path file, String dataset) {
      return H5py.readDataset(file, dataset);
    }
  },
  /** libhdf5 2.0.0 compiled to WebAssembly. */
  H5WASM(Tool.H5WASM) {
    @Override
    Values readChecked(Path file, String dataset) {
      return H5Wasm.readDataset(file, dataset);
    }
  },
  /** libhdf5 1.14.3; numbers only. */
  LIBHDF5(Tool.LIBHDF5) {
    @Override
    Values readChecked(Path file, String dataset) {
      return Libhdf5.readDataset(file, dataset);
    }
  },
  /** An independent reader in Java. */
  JHDF(null) {
    @Override
    Values readChecked(Path file, String dataset) {
      return Jhdf.readDataset(file, dataset);
    }
  };

  private final Tool tool;

  ReferenceReader(Tool tool) {
    this.tool = tool;
  }

  abstract Values readChecked(Path file, String dataset);

  /** Reads a dataset whole; skips the calling test where this reader is missing ({@link Tool}). */
  public Values read(Path file, String dataset) {
    if (tool != null) {
      tool.assumeAvailable();
    }
    return readChecked(file, dataset);
  }
}
