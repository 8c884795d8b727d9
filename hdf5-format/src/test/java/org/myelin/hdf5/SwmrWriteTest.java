package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Tool;

/** Catches a writer whose readers meet an error, a wrong value, or not what was flushed. */
@Timeout(300)
@ExtendWith(VerifyWritten.class)
class SwmrWriteTest {
  /** Looks all the time, and when it is told a number of rows, answers after seeing as many. */
  private static final String READER =
      """
      import sys, threading, h5py, numpy as np
      told = [0]
      answered = threading.Event()
      def listen():
          for line in sys.stdin:
              told[0] = int(line)
          told[0] = -1
      f = h5py.File(sys.argv[1], 'r', libver='latest', swmr=True, rdcc_nbytes=0)
      names = sys.argv[2].split(',')
      d = {n: f[n] for n in names}
      before = {n: 0 for n in names}
      print('ready', flush=True)
      threading.Thread(target=listen, daemon=True).start()
      looks = seen = 0
      while told[0] >= 0:
          want = told[0]
          for n in names:
              if looks % 3 == 0 or want > seen:
                  d[n].refresh()
              v = d[n][...]
              rows = v.shape[0]
              assert rows >= max(before[n], want), (n, rows, before[n], want)
              assert (v.ravel() == np.arange(v.size)).all(), (n, rows, v[-80:])
              before[n] = rows
          looks += 1
          if want > seen:
              seen = want
              print('saw', want, looks, flush=True)
      print('end', looks, flush=True)
      """;

  static final FileOptions SWMR =
      FileOptions.DEFAULT.withBounds(FormatBounds.V110).withDurability(Durability.SWMR);

  @TempDir Path folder;

  /** A process that reads. */
  private static final class Reader implements AutoCloseable {
    final Process process;
    final BufferedReader said;

    Reader(Path file, String datasets) throws IOException {
      Tool.H5PY.assumeAvailable();
      process =
          new ProcessBuilder(Tool.H5PY.program(), "-c", READER, file.toString(), datasets)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      said =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      assertThat(said.readLine()).isEqualTo("ready");
    }

    void mustSee(long rows) throws IOException {
      process.getOutputStream().write((rows + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      assertThat(said.readLine()).as("what the reader says").startsWith("saw " + rows + " ");
    }

    void end() throws IOException, InterruptedException {
      process.getOutputStream().close();
      assertThat(said.readLine()).as("what the reader says").startsWith("end");
      assertThat(process.waitFor()).isZero();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  static void append(Dataset d, long rows) {
    long[] shape = d.shape();
    long n = shape[0];
    int width = shape.length == 1 ? 1 : (int) shape[1];
    shape[0] += rows;
    d.resize(shape);
    Hyperslab more =
        shape.length == 1
            ? Hyperslab.start(n).count(rows)
            : Hyperslab.start(n, 0).count(rows, width);
    d.writeLongs(more, LongStream.range(n * width, (n + rows) * width).toArray());
  }

  private static void follow(Hdf5File f, List<String> names, int flushes)
      throws IOException, InterruptedException {
    try (Reader r = new Reader(f.path(), String.join(",", names))) {
      long rows = f.dataset(names.get(0)).shape()[0];
      for (int i = 1; i <= flushes; i++) {
        for (String name : names) {
          append(f.dataset(name), 1);
        }
        rows++;
        f.flush();
        if (i % 10 == 0) {
          r.mustSee(rows);
        }
        if (i == 1) {
          others(f.path());
        }
      }
      r.end();
    }
  }

  /** Those who would not follow are kept out. */
  private static void others(Path file) {
    assertThat(
            H5py.run(
                """
                result = []
                for mode in 'r', 'r+':
                    try:
                        h5py.File(args[0], mode, locking=False)
                    except OSError as e:
                        result.append('consistency flags' in str(e))
                """,
                file))
        .isEqualTo(List.of(true, true));
    assertThatThrownBy(
            () ->
                Hdf5File.open(
                    file, OpenMode.EDIT, FileOptions.DEFAULT.withLocking(LockPolicy.NONE)))
        .isInstanceOf(Hdf5IOException.class)
        .hasMessageContaining("in SWMR mode");
  }

  /** Every kind of index, from the first row on. */
  @Test
  void isFollowedRowByRow() throws IOException, InterruptedException {
    Path file = folder.resolve("rows.h5");
    long most = Dataspace.UNLIMITED;
    List<String> names = List.of("line", "packed", "table", "bounded", "few");
    try (Hdf5File f = Hdf5File.create(file, SWMR)) {
      Group g = f.root();
      g.createDataset("line", Datatype.I64, Dataspace.of(0).max(most), Layout.chunked(7));
      g.createDataset(
          "packed",
          Datatype.I64,
          Dataspace.of(0).max(most),
          Layout.chunked(50).shuffle().deflate(1).fletcher32());
      g.createDataset(
          "table", Datatype.I64, Dataspace.of(0, 3).max(most, most), Layout.chunked(11, 2));
      g.createDataset("bounded", Datatype.I64, Dataspace.of(0).max(3000), Layout.chunked(1));
      g.createDataset(
          "few", Datatype.I64, Dataspace.of(0).max(5000), Layout.chunked(90).deflate(1));
      f.flush();
      follow(f, names, 1000);
    }
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      for (String name : names) {
        assertThat(f.dataset(name).shape()[0]).as(name).isEqualTo(1000);
      }
    }
    assertThat(
            H5py.run(
                "result = [bool((d[...].ravel() == np.arange(d.size)).all()) for d in h5py.File(args[0], 'r+').values()]",
                file))
        .isEqualTo(List.of(true, true, true, true, true));
  }

  /** A file that libhdf5 made, with headers that go on elsewhere; our own readers follow too. */
  @Test
  void aFileOfH5pyIsFollowed() throws IOException, InterruptedException {
    Path file = folder.resolve("theirs.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w', libver='latest') as f:
            for name, kw in {
                'line': dict(shape=(0,), maxshape=(None,), chunks=(5,)),
                'packed': dict(shape=(0,), maxshape=(None,), chunks=(30,), compression=1),
                'table': dict(shape=(0, 3), maxshape=(None, None), chunks=(11, 2)),
                'bounded': dict(shape=(0,), maxshape=(3000,), chunks=(1,))}.items():
                d = f.create_dataset(name, dtype='i8', **kw)
                for i in range(6):
                    d.attrs['a%d' % i] = 'x' * 50
            for d in f.values():
                d.resize(20, axis=0)
                d[...] = np.arange(d.size).reshape(d.shape)
        """,
        file);
    List<String> names = List.of("line", "packed", "table", "bounded");
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT, SWMR);
        Hdf5File own = Hdf5File.open(file, OpenMode.READ_SWMR)) {
      Dataset never = own.dataset("packed");
      follow(f, names, 150);
      own.refresh();
      for (String name : names) {
        long[] found = own.dataset(name).readLongs();
        assertThat(found).containsExactly(LongStream.range(0, found.length).toArray());
        assertThat(own.dataset(name).shape()[0]).as(name).isEqualTo(170);
      }
      assertThat(never.readLongs()).containsExactly(LongStream.range(0, 20).toArray());
    }
    assertThat(H5py.readDataset(file, "table").shape()).isEqualTo(List.of(170L, 3L));
  }

  /** What a process leaves that ends without closing, and one that gives up. */
  @Test
  void theMarkOfADeadWriter() throws IOException {
    Path file = folder.resolve("left.h5");
    Path copy = folder.resolve("copy.h5");
    try (Hdf5File f = Hdf5File.create(file, SWMR)) {
      f.root()
          .createDataset(
              "d",
              Datatype.I64,
              Dataspace.of(0).max(Dataspace.UNLIMITED),
              Layout.chunked(10).deflate(1));
      append(f.dataset("d"), 5);
      f.flush();
      append(f.dataset("d"), 5);
      f.flush();
      Files.copy(file, copy);
      append(f.dataset("d"), 5);
      f.discard();
    }
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT, SWMR)) {
      assertThat(f.dataset("d").shape()).containsExactly(10);
    }
    assertThatThrownBy(() -> Hdf5File.open(copy, OpenMode.EDIT))
        .isInstanceOf(Hdf5IOException.class)
        .hasMessageContaining("recover");
    assertThat(Hdf5Recovery.inPlace(copy)).isNotEmpty();
    try (Hdf5File f = Hdf5File.open(copy, OpenMode.EDIT)) {
      append(f.dataset("d"), 1);
    }
    assertThat(H5py.readDataset(copy, "d").shape()).isEqualTo(List.of(11L));
  }

  /** What cannot be followed is refused before anything is written. */
  @Test
  void refusals() throws IOException {
    Path file = folder.resolve("old.h5");
    assertThatThrownBy(() -> Hdf5File.create(file, SWMR.withBounds(FormatBounds.V18)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("V110");
    Hdf5File.create(file).close();
    assertThatThrownBy(() -> Hdf5File.open(file, OpenMode.EDIT, SWMR))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("superblock version 3");
    // no library writes it, but old structures may stand under a new superblock
    byte[] before = Files.readAllBytes(file);
    Superblock old = Superblock.read("old", 0, ByteBuffer.wrap(before));
    byte[] now = SuperblockV2.of(3, old.endOfFile(), old.rootHeaderAddress()).encode();
    System.arraycopy(now, 0, before, 0, now.length);
    Files.write(file, before);
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT, SWMR)) {
      f.root().createGroup("g");
      assertThatThrownBy(f::flush)
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContaining("no checksum");
      f.discard();
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }
}
