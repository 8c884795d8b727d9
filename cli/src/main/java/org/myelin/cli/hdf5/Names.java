package org.myelin.cli.hdf5;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Names of many files, and of what is made of them. */
final class Names {
  private Names() {}

  /** The files given, and those in the list if there is one. */
  static List<String> of(List<String> given, Path filesFrom) throws IOException {
    List<String> all = new ArrayList<>(given);
    if (filesFrom != null) {
      Files.readAllLines(filesFrom).stream().filter(l -> !l.isBlank()).forEach(all::add);
    }
    return all;
  }

  /** {@code DIR/<path as given>}; an absolute name loses its root, so that it lies below DIR. */
  static Path below(Path dir, String file, String ending) {
    Path path = Path.of(file);
    String relative = path.isAbsolute() ? path.getRoot().relativize(path).toString() : file;
    return dir.resolve(relative + ending);
  }
}
