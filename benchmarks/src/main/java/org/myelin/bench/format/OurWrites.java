package org.myelin.bench.format;

import static org.myelin.bench.format.Yardstick.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.myelin.hdf5.Appender;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Durability;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.FormatBounds;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.OpenMode;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.Transfer;

/**
 * Our side of the writing workloads: each method makes one file and gives its figure; the data is
 * there before the clock starts.
 */
final class OurWrites {
  /** Without forcing anything to the storage, which is what libhdf5 does. */
  static final FileOptions FAST = FileOptions.DEFAULT.withDurability(Durability.FAST);

  static final FileOptions LATEST = FAST.withBounds(FormatBounds.LATEST);

  private static final int CHUNK = 16384;

  private final Path file;
  private final Yardstick y;
  private String keptName = "";
  private Object kept;

  OurWrites(Path folder, Yardstick yardstick) {
    this.file = folder.resolve("our-write.h5");
    this.y = yardstick;
  }

  /** Writes one dataset in some way. */
  private interface Write {
    void to(Dataset d);
  }

  /** The data of one workload, kept for its next rounds. */
  private <T> T data(String name, Supplier<T> make, Class<T> type) {
    if (!keptName.equals(name)) {
      kept = null;
      kept = make.get();
      keptName = name;
    }
    return type.cast(kept);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private double create(
      FileOptions options, String path, Datatype type, Layout layout, Write write, long... shape)
      throws IOException {
    Files.deleteIfExists(file);
    long start = System.nanoTime();
    try (Hdf5File f = Hdf5File.create(file, options)) {
      write.to(f.root().createDataset(path, type, Dataspace.of(shape), layout));
    }
    return seconds(start);
  }

  private double over(FileOptions options, Write write) {
    long start = System.nanoTime();
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT, options)) {
      write.to(f.dataset("data"));
    }
    return seconds(start);
  }

  double contiguous(FileOptions options, boolean again) throws IOException {
    double[] x = data("w1", this::uniform, double[].class);
    Write w = d -> d.writeDoubles(Selection.all(), x);
    double s = create(options, "data", Datatype.F64, Layout.contiguous(), w, x.length);
    return 8.0 * x.length / (again ? over(options, w) : s) / 1e6;
  }

  private double[] uniform() {
    double[] x = new double[y.doubles()];
    for (int i = 0; i < x.length; i++) {
      x[i] = Yardstick.uniform(i);
    }
    return x;
  }

  double chunks(FileOptions options, boolean again) throws IOException {
    short[] x = data("w2", this::plain, short[].class);
    Write w = d -> d.writeShorts(Selection.all(), x);
    Layout layout = Layout.chunked(512, 1024);
    double s = create(options, "data", Datatype.I16, layout, w, y.side(), y.side());
    return 2.0 * x.length / (again ? over(options, w) : s) / 1e6;
  }

  private short[] plain() {
    short[] x = new short[y.side() * y.side()];
    for (int i = 0; i < x.length; i++) {
      x[i] = Yardstick.plain(i);
    }
    return x;
  }

  /** Shuffled and deflated; the file must be as small as is asked for. */
  double filtered(FileOptions options) throws IOException {
    short[] x = data("w3", () -> Yardstick.signal(y.rows()), short[].class);
    Layout layout = Layout.chunked(8192, 64).shuffle().deflate(4);
    Write w = d -> d.writeShorts(Selection.all(), x);
    double s = create(options, "data", Datatype.I16, layout, w, y.rows(), Yardstick.CHANNELS);
    check(2.0 * x.length / Files.size(file) >= 1.90, "a ratio of 1.90");
    return 2.0 * x.length / s / 1e6;
  }

  double objects(FileOptions options) throws IOException {
    Files.deleteIfExists(file);
    long start = System.nanoTime();
    try (Hdf5File f = Hdf5File.create(file, options)) {
      OurFiles.tree(f, y.groups(), Yardstick.DATASETS, true);
    }
    return seconds(start);
  }

  /** Row by row, with a flush every so many rows; microseconds for a row. */
  double append(FileOptions options, int every) throws IOException {
    int times = 20_000 / y.divisor();
    short[] row = new short[Yardstick.CHANNELS];
    for (int c = 0; c < row.length; c++) {
      row[c] = (short) (c * 31);
    }
    Files.deleteIfExists(file);
    long start = System.nanoTime();
    try (Hdf5File f = Hdf5File.create(file, options)) {
      Dataspace grows = Dataspace.of(0, row.length).max(Dataspace.UNLIMITED, row.length);
      Dataset d =
          f.root().createDataset("data", Datatype.I16, grows, Layout.chunked(256, row.length));
      try (Appender rows = d.appender()) {
        for (int k = 0; k < times; k++) {
          row[0] = (short) k;
          rows.append(row);
          if ((k + 1) % every == 0) {
            rows.flush();
            f.flush();
          }
        }
      }
      check(d.shape()[0] == times, "w6");
    }
    return seconds(start) / times * 1e6;
  }

  double strings(FileOptions options) throws IOException {
    String[] s = data("w7-strings", this::texts, String[].class);
    Layout layout = Layout.chunked(CHUNK);
    Write w = d -> d.writeStrings(Selection.all(), s);
    return s.length / create(options, "s", Datatype.VLEN_UTF8, layout, w, s.length) / 1e6;
  }

  private String[] texts() {
    String[] s = new String[y.strings()];
    for (int i = 0; i < s.length; i++) {
      s[i] = Yardstick.string(i);
    }
    return s;
  }

  double table(FileOptions options) throws IOException {
    ByteBuffer rows = data("w7-table", this::rows, ByteBuffer.class);
    CompoundType type =
        new CompoundType(
            32,
            List.of(
                new CompoundType.Member("id", 0, Datatype.I64),
                new CompoundType.Member("start", 8, Datatype.F64),
                new CompoundType.Member("stop", 16, Datatype.F64),
                new CompoundType.Member("label", 24, Datatype.I32),
                new CompoundType.Member("amp", 28, Datatype.F32)));
    Write w = d -> d.writeRaw(Selection.all(), rows.duplicate(), Transfer.INDEPENDENT);
    double s = create(options, "t", type, Layout.chunked(CHUNK), w, y.tableRows());
    return rows.capacity() / s / 1e6;
  }

  private ByteBuffer rows() {
    int n = y.tableRows();
    ByteBuffer rows = ByteBuffer.allocateDirect(32 * n).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < n; i++) {
      double start = Yardstick.uniform(i);
      rows.putLong(i).putDouble(start).putDouble(start + 1);
      rows.putInt((int) (Yardstick.mix(i) & 1023)).putFloat(i & 65535);
    }
    return rows.flip();
  }

  /**
   * A device that gives 64 MiB each second, flushed each second: MB/s from beginning to end, where
   * the next second's data waits for the flush.
   */
  double flushEachSecond(FileOptions options) throws IOException, InterruptedException {
    int seconds = 3;
    int rows = (64 << 20) / 768;
    short[] x = data("flush", () -> new short[rows * 384], short[].class);
    Files.deleteIfExists(file);
    long start = System.nanoTime();
    try (Hdf5File f = Hdf5File.create(file, options)) {
      Dataspace grows = Dataspace.of(0, 384).max(Dataspace.UNLIMITED, 384);
      Dataset d = f.root().createDataset("data", Datatype.I16, grows, Layout.chunked(1024, 384));
      try (Appender a = d.appender()) {
        for (int i = 0; i < seconds; i++) {
          Thread.sleep(1000);
          a.append(x);
          a.flush();
          f.flush();
        }
      }
      return seconds * 2.0 * x.length / seconds(start) / 1e6;
    }
  }
}
