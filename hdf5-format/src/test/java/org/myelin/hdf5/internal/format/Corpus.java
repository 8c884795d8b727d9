package org.myelin.hdf5.internal.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Real HDF5 files that are not part of the project: beside the checkout, or where the property
 * {@code myelin.shared} says.
 */
final class Corpus {
  private Corpus() {}

  /**
   * One file of the corpus.
   *
   * @param name below the corpus folder
   * @param features as its index names them
   */
  record Entry(Path path, String name, String features) {
    byte[] bytes() {
      try {
        return Files.readAllBytes(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    boolean has(String feature) {
      return features.contains(feature);
    }
  }

  static Optional<Path> folder() {
    String property = System.getProperty("myelin.shared");
    if (property != null) {
      return existing(Path.of(property));
    }
    for (Path at = Path.of("").toAbsolutePath(); at.getParent() != null; at = at.getParent()) {
      Optional<Path> found = existing(at.resolveSibling("shared"));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> existing(Path shared) {
    Path corpus = shared.resolve("corpus").resolve("hdf5");
    return Files.isRegularFile(corpus.resolve("index.tsv"))
        ? Optional.of(corpus)
        : Optional.empty();
  }

  /** The well-formed files up to that size. */
  static List<Entry> dataFiles(Path folder, long maxSize) {
    return files(folder, "data", maxSize);
  }

  /** The broken, fuzzed and attacking files up to that size. */
  static List<Entry> malformedFiles(Path folder, long maxSize) {
    return files(folder, "malformed", maxSize);
  }

  private static List<Entry> files(Path folder, String kind, long maxSize) {
    List<Entry> out = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(folder.resolve("index.tsv"))) {
        String[] c = line.split("\t", -1);
        if (c.length > 2 && c[1].equals(kind) && Long.parseLong(c[2]) <= maxSize) {
          out.add(new Entry(folder.resolve(c[0]), c[0], c[c.length - 1]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }
}
