package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.internal.storage.RedoRecord;
import org.myelin.hdf5.oracle.H5py;

/** Catches writers that get in each other's way, and files of dead writers that stay shut. */
class RecoveryTest {
  @TempDir Path folder;

  /** h5py ends without closing, so that the superblock keeps its mark. */
  @Test
  void aDeadWritersFileIsReadAndRecovered() throws IOException {
    Path file = folder.resolve("dead.h5");
    H5py.run(
        """
        import subprocess, sys
        subprocess.run([sys.executable, '-c', '''
        import h5py, os, sys
        f = h5py.File(sys.argv[1], 'w', libver='latest')
        f['x'] = [1, 2, 3]
        f.flush()
        os._exit(0)
        '''.replace('\\n        ', '\\n'), args[0]], check=True)
        result = 1
        """,
        file);
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> Hdf5File.open(file, OpenMode.EDIT))
        .isInstanceOf(Hdf5IOException.class)
        .hasMessageContaining("marked as open")
        .hasMessageContaining("recover");
    assertThat(Hdf5Recovery.plan(file)).anyMatch(s -> s.contains("mark removed"));
    Path out = folder.resolve("out.h5");
    assertThat(Hdf5Recovery.copy(file, out)).isNotEmpty();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThatThrownBy(() -> Hdf5Recovery.copy(file, out)).isInstanceOf(IOException.class);
    assertThat(Hdf5Recovery.inPlace(file)).isNotEmpty();
    assertThat(Hdf5Recovery.plan(file)).isEmpty();
    for (Path p : new Path[] {file, out}) {
      try (Hdf5File f = Hdf5File.open(p, OpenMode.EDIT)) {
        assertThat(f.dataset("/x").readLongs()).containsExactly(1, 2, 3);
        f.root().createGroup("g");
      }
      assertThat(
              H5py.run(
                  """
                  with h5py.File(args[0], 'r+') as f:
                      result = sorted(f)
                  """,
                  p))
          .hasToString("[g, x]");
    }
  }

  @Test
  void aTruncatedFileIsRefusedWithWhatIsMissing() throws IOException {
    Path file = folder.resolve("short.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      f.root()
          .createDataset("x", Datatype.I64, Dataspace.of(100))
          .writeLongs(Selection.all(), new long[100]);
    }
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length - 50));
    assertThatThrownBy(() -> Hdf5Recovery.inPlace(file))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("50 bytes are missing");
    assertThat(file).hasSize(all.length - 50);
  }

  /**
   * A record is bytes of a file like others: it may say that the file ends before its beginning.
   */
  @Test
  void aRecordOfAnImpossibleFileIsIgnored() throws IOException {
    Path file = folder.resolve("lie.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      f.root().createGroup("g");
    }
    byte[] whole = Files.readAllBytes(file);
    for (long end : new long[] {-1, -2, whole.length * 10L}) {
      ByteBuffer superblock =
          ByteBuffer.wrap(Arrays.copyOf(whole, 96)).order(ByteOrder.LITTLE_ENDIAN);
      superblock.putLong(40, end);
      RedoRecord lie = RedoRecord.of(new TreeMap<>(Map.of(0L, superblock.array())));
      Files.write(file, whole);
      Files.write(file, lie.encode(), StandardOpenOption.APPEND);
      assertThat(Hdf5Recovery.plan(file)).noneMatch(s -> s.contains("on record"));
      try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
        assertThat(f.exists("/g")).isTrue();
      }
    }
  }

  @Test
  void aSecondWriterIsRefusedUntilTheFirstIsDone() {
    Path file = folder.resolve("one.h5");
    FileOptions none = FileOptions.DEFAULT.withLocking(LockPolicy.NONE);
    FileOptions required = FileOptions.DEFAULT.withLocking(LockPolicy.REQUIRED);
    try (Hdf5File f = Hdf5File.create(file)) {
      f.flush();
      refused(file, required);
    }
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT, required)) {
      refused(file, FileOptions.DEFAULT);
      Hdf5File.open(file).close();
      Hdf5File.open(file, OpenMode.EDIT, none).discard();
      f.root().createGroup("g");
    }
    Hdf5File.open(file, OpenMode.EDIT, required).close();
  }

  private static void refused(Path file, FileOptions options) {
    assertThatThrownBy(() -> Hdf5File.open(file, OpenMode.EDIT, options))
        .isInstanceOf(Hdf5IOException.class)
        .hasMessageContaining("somebody else has the file open for writing")
        .hasMessageContaining("LockPolicy.NONE");
  }
}
