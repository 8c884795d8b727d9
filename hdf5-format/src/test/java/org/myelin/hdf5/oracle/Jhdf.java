package org.myelin.hdf5.oracle;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** jHDF, in this JVM. */
public final class Jhdf {
  private Jhdf() {}

  /** A whole dataset; enumerations come as text. */
  public static Values readDataset(Path file, String dataset) {
    try (HdfFile opened = new HdfFile(file)) {
      Dataset found = opened.getDatasetByPath(dataset);
      List<Object> flat = new ArrayList<>();
      flatten(found.getData(), flat);
      return new Values(
          Arrays.stream(found.getDimensions()).mapToObj(Long::valueOf).toList(), flat);
    }
  }

  private static void flatten(Object value, List<Object> into) {
    if (value != null && value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        flatten(Array.get(value, i), into);
      }
    } else if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
      into.add(((Number) value).longValue());
    } else if (value instanceof Float f) {
      into.add(f.doubleValue());
    } else {
      into.add(value);
    }
  }
}
