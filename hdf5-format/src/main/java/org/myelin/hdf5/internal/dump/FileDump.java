package org.myelin.hdf5.internal.dump;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.internal.file.OpenFile;

/** A whole file as JSON. */
public final class FileDump {
  /** Goes up when the form changes. */
  private static final int FORM = 1;

  private FileDump() {}

  /** Describes an open file. */
  public static void put(OpenFile file, Map<String, Object> top) {
    put(file, top, path -> {});
  }

  /** Describes an open file, and gives the path of each object that holds references to nothing. */
  static void put(OpenFile file, Map<String, Object> top, Consumer<String> dangling) {
    top.put("oracle_version", FORM);
    try {
      FileText.put(file, top);
    } catch (Hdf5Exception e) {
      top.put("file_error", e.getMessage());
    }
    top.put("objects", new TreeText(file).objects(top, dangling));
  }

  /** Writes the description. */
  public static void write(Object description, Appendable out) throws IOException {
    JsonText.write(description, out);
    out.append('\n');
  }
}
