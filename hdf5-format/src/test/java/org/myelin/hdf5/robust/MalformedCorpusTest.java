package org.myelin.hdf5.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Catches a broken file of the collections that others have made (security reports among them) that
 * leads to anything but values or typed errors within 5 seconds, 128 MiB and small stacks.
 */
@Tag("process")
class MalformedCorpusTest {
  @TempDir Path folder;

  @Test
  void everyFileEndsInValuesOrTypedErrors() throws IOException {
    Path corpus =
        Path.of(System.getProperty("myelin.shared", "../../shared"))
            .resolve("corpus/hdf5/malformed");
    Assumptions.assumeTrue(
        Files.isDirectory(corpus), "no corpus at " + corpus + " (property myelin.shared)");
    List<String> tasks;
    try (Stream<Path> all = Files.walk(corpus)) {
      tasks = all.filter(Files::isRegularFile).sorted().map(p -> "file\t" + p).toList();
    }
    SmallHeap r = SmallHeap.run(folder, tasks);
    System.out.println("MalformedCorpusTest: slowest of " + tasks.size() + ":" + r.slowest(5));
    assertThat(r.complaints()).isEmpty();
    assertThat(r.outcomes()).hasSameSizeAs(tasks).hasSizeGreaterThan(430);
    assertThat(r.outcomes().stream().filter(o -> o.refusals() > 0).count())
        .as("files with something that is refused")
        .isGreaterThan(300);
  }
}
