package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5py;

/** Catches members that end in the wrong component, or are bent to fit. */
class RecordsTest {
  private enum Kind {
    UP,
    DOWN
  }

  private record Place(float x, double y) {}

  private record Spike(
      @MemberName("t [s]") double time,
      int unit,
      String label,
      String fixed,
      Kind kind,
      boolean good,
      Place place,
      short[] wave,
      Place[] path,
      Optional<Long> big,
      Optional<String> absent) {}

  private record Simple(int a, double b, String s, long[] many, Kind kind, boolean flag) {}

  @TempDir Path folder;

  @Test
  void h5pysCompoundsBecomeRecords() {
    Path file = folder.resolve("r.h5");
    H5py.run(
        """
        place = np.dtype([('y', '<f8'), ('x', '>f4')])
        kind = h5py.enum_dtype({'DOWN': -1, 'UP': 7}, basetype='>i2')
        t = np.dtype([('t [s]', '<f4'), ('extra', 'i8'), ('unit', '<u2'), ('label', h5py.string_dtype()), ('fixed', 'S5'),
                      ('kind', kind), ('good', '?'), ('place', place), ('wave', '>i2', (2, 3)), ('path', place, (2,)), ('big', '<u8')])
        with h5py.File(args[0], 'w') as f:
            d = f.create_dataset('d', (5,), dtype=t, chunks=(2,))
            for i in range(5):
                v = np.zeros((), t)
                v['t [s]'] = i / 2; v['unit'] = 65535 - i; v['label'] = 'é' * i; v['fixed'] = b'ab'; v['kind'] = 7 if i % 2 else -1
                v['good'] = i == 3; v['place'] = (i, -i); v['wave'] = np.arange(6).reshape(2, 3) * i; v['path'] = [(1, 2), (3, i)]; v['big'] = 2**63 + i
                d[i] = v
        """,
        file);
    try (Hdf5File f = Hdf5File.open(file)) {
      Dataset d = f.dataset("d");
      List<Spike> all = d.readRecords(Spike.class);
      assertThat(all).extracting(Spike::time).containsExactly(0.0, 0.5, 1.0, 1.5, 2.0);
      Spike s = d.readRecords(Spike.class, Points.at(4, 3)).get(1);
      assertThat(s.unit()).isEqualTo(65532);
      assertThat(s.label()).isEqualTo("ééé");
      assertThat(s.fixed()).isEqualTo("ab");
      assertThat(s.kind()).isEqualTo(Kind.UP);
      assertThat(s.good()).isTrue();
      assertThat(s.place()).isEqualTo(new Place(-3, 3));
      assertThat(s.wave()).containsExactly(0, 3, 6, 9, 12, 15);
      assertThat(s.path()).containsExactly(new Place(2, 1), new Place(3, 3));
      assertThat(s.big()).contains(Long.MAX_VALUE);
      assertThat(s.absent()).isEmpty();
    }
  }

  @Test
  void recordsThatWereWrittenReadTheSameInH5py() {
    Path file = folder.resolve("w.h5");
    List<Simple> written =
        List.of(
            new Simple(1, 2.5, "ä", new long[] {1, 2, 3}, Kind.DOWN, true),
            new Simple(-1, Double.MIN_VALUE, "", new long[0], Kind.UP, false));
    try (Hdf5File f = Hdf5File.create(file)) {
      Dataset d = f.root().createDataset("d", CompoundType.of(Simple.class), Dataspace.of(2));
      d.writeRecords(Selection.all(), written);
    }
    Object said =
        H5py.run(
            """
            with h5py.File(args[0], 'r') as f:
                d = f['d'][()]
                result = [[r['a'], r['b'], r['s'], list(r['many']), r['kind'], r['flag']] for r in d]
            """,
            file);
    assertThat(said)
        .isEqualTo(
            List.of(
                List.of(1L, 2.5, "ä", List.of(1L, 2L, 3L), 1L, true),
                List.of(-1L, Double.MIN_VALUE, "", List.of(), 0L, false)));
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.dataset("d").readRecords(Simple.class))
          .usingRecursiveComparison()
          .isEqualTo(written);
    }
  }

  private record NoSuch(int a, int z) {}

  private record Text(String a) {}

  private record Number(double s) {}

  private record Small(Letter kind) {}

  private record Strict(int a) {
    Strict {
      if (a < 0) {
        throw new IllegalArgumentException("below zero");
      }
    }
  }

  private enum Letter {
    UP
  }

  @Test
  void namesMemberAndComponentThatDoNotFit() {
    Path file = folder.resolve("e.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      Dataset d = f.root().createDataset("d", CompoundType.of(Simple.class), Dataspace.of(1));
      d.writeRecords(Selection.all(), List.of(new Simple(-4, 1, "s", new long[0], Kind.UP, false)));
      refused(d, NoSuch.class, "no member 'z'", "NoSuch");
      refused(d, Text.class, "member 'a' of type int32", "component a", "String");
      refused(d, Number.class, "member 's'", "double");
      refused(d, Small.class, "DOWN", "Letter");
      refused(d, Strict.class, "below zero");
      assertThatThrownBy(() -> d.writeRecords(Selection.all(), List.of(new Strict(3))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("member 'b'");
      assertThatThrownBy(
              () ->
                  f.root()
                      .createDataset("n", Datatype.I32, Dataspace.of(1))
                      .readRecords(Strict.class))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no compound");
    }
  }

  private static void refused(Dataset d, Class<? extends Record> type, String... parts) {
    assertThatThrownBy(() -> d.readRecords(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dataset /d")
        .hasMessageContainingAll(parts);
  }
}
