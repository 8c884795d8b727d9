package org.myelin.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5Diff;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Programs;
import org.myelin.hdf5.oracle.Tool;

/**
 * {@code myelin diff}: catches options that the command does not hand on, and exit codes and text
 * that scripts written for h5diff would take for others.
 */
@Tag("process")
class DiffCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void twoFiles() {
    H5py.run(
        """
        for name, add in (('a.h5', 0), ('b.h5', 1)):
            with h5py.File(args[0] + '/' + name, 'w') as f:
                f['g/i'] = np.arange(20) + add * (np.arange(20) % 7 == 0)
                f['g/f'] = np.array([1.0, 2.0, np.nan]) + add * 1e-3
                f['g/i'].attrs['n'] = 5 + add
                f['same'] = np.arange(3)
                f['shape'] = np.arange(3 + add)
                f['soft'] = h5py.SoftLink('/g/i')
                f['none'] = h5py.SoftLink('/nothing')
            with h5py.File(args[0] + '/same.h5', 'w') as f:
                f['x'] = 5
        """,
        folder);
  }

  /** The command and h5diff with the same words. */
  private Programs.Outcome both(String... words) throws Exception {
    List<String> options = new ArrayList<>(List.of(words));
    List<String> objects = new ArrayList<>();
    while (!options.isEmpty() && options.get(options.size() - 1).startsWith("/")) {
      objects.add(0, options.remove(options.size() - 1));
    }
    List<String> all = new ArrayList<>(List.of("diff"));
    all.addAll(options);
    all.addAll(List.of(folder.resolve("a.h5").toString(), folder.resolve("b.h5").toString()));
    all.addAll(objects);
    Programs.Outcome ours = Script.run(folder, all.toArray());
    H5Diff.Answer theirs =
        H5Diff.run(
            options,
            folder.resolve("a.h5"),
            folder.resolve("b.h5"),
            objects.toArray(String[]::new));
    assertThat(ours.out()).as(ours.command() + "").isEqualTo(theirs.text());
    assertThat(ours.exitCode()).as(ours.command() + ours.err()).isEqualTo(theirs.exitCode());
    return ours;
  }

  @Test
  void optionsAreThoseOfH5diff() throws Exception {
    Tool.H5DIFF.assumeAvailable();
    Programs.Outcome plain = both();
    assertThat(plain.exitCode()).isEqualTo(1);
    assertThat(plain.err()).as("no bar where there is no terminal").isEmpty();
    both("-r", "-n", "1", "-p", "0.0001");
    both("-v2", "--follow-symlinks", "--exclude-path=/g/f");
    both("-q");
  }

  @Test
  @Tag("long")
  void everyOptionIsThatOfH5diff() throws Exception {
    Tool.H5DIFF.assumeAvailable();
    both("-r");
    both("-v");
    both("-c");
    both("-d", "2");
    both("--use-system-epsilon", "/g/f");
    both("-N", "/g/f");
    both("--follow-symlinks", "--no-dangling-links");
    both("--exclude-attribute=/g/i", "/g/i");
    assertThat(both("/same", "/same").exitCode()).isZero();
    both("-r", "/g/i", "/same");
  }

  @Test
  void theExitCodeTells() throws Exception {
    assertThat(Script.run(folder, "diff", "a.h5", "a.h5").exitCode()).isZero();
    Files.writeString(folder.resolve("bad.h5"), "no HDF5 file");
    for (List<Object> words :
        List.<List<Object>>of(
            List.of("diff", "a.h5", "bad.h5"), List.of("diff", "-d", "much", "a.h5", "b.h5"))) {
      Programs.Outcome end = Script.run(folder, words.toArray());
      assertThat(end.exitCode()).as(words + end.err()).isEqualTo(2);
      assertThat(end.out()).as(words + "").isEmpty();
      assertThat(end.err()).as(words + "").isNotEmpty().doesNotContain("\tat ");
    }
  }
}
