package org.myelin.hdf5.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Catches a byte of a file of libhdf5 that, changed, leads to anything but values or typed errors
 * within 5 seconds, 128 MiB and small stacks; half of the variants have right checksums.
 *
 * <p>{@code -Dmyelin.seed=} repeats a run.
 */
@Tag("process")
class MutantsTest {
  private static final int CI_FILES = 60;

  @TempDir Path folder;

  @Test
  @Timeout(900)
  void twoHundredOfEachFile() throws IOException {
    check(200, CI_FILES, 200);
  }

  @Test
  @Tag("long")
  @Timeout(4 * 3600)
  void twoThousandOfEachFile() throws IOException {
    check(2000, 200, 2000);
  }

  /**
   * @param each mutants of each file made here
   * @param files at least so many, with those of the corpus where it is present
   * @param eachOfCorpus mutants of each file of the corpus
   */
  private void check(int each, int files, int eachOfCorpus) throws IOException {
    long seed = Long.getLong("myelin.seed", System.nanoTime());
    List<Path> made = SeedFiles.make(Files.createDirectory(folder.resolve("seeds")));
    assertThat(made).hasSizeGreaterThanOrEqualTo(CI_FILES);
    List<String> tasks = new ArrayList<>();
    made.forEach(p -> tasks.add("mutants\t" + p + "\t" + each + "\t" + (seed + tasks.size())));
    for (Path p : corpus(Math.max(CI_FILES, files - made.size()), new Random(seed))) {
      tasks.add("mutants\t" + p + "\t" + eachOfCorpus + "\t" + (seed + tasks.size()));
    }
    SmallHeap r = SmallHeap.run(folder, tasks);
    long refused = r.outcomes().stream().filter(o -> o.refusals() > 0).count();
    System.out.printf(
        "MutantsTest: seed %d, %d mutants of %d files, %d refused in part; slowest:%s%n",
        seed, r.outcomes().size(), tasks.size(), refused, r.slowest(3));
    assertThat(r.complaints()).as("seed %d", seed).isEmpty();
    assertThat(r.outcomes()).hasSizeGreaterThanOrEqualTo(made.size() * each);
    assertThat(refused).as("mutants that did any harm").isGreaterThan(r.outcomes().size() / 4);
  }

  /** Small files of the corpus in random order; none where it is missing. */
  private static List<Path> corpus(int count, Random random) throws IOException {
    Path corpus =
        Path.of(System.getProperty("myelin.shared", "../../shared")).resolve("corpus/hdf5");
    if (!Files.isDirectory(corpus)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(corpus)) {
      for (Path p : (Iterable<Path>) all.sorted()::iterator) {
        if (Files.isRegularFile(p)
            && !p.startsWith(corpus.resolve("malformed"))
            && !p.toString().matches(".*\\.(json|py|md|tsv|ddl|bin)")
            && Files.size(p) > 64
            && Files.size(p) < 100_000) {
          files.add(p);
        }
      }
    }
    Collections.shuffle(files, random);
    return files.subList(0, Math.min(count, files.size()));
  }
}
