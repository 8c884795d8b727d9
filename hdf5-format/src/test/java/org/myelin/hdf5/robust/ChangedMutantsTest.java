package org.myelin.hdf5.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.FormatBounds;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Hdf5Repack;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.OpenMode;
import org.myelin.hdf5.RepackOptions;

/**
 * Catches a broken file that, written anew or edited, leads to anything but a result or a typed
 * error. {@code -Dmyelin.seed=} repeats a run.
 */
@Tag("process")
class ChangedMutantsTest {
  /** Elements of datasets that are written anew one by one. */
  private static final long FEW = 100_000;

  @TempDir Path folder;
  private final List<String> complaints = new ArrayList<>();
  private int refused;

  @Test
  @Timeout(900)
  void someMutants() throws IOException {
    check(6);
  }

  @Test
  @Tag("long")
  @Timeout(4 * 3600)
  void manyMutants() throws IOException {
    check(300);
  }

  private void check(int each) throws IOException {
    long seed = Long.getLong("myelin.seed", System.nanoTime());
    Random random = new Random(seed);
    int mutants = 0;
    for (Path p : SeedFiles.make(Files.createDirectory(folder.resolve("seeds")))) {
      if (p.toString().contains("family")) {
        continue;
      }
      Mutation mutation = new Mutation(Files.readAllBytes(p));
      for (int i = 0; i < each; i++, mutants++) {
        change(Files.write(folder.resolve("mutant.h5"), mutation.next(random)), p);
      }
    }
    System.out.printf(
        "ChangedMutantsTest: seed %d, %d mutants, %d calls refused, %d complaints%n",
        seed, mutants, refused, complaints.size());
    assertThat(complaints).as("seed %d", seed).isEmpty();
    assertThat(refused).as("mutants that did any harm").isGreaterThan(mutants / 4);
  }

  private void change(Path mutant, Path of) throws IOException {
    Path out = folder.resolve("out.h5");
    RepackOptions same = RepackOptions.DEFAULT;
    for (RepackOptions o :
        List.of(
            same,
            same.withBounds(FormatBounds.LATEST),
            same.withLayout(ChangedMutantsTest::otherChunks))) {
      attempt("repack of " + of, () -> Hdf5Repack.run(mutant, out, FileOptions.DEFAULT, o));
    }
    Path edited =
        Files.copy(mutant, folder.resolve("edit.h5"), StandardCopyOption.REPLACE_EXISTING);
    attempt("edit of " + of, () -> deleteAll(edited));
  }

  private static Layout otherChunks(Dataset d) {
    return d.dataspace().rank() > 0 && d.dataspace().elements() < FEW
        ? Layout.chunked(d.datatype(), d.dataspace())
        : null;
  }

  private void deleteAll(Path file) {
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      for (String name : List.copyOf(f.root().names())) {
        attempt("delete " + name, () -> f.root().delete(name));
      }
    }
  }

  private void attempt(String what, Runnable call) {
    try {
      call.run();
    } catch (Hdf5Exception e) {
      refused++;
    } catch (RuntimeException | Error e) {
      StackTraceElement[] at = e.getStackTrace();
      complaints.add(what + ": " + e + (at.length == 0 ? "" : " at " + at[0]));
    }
  }
}
