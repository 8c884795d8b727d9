package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.SharedMessageOptions.Index;
import org.myelin.hdf5.SharedMessageOptions.Kind;
import org.myelin.hdf5.oracle.H5Dump;
import org.myelin.hdf5.oracle.H5Wasm;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Libhdf5;
import org.myelin.hdf5.oracle.Libhdf5Shared;
import org.myelin.mpi.Mpi;

/**
 * Catches messages that are counted wrongly, not found again, or lost while others share them. The
 * judge is libhdf5, which fails where it takes out a message that its index does not have, and
 * leaves the index empty when all are gone.
 */
@ExtendWith(VerifyWritten.class)
class SharedMessagesWriteTest {
  /** All five kinds, as bits in the file. */
  private static final int ALL = 0x182a;

  @TempDir Path folder;

  /** How many messages each index of the file has. */
  private static List<Integer> messages(Path file) throws IOException {
    ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int n = Libhdf5Shared.settings(file).split(" ").length - 1;
    for (int at = 0; at < b.limit() - 4; at++) {
      if (b.getInt(at) == 0x42544d53) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
          all.add(b.getShort(at + 4 + 30 * i + 12) & 0xffff);
        }
        return all;
      }
    }
    throw new AssertionError("no table of shared messages");
  }

  private static List<SharedMessageOptions> variants() {
    Index[] single =
        EnumSet.allOf(Kind.class).stream()
            .map(k -> new Index(EnumSet.of(k), k.ordinal()))
            .toArray(Index[]::new);
    return List.of(
        SharedMessageOptions.of(Index.all(0)),
        SharedMessageOptions.of(single).withLimits(0, 0),
        SharedMessageOptions.of(
                new Index(EnumSet.of(Kind.ATTRIBUTE, Kind.DATATYPE), 12),
                new Index(EnumSet.of(Kind.FILL_VALUE), 5))
            .withLimits(3, 2));
  }

  /** Lists, trees and what has become a tree, at each bound; libhdf5 reads and then deletes all. */
  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V110"})
  void libhdf5ReadsAndDeletes(FormatBounds bounds) throws IOException {
    List<String> settings =
        List.of("182a/0 50/40", "2/0 8/1 20/2 800/3 1000/4 0/0", "1008/12 20/5 3/2");
    for (int v = 0; v < variants().size(); v++) {
      Path file = folder.resolve("made" + v + ".h5");
      FileOptions options =
          FileOptions.DEFAULT.withBounds(bounds).withSharedMessages(variants().get(v));
      try (Hdf5File f = Hdf5File.create(file, options)) {
        for (int i = 0; i < 12; i++) {
          Layout l = Layout.chunked(2, 2).shuffle().deflate(i % 2);
          Dataset d = f.root().createDataset("d" + i, Datatype.I32, Dataspace.of(3, 4), l, i % 3);
          d.attributes().set("long", "x".repeat(i % 4 * 3000));
          for (int k = 0; k < (i == 5 ? 20 : 3); k++) {
            d.attributes().set("a" + k, Datatype.I16_BE, Dataspace.of(2), new int[] {k, 2});
          }
        }
      }
      assertThat(Libhdf5Shared.settings(file)).isEqualTo(settings.get(v));
      assertThat(messages(file)).doesNotContain(0);
      assertThat(H5Dump.stat(file)).contains("Shared Messages:");
      Path anew = folder.resolve("anew.h5");
      Hdf5Repack.run(file, anew, FileOptions.DEFAULT, RepackOptions.DEFAULT.withBounds(bounds));
      assertThat(Libhdf5Shared.settings(anew)).isEqualTo(settings.get(v));
      for (Path p : new Path[] {file, anew}) {
        H5py.run(
            """
            with h5py.File(args[0], 'r+') as f:
                for i in range(12):
                    d = f['d%d' % i]
                    assert d.shape == (3, 4) and (d[...] == i % 3).all() and d.compression_opts == i % 2, d
                    assert d.attrs['long'] == 'x' * (i % 4 * 3000)
                    for k in range(20 if i == 5 else 3):
                        assert list(d.attrs['a%d' % k]) == [k, 2]
                f.create_dataset('more', (3, 4), 'i4', chunks=(2, 2), shuffle=True, compression=1).attrs['a'] = 1
                for n in list(f):
                    del f[n]
            """,
            p);
        assertThat(messages(p)).as(bounds + " " + p).containsOnly(0);
      }
    }
  }

  /** Bounds that libhdf5 1.10 does not know; 1.14 does not know the layouts of the last. */
  @ParameterizedTest
  @EnumSource(names = {"V112", "LATEST"})
  void newerLibrariesReadToo(FormatBounds bounds) {
    Path file = folder.resolve("new.h5");
    FileOptions options =
        FileOptions.DEFAULT.withBounds(bounds).withSharedMessages(variants().get(0));
    try (Hdf5File f = Hdf5File.create(file, options)) {
      for (int i = 0; i < 3; i++) {
        Dataset d =
            f.root()
                .createDataset(
                    "d" + i, Datatype.I32, Dataspace.of(5), Layout.chunked(2).deflate(1), 9);
        d.attributes().set("a", new int[] {1, 2, 3});
      }
    }
    for (int i = 0; i < 3; i++) {
      assertThat(H5Wasm.readDataset(file, "d" + i).longs()).containsOnly(9).hasSize(5);
      if (bounds == FormatBounds.V112) {
        assertThat(Libhdf5.readDataset(file, "d" + i).longs()).containsOnly(9).hasSize(5);
      }
    }
  }

  /** Every rank counts alike, and the file is the one that a single rank writes. */
  @Test
  void ranksShareAlike() throws IOException {
    FileOptions options = FileOptions.DEFAULT.withSharedMessages(variants().get(2));
    Path together = folder.resolve("together.h5");
    Path alone = folder.resolve("alone.h5");
    Mpi.runThreads(
        3,
        mpi -> {
          try (Hdf5File f = Hdf5File.create(together, mpi.world(), options)) {
            twelve(f);
          }
        });
    try (Hdf5File f = Hdf5File.create(alone, options)) {
      twelve(f);
    }
    assertThat(together).hasSameBinaryContentAs(alone);
  }

  private static void twelve(Hdf5File f) {
    for (int i = 0; i < 12; i++) {
      Dataset d = f.root().createDataset("d" + i, Datatype.I32, Dataspace.of(5));
      d.attributes().set("a" + i % 3, "text " + i % 2);
      d.attributes().set("b", Datatype.I64, Dataspace.of(2), new long[] {i % 5, 2});
      if (i % 4 == 3) {
        f.root().delete("d" + (i - 1));
        f.flush();
      }
    }
  }

  // ---- edits in turn with libhdf5

  /** What each dataset is to be. */
  private static final class Model {
    final Map<String, Map<String, Integer>> datasets = new TreeMap<>();
    final List<List<Object>> calls = new ArrayList<>();
    private int next;

    /** libhdf5 1.10.8 breaks object headers when it extends a dataset whose shape is shared. */
    private final boolean theyExtend;

    Model(boolean theyExtend) {
      this.theyExtend = theyExtend;
    }

    /** One random change; it is made by {@code by} and noted. */
    void change(Random r, Hdf5File by) {
      List<String> names = new ArrayList<>(datasets.keySet());
      String name = names.isEmpty() ? null : names.get(r.nextInt(names.size()));
      int what = name == null ? 0 : r.nextInt(10);
      if (what < 3) {
        String n = "d" + next++;
        int kind = r.nextInt(6);
        datasets.put(n, new TreeMap<>(Map.of("kind", kind, "rows", 3)));
        call(by, "create", n, "", kind);
      } else if (what < 7) {
        String a = "a" + r.nextInt(12);
        int value = r.nextInt(3);
        datasets.get(name).put(a, value);
        call(by, "set", name, a, value);
      } else if (what == 7 && datasets.get(name).size() > 2) {
        List<String> all =
            datasets.get(name).keySet().stream().filter(k -> k.startsWith("a")).toList();
        String a = all.get(r.nextInt(all.size()));
        datasets.get(name).remove(a);
        call(by, "unset", name, a, 0);
      } else if (what == 8) {
        datasets.remove(name);
        call(by, "delete", name, "", 0);
      } else if (datasets.get(name).get("kind") % 2 == 1 && (by != null || theyExtend)) {
        datasets.get(name).merge("rows", 1, Integer::sum);
        call(by, "extend", name, "", datasets.get(name).get("rows"));
      }
    }

    private void call(Hdf5File f, String what, String name, String attribute, int value) {
      if (f == null) {
        calls.add(List.of(what, name, attribute, value));
        return;
      }
      switch (what) {
        case "create" -> {
          Dataspace s = Dataspace.of(3, 4);
          Layout l = Layout.chunked(2, 2);
          f.root()
              .createDataset(
                  name,
                  value < 3 ? Datatype.I32 : Datatype.F64,
                  value % 2 == 1 ? s.max(Dataspace.UNLIMITED, 4) : s,
                  value % 3 == 0 ? l : l.deflate(value),
                  value / 2);
        }
        case "set" ->
            f.dataset(name)
                .attributes()
                .set(
                    attribute,
                    Datatype.fixedString(10 + value, CharacterSet.ASCII),
                    Dataspace.scalar(),
                    "value " + value);
        case "unset" -> {
          f.dataset(name).attributes().rename(attribute, "gone");
          f.dataset(name).attributes().delete("gone");
        }
        case "delete" -> f.root().delete(name);
        default -> f.dataset(name).resize(value, 4);
      }
    }
  }

  private static final String PYTHON =
      """
      import json
      calls, model = json.loads(args[1]), json.loads(args[2])
      with h5py.File(args[0], 'r+', libver=tuple(json.loads(args[3]))) as f:
          for what, name, a, v in calls:
              if what == 'create':
                  f.create_dataset(name, (3, 4), '<i4' if v < 3 else '<f8', chunks=(2, 2), fillvalue=v // 2,
                                   maxshape=(None, 4) if v % 2 else None,
                                   **({} if v % 3 == 0 else dict(compression=v)))
              elif what == 'set':
                  f[name].attrs.create(a, np.bytes_('value %d' % v), dtype='S%d' % (10 + v))
              elif what == 'unset':
                  del f[name].attrs[a]
              elif what == 'delete':
                  del f[name]
              else:
                  f[name].resize(v, 0)
          assert sorted(f) == sorted(model), (sorted(f), sorted(model))
          for n, m in model.items():
              d = f[n]
              assert d.shape == (m['rows'], 4) and (d[...] == m['kind'] // 2).all(), (n, d.shape, d[...])
              assert d.dtype == ('<i4' if m['kind'] < 3 else '<f8')
              assert dict(d.attrs) == {a: b'value %d' % v for a, v in m.items() if a[0] == 'a'}, (n, dict(d.attrs))
          if not model:
              assert not len(f)
      """;

  private static String json(Object o) {
    if (o instanceof Map<?, ?> m) {
      List<String> all = new ArrayList<>();
      m.forEach((k, v) -> all.add("\"" + k + "\":" + json(v)));
      return "{" + String.join(",", all) + "}";
    }
    if (o instanceof List<?> l) {
      return "[" + String.join(",", l.stream().map(SharedMessagesWriteTest::json).toList()) + "]";
    }
    return o instanceof Number ? o.toString() : "\"" + o + "\"";
  }

  private void inTurn(long seed, int rounds, int changes) throws IOException {
    Random r = new Random(seed);
    Path file = folder.resolve("turn" + seed + ".h5");
    FormatBounds bounds = FormatBounds.values()[r.nextInt(3)];
    int[][][] indexes = {
      {{ALL, 0}}, {{ALL, 30}}, {{0x1000, 0}, {0x2a, 0}, {0x800, 0}}, {{0x100a, 10}}, {{0x082a, 0}}
    };
    int[][] some = indexes[r.nextInt(indexes.length)];
    int listMax = r.nextInt(3) * 5;
    int treeMin = r.nextInt(listMax + 2);
    Libhdf5Shared.create(file, bounds.ordinal(), some, listMax, listMax == 0 ? 0 : treeMin);
    Model model = new Model(java.util.Arrays.stream(some).noneMatch(i -> (i[0] & 2) != 0));
    String libver =
        bounds == FormatBounds.EARLIEST ? "[\"earliest\",\"latest\"]" : "[\"v108\",\"latest\"]";
    for (int round = 0; round < rounds; round++) {
      model.calls.clear();
      for (int i = 0; i < changes; i++) {
        model.change(r, null);
      }
      if (round == rounds - 1 && r.nextBoolean()) {
        for (String n : List.copyOf(model.datasets.keySet())) {
          model.datasets.remove(n);
          model.calls.add(List.of("delete", n, "", 0));
        }
      }
      H5py.run(PYTHON, file, json(model.calls), json(model.datasets), libver);
      try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
        for (int i = 0; i < changes && round < rounds - 1; i++) {
          model.change(r, f);
          if (i % 7 == 3) {
            f.flush();
          }
        }
        if (round == rounds - 1) {
          for (String n : List.copyOf(model.datasets.keySet())) {
            f.root().delete(n);
            model.datasets.remove(n);
          }
        }
      }
      assertThat(Hdf5Verification.of(file, FileOptions.DEFAULT).findings())
          .as("seed %d round %d", seed, round)
          .isEmpty();
      H5py.run(PYTHON, file, "[]", json(model.datasets), libver);
    }
    assertThat(messages(file)).as("seed " + seed).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void editsInTurnWithLibhdf5(long seed) throws IOException {
    inTurn(seed, 3, 25);
  }

  @Test
  @Tag("long")
  void manyEditsInTurnWithLibhdf5() throws IOException {
    for (long seed = 100; seed < 200; seed++) {
      inTurn(seed, 5, 40);
    }
  }

  @Test
  void whatNoFileCanShareIsRefused() {
    assertThatThrownBy(() -> SharedMessageOptions.of())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SharedMessageOptions.of(Index.all(0), Index.all(0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SharedMessageOptions.of(Index.all(0)).withLimits(5001, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SharedMessageOptions.of(Index.all(0)).withLimits(10, 12))
        .isInstanceOf(IllegalArgumentException.class);
    Path file = folder.resolve("swmr.h5");
    FileOptions shared =
        FileOptions.DEFAULT
            .withBounds(FormatBounds.V110)
            .withSharedMessages(SharedMessageOptions.of(Index.all(0)));
    assertThatThrownBy(() -> Hdf5File.create(file, shared.withDurability(Durability.SWMR)))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("SWMR");
    assertThat(file).doesNotExist();
  }
}
