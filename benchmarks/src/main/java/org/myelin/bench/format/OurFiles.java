package org.myelin.bench.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.FormatBounds;
import org.myelin.hdf5.Group;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.Transfer;

/** The files of {@code reads.c} from our own hand, for machines without libhdf5. */
final class OurFiles {
  private static final int CHUNK = 16384;

  private final Path folder;
  private final Yardstick y;

  OurFiles(Path folder, Yardstick yardstick) {
    this.folder = folder;
    this.y = yardstick;
  }

  void write() {
    double[] x = new double[y.doubles()];
    for (int i = 0; i < x.length; i++) {
      x[i] = Yardstick.uniform(i);
    }
    one("w1", Datatype.F64, Layout.contiguous(), x.length).writeDoubles(Selection.all(), x);
    last.close();
    short[] plain = new short[y.side() * y.side()];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = Yardstick.plain(i);
    }
    one("w2", Datatype.I16, Layout.chunked(512, 1024), y.side(), y.side())
        .writeShorts(Selection.all(), plain);
    last.close();
    short[] signals = Signals.voltages(y.rows(), Yardstick.CHANNELS);
    Layout deflated = Layout.chunked(8192, 64).shuffle().deflate(4);
    one("w3", Datatype.I16, deflated, y.rows(), Yardstick.CHANNELS)
        .writeShorts(Selection.all(), signals);
    last.close();
    objects("", FormatBounds.EARLIEST);
    objects("-latest", FormatBounds.V110);
    strings();
    table();
  }

  private Hdf5File last;

  private Dataset one(String name, Datatype type, Layout layout, long... shape) {
    last = Hdf5File.create(folder.resolve(name + ".h5"));
    String path = name.equals("w7-strings") ? "s" : name.equals("w7-table") ? "t" : "data";
    return last.root().createDataset(path, type, Dataspace.of(shape), layout);
  }

  private void objects(String suffix, FormatBounds bounds) {
    FileOptions options = FileOptions.DEFAULT.withBounds(bounds);
    try (Hdf5File f = Hdf5File.create(folder.resolve("w5" + suffix + ".h5"), options)) {
      tree(f, y.groups(), Yardstick.DATASETS, true);
    }
    try (Hdf5File f = Hdf5File.create(folder.resolve("w9" + suffix + ".h5"), options)) {
      tree(f, 100, 100, false);
    }
    // a group of so many links has its index only in the earliest form that we write
    try (Hdf5File f = Hdf5File.create(folder.resolve("w5-links" + suffix + ".h5"))) {
      Dataset target = f.root().createDataset("target", Datatype.F64, Dataspace.of(8));
      Group many = f.root().createGroup("many");
      for (int i = 0; i < Yardstick.LINKS; i++) {
        many.createHardLink(String.format("l%06d", i), target);
      }
    }
  }

  static void tree(Hdf5File f, int groups, int datasets, boolean all) {
    for (int i = 0; i < groups; i++) {
      Group g = f.root().createGroup(String.format("g%03d", i));
      for (int k = 0; k < datasets; k++) {
        Dataset d = g.createDataset(String.format("d%03d", k), Datatype.F64, Dataspace.of(8));
        long id = (long) i * datasets + k;
        d.attributes().set("id", id);
        if (all) {
          d.attributes().set("gain", id * 0.5);
          d.attributes().set("unit", "volts");
          double[] v = new double[8];
          for (int j = 0; j < 8; j++) {
            v[j] = Yardstick.uniform(id * 8 + j);
          }
          d.writeDoubles(Selection.all(), v);
        }
      }
    }
  }

  private void strings() {
    String[] s = new String[y.strings()];
    for (int i = 0; i < s.length; i++) {
      s[i] = Yardstick.string(i);
    }
    one("w7-strings", Datatype.VLEN_UTF8, Layout.chunked(CHUNK), s.length)
        .writeStrings(Selection.all(), s);
    last.close();
  }

  private void table() {
    int n = y.tableRows();
    ByteBuffer rows = ByteBuffer.allocate(32 * n).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < n; i++) {
      double start = Yardstick.uniform(i);
      rows.putLong(i).putDouble(start).putDouble(start + 1);
      rows.putInt((int) (Yardstick.mix(i) & 1023)).putFloat(i & 65535);
    }
    CompoundType type =
        new CompoundType(
            32,
            List.of(
                new CompoundType.Member("id", 0, Datatype.I64),
                new CompoundType.Member("start", 8, Datatype.F64),
                new CompoundType.Member("stop", 16, Datatype.F64),
                new CompoundType.Member("label", 24, Datatype.I32),
                new CompoundType.Member("amp", 28, Datatype.F32)));
    one("w7-table", type, Layout.chunked(CHUNK), n)
        .writeRaw(Selection.all(), rows.flip(), Transfer.INDEPENDENT);
    last.close();
  }
}
