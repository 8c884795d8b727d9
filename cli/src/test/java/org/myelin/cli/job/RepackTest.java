package org.myelin.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.ExternalAccess;
import org.myelin.hdf5.ExternalFile;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.Group;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Programs;

/** {@code myelin repack} and {@code myelin copy}. */
@Tag("process")
class RepackTest {
  @TempDir Path folder;

  @BeforeEach
  void aFile() {
    FileOptions beside = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(folder));
    try (Hdf5File f = Hdf5File.create(folder.resolve("in.h5"), beside)) {
      Group g = f.root().createGroup("g");
      g.createDataset("a", Datatype.I32, Dataspace.of(60, 20)).write(new int[1200]);
      g.createDataset("b", Datatype.I32, Dataspace.of(100), Layout.chunked(10).deflate(1))
          .write(new int[100]);
      g.createDataset(
              "raw",
              Datatype.I32,
              Dataspace.of(4),
              Layout.external(new ExternalFile("raw.bin", 0, 16)))
          .write(new int[] {1, 2, 3, 4});
    }
  }

  private Programs.Outcome run(Object... arguments) throws Exception {
    return Script.run(folder, Map.of(), arguments);
  }

  @Test
  void writesWhatTheOptionsSay() throws Exception {
    Programs.Outcome end =
        run(
            "repack",
            "--bounds",
            "v110",
            "-l",
            "g/a:chunk=30x10",
            "-f",
            "g/a,g/b:SHUF",
            "-f",
            "g/a:GZIP=3",
            "-l",
            "g/raw:contiguous",
            "in.h5",
            "out.h5");
    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(end.out() + end.err()).isEmpty();
    assertThat(
            H5py.run(
                """
                with h5py.File(args[0], 'r') as f:
                    a, b, r = f['g/a'], f['g/b'], f['g/raw']
                    result = [a.chunks, a.shuffle, a.compression_opts, b.chunks, b.shuffle,
                              b.compression, r.external, r[...]]
                """,
                folder.resolve("out.h5")))
        .hasToString("[[30, 10], true, 3, [10], true, null, null, [1, 2, 3, 4]]");
  }

  /** What does not suit all is a warning where all are asked for, an error where one is. */
  @Test
  void tellsWhatItCannotDo() throws Exception {
    Programs.Outcome end = run("repack", "-l", "chunked=5", "in.h5", "out.h5");
    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(end.err()).contains("warning").contains("/g/a has 2 dimensions, the chunk 1");
    end = run("repack", "-l", "g/a:chunked=5", "in.h5", "none.h5");
    assertThat(end.exitCode()).isEqualTo(3);
    assertThat(end.err()).startsWith("myelin: ").contains("/g/a has 2 dimensions");
    assertThat(folder.resolve("none.h5")).doesNotExist();
    assertThat(run("repack", "-f", "zip=9", "in.h5", "none.h5").exitCode()).isEqualTo(2);
    assertThat(run("repack", "in.h5", "in.h5").exitCode()).isEqualTo(3);
  }

  /** One unreadable file must not end the run; files that stay elsewhere are told. */
  @Test
  void repacksManyFiles() throws Exception {
    Files.writeString(folder.resolve("bad.h5"), "no HDF5 file");
    Files.writeString(folder.resolve("list"), "bad.h5\nin.h5\n");
    Programs.Outcome end = run("repack", "--out-dir", "out", "--files-from", "list");
    assertThat(end.exitCode()).as(end.err()).isEqualTo(3);
    assertThat(end.err()).contains("myelin: bad.h5: ").contains("raw.bin, which may not be found");
    assertThat(folder.resolve("out/in.h5")).exists();
    assertThat(folder.resolve("out/bad.h5")).doesNotExist();
  }

  @Test
  void copiesAnObject() throws Exception {
    Programs.Outcome end =
        run("copy", "-i", "in.h5", "-s", "/g/b", "-o", "new.h5", "-d", "/x/y/b", "-p");
    assertThat(end.exitCode()).as(end.err()).isZero();
    end = run("copy", "-i", "new.h5", "-s", "x", "-o", "new.h5", "-d", "z", "-f", "shallow");
    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(
            H5py.run(
                """
                with h5py.File(args[0], 'r') as f:
                    result = [f['x/y/b'].shape, sorted(f), sorted(f['z/y'])]
                """,
                folder.resolve("new.h5")))
        .hasToString("[[100], [x, z], []]");
    end = run("copy", "-i", "in.h5", "-s", "/none", "-o", "other.h5", "-d", "b");
    assertThat(end.exitCode()).isEqualTo(3);
    assertThat(folder.resolve("other.h5")).doesNotExist();
  }
}
