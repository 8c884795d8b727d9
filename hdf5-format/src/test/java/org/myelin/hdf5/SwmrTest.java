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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Tool;

/** Catches a reader that sees half a change of a file that h5py is writing, or none of it. */
class SwmrTest {
  private static final String WRITER =
      """
      import sys, time, h5py, numpy as np
      f = h5py.File(sys.argv[1], 'w', libver='latest')
      line = f.create_dataset('line', (0,), 'i8', maxshape=(None,), chunks=(37,))
      packed = f.create_dataset('packed', (0,), 'i8', maxshape=(None,), chunks=(50,), compression=1, shuffle=True, fletcher32=True)
      bounded = f.create_dataset('bounded', (0,), 'i8', maxshape=(40000,), chunks=(20,))
      table = f.create_dataset('table', (0, 3), 'i8', maxshape=(None, None), chunks=(11, 2))
      f.swmr_mode = True
      print('ready', flush=True)
      n = 0
      for step in range(int(sys.argv[2])):
          more = 1 + step % 60
          for d in (line, packed, bounded):
              d.resize((n + more,)); d[n:] = np.arange(n, n + more)
          table.resize((n + more, 3)); table[n:] = np.arange(3 * n, 3 * (n + more)).reshape(more, 3)
          n += more
          f.flush()
          if sys.argv[3] == 'in step':
              print(n, flush=True)
              sys.stdin.readline()
          else:
              time.sleep(0.002)
      print('end', n, flush=True)
      sys.stdin.readline()
      """;

  @TempDir Path folder;

  /** The program that writes, and what it says. */
  private static final class Writer implements AutoCloseable {
    final Process process;
    final BufferedReader said;

    Writer(Path file, int steps, String pace) throws IOException {
      Tool.H5PY.assumeAvailable();
      ProcessBuilder b =
          new ProcessBuilder(Tool.H5PY.program(), "-c", WRITER, file.toString(), steps + "", pace)
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      b.environment().put("HDF5_USE_FILE_LOCKING", "FALSE");
      process = b.start();
      said =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      assertThat(said.readLine()).isEqualTo("ready");
    }

    void goOn() throws IOException {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** Each flush is seen, whole, by the next refresh. */
  @Test
  void seesEveryFlush() throws IOException, InterruptedException {
    Path file = folder.resolve("steps.h5");
    try (Writer w = new Writer(file, 60, "in step");
        Hdf5File f = Hdf5File.open(file, OpenMode.READ_SWMR)) {
      Dataset line = f.dataset("line");
      String said;
      while (!(said = w.said.readLine()).startsWith("end")) {
        line.refresh();
        assertThat(line.shape()[0]).isEqualTo(Long.parseLong(said));
        check(line, 1);
        f.refresh();
        check(f.dataset("packed"), 1);
        check(f.dataset("bounded"), 1);
        check(f.dataset("table"), 3);
        assertThat(f.dataset("table").shape()).containsExactly(line.shape()[0], 3);
        w.goOn();
      }
      w.goOn();
      assertThat(w.process.waitFor()).isZero();
      f.refresh();
      check(f.dataset("line"), 1);
    }
    try (Hdf5File f = Hdf5File.open(file)) {
      check(f.dataset("line"), 1);
    }
  }

  /** Looked at while it writes, at any moment, by several threads. */
  @Test
  void neverSeesHalfAChange() throws Exception {
    Path file = folder.resolve("live.h5");
    ExecutorService threads = Executors.newFixedThreadPool(3);
    AtomicBoolean ended = new AtomicBoolean();
    try (Writer w = new Writer(file, 400, "free");
        Hdf5File f = Hdf5File.open(file, OpenMode.READ_SWMR)) {
      assertThatThrownBy(() -> Hdf5File.open(file, OpenMode.EDIT).close())
          .isInstanceOf(Hdf5IOException.class)
          .hasMessageContaining("consistency flags")
          .hasMessageContaining("in SWMR mode")
          .hasMessageContaining("recover");
      List<Future<?>> readers = new ArrayList<>();
      for (String name : List.of("line", "packed", "bounded", "table")) {
        readers.add(
            threads.submit(
                () -> {
                  long before = 0;
                  Dataset d = f.dataset(name);
                  do {
                    d.refresh();
                    long n = d.shape()[0];
                    assertThat(n).as(name).isGreaterThanOrEqualTo(before);
                    before = n;
                    check(d, name.equals("table") ? 3 : 1);
                  } while (!ended.get());
                  return null;
                }));
      }
      String[] end = w.said.readLine().split(" ");
      ended.set(true);
      for (Future<?> reader : readers) {
        reader.get();
      }
      f.refresh();
      for (String name : List.of("line", "packed", "bounded", "table")) {
        assertThat(f.dataset(name).shape()[0]).isEqualTo(Long.parseLong(end[1]));
        check(f.dataset(name), name.equals("table") ? 3 : 1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** What a killed writer had flushed is there, with and without recovery. */
  @Test
  void outlivesItsWriter() throws Exception {
    Path file = folder.resolve("killed.h5");
    long flushed = 0;
    try (Writer w = new Writer(file, 60, "in step")) {
      for (int i = 0; i < 20; i++) {
        flushed = Long.parseLong(w.said.readLine());
        if (i < 19) {
          w.goOn();
        }
      }
      w.process.destroyForcibly().waitFor();
    }
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ_SWMR)) {
      assertThat(f.dataset("line").shape()).containsExactly(flushed);
      check(f.dataset("line"), 1);
    }
    Hdf5Recovery.inPlace(file);
    try (Hdf5File f = Hdf5File.open(file)) {
      check(f.dataset("packed"), 1);
      assertThat(f.dataset("packed").shape()).containsExactly(flushed);
    }
  }

  private static void check(Dataset d, int width) {
    assertThat(d.readLongs())
        .as("%s", d)
        .containsExactly(LongStream.range(0, d.shape()[0] * width).toArray());
  }

  /** A file whose writer has not closed it is refused, in words that say what to do. */
  @Test
  void aFileThatIsNotFollowed() throws IOException {
    Path file = folder.resolve("open.h5");
    H5py.run(
        """
        import shutil
        with h5py.File(args[0], 'w', libver='latest') as f:
            f['d'] = np.arange(5)
            f.flush()
            shutil.copy(args[0], args[0] + '.copy')
        """,
        file);
    Path copy = Path.of(file + ".copy");
    for (OpenMode mode : List.of(OpenMode.READ_SWMR, OpenMode.EDIT)) {
      assertThatThrownBy(() -> Hdf5File.open(copy, mode).close())
          .as("%s", mode)
          .isInstanceOf(Hdf5IOException.class)
          .hasMessageContaining("consistency flags")
          .hasMessageContaining("not in SWMR mode");
    }
    try (Hdf5File f = Hdf5File.open(copy)) {
      assertThat(f.dataset("d").readLongs()).containsExactly(0, 1, 2, 3, 4);
    }
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ_SWMR)) {
      Dataset d = f.dataset("d");
      d.refresh();
      assertThat(d.readLongs()).containsExactly(0, 1, 2, 3, 4);
    }
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThatThrownBy(f::refresh)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("READ_SWMR");
    }
  }

  /** Who may open a file is told by its superblock as libhdf5 has it; only reading is free. */
  @Test
  void marksMeanWhatTheyMeanToLibhdf5() throws IOException {
    Path file = folder.resolve("marks.h5");
    for (String bounds : List.of("earliest", "v108", "latest")) {
      H5py.run("h5py.File(args[0], 'w', libver=(args[1], 'latest')).close()", file, bounds);
      byte[] bytes = Files.readAllBytes(file);
      Superblock plain = Superblock.read("plain", 0, ByteBuffer.wrap(bytes));
      for (int flags : new int[] {0, 1, 4, 5}) {
        byte[] marked = plain.withConsistencyFlags(flags).encode();
        System.arraycopy(marked, 0, bytes, 0, marked.length);
        Files.write(file, bytes);
        Object theirs =
            H5py.run(
                """
                import shutil
                result = []
                for mode, swmr in ('r', True), ('r+', False):
                    shutil.copy(args[0], args[0] + '.copy')
                    try:
                        h5py.File(args[0] + '.copy', mode, swmr=swmr).close()
                        result.append(True)
                    except (OSError, ValueError):
                        result.append(False)
                """,
                file);
        List<Boolean> ours = new ArrayList<>();
        for (OpenMode mode : List.of(OpenMode.READ_SWMR, OpenMode.EDIT)) {
          try (Hdf5File f = Hdf5File.open(file, mode)) {
            ours.add(f.exists("/"));
          } catch (Hdf5IOException e) {
            ours.add(false);
          }
        }
        assertThat(ours).as("%s bounds, flags %s", bounds, flags).isEqualTo(theirs);
        Hdf5File.open(file).close();
      }
    }
  }

  /** Damage that stays is told, after a while. */
  @Test
  void damageIsNotWaitedForWithoutEnd() throws IOException {
    Path file = folder.resolve("damaged.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w', libver='latest') as f:
            f.create_dataset('d', (5,), maxshape=(None,), chunks=(2,))[:] = 1
        """,
        file);
    byte[] b = Files.readAllBytes(file);
    int at = new String(b, StandardCharsets.ISO_8859_1).lastIndexOf("EAHD");
    b[at + 12] ^= 1;
    Files.write(file, b);
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ_SWMR)) {
      assertThatThrownBy(() -> f.dataset("d"))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining("checksum");
    }
  }
}
