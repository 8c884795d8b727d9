package org.myelin.hdf5;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.myelin.hdf5.internal.dump.FileDump;

/**
 * Shows a file as JSON, for comparing files and libraries: every object that hard links reach, with
 * its links, attributes, types, layout and filters, and a SHA-256 of its elements in a form that
 * does not depend on how they are stored.
 */
public final class Hdf5Dump {
  private Hdf5Dump() {}

  /**
   * Writes the JSON of a file. What cannot be read inside it is an {@code error} field there.
   *
   * @throws IOException if {@code out} fails
   * @throws Hdf5Exception if the file cannot be opened
   */
  public static void writeJson(Path path, Appendable out) throws IOException {
    writeJson(path, FileOptions.DEFAULT, out);
  }

  /** As above, with options for opening, such as which other files may be read. */
  public static void writeJson(Path path, FileOptions options, Appendable out) throws IOException {
    Map<String, Object> top = new LinkedHashMap<>();
    Path name = path.getFileName();
    top.put("file", name == null ? path.toString() : name.toString());
    if (Files.isRegularFile(path)) {
      top.put("size", Files.size(path));
    }
    try (Hdf5File file = Hdf5File.open(path, OpenMode.READ, options)) {
      FileDump.put(file.engine(), top);
    }
    FileDump.write(top, out);
  }
}
