package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Catches real and broken files of other writers that lead to anything but values or typed errors.
 */
class CorpusWalkTest {
  @Test
  void everyFileGivesValuesOrTypedErrors() throws IOException {
    Path corpus =
        Path.of(System.getProperty("myelin.shared", "../../shared")).resolve("corpus/hdf5");
    Assumptions.assumeTrue(
        Files.isDirectory(corpus), "no corpus at " + corpus + " (property myelin.shared)");
    List<String> untyped = new ArrayList<>();
    int datasets = 0;
    List<Path> files;
    try (Stream<Path> all = Files.walk(corpus)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(p -> !p.toString().matches(".*\\.(json|py|md|tsv)"))
              .toList();
    }
    for (Path p : files) {
      FileWalker w = FileWalker.walk(p);
      w.untyped().forEach(s -> untyped.add(corpus.relativize(p) + " " + s));
      datasets += w.datasets();
    }
    assertThat(untyped).isEmpty();
    assertThat(files).hasSizeGreaterThan(1000);
    assertThat(datasets).as("datasets that could be read").isGreaterThan(3500);
  }
}
