package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.hdf5.oracle.H5py;

/** Catches space that deleted objects keep, and space that is given back while it is in use. */
@ExtendWith(VerifyWritten.class)
class DeletedSpaceTest {
  /** Objects of every kind, each with structures outside of its header. */
  private static final String MAKE =
      """
      with h5py.File(args[0], 'a', libver=args[1]) as f:
          g = f.create_group('g')
          for i in range(int(args[2])):
              g.create_group('member %d' % i).attrs['n'] = i
          d = g.create_dataset('attributes', data=np.arange(5))
          for i in range(30):
              d.attrs['a%d' % i] = np.arange(i)
          g.create_dataset('contiguous', data=np.arange(5000))
          g.create_dataset('fixed', (400, 50), 'i4', chunks=(10, 10))[...] = 1
          g.create_dataset('filtered', (400, 50), 'i4', chunks=(10, 10), compression=1)[...] = 2
          g.create_dataset('growing', (3000,), 'i4', chunks=(10,), maxshape=(None,))[...] = 3
          g.create_dataset('both', (50, 60), 'i4', chunks=(5, 5), maxshape=(None, None))[...] = 4
          g.create_dataset('single', (100,), 'i4', chunks=(100,), compression=1)[...] = 5
          g['twice'] = g['growing']
          f['kept'] = np.arange(7)
      """;

  @TempDir Path folder;

  /** What libhdf5 wrote is deleted whole: all of it fits into the same space again. */
  @ParameterizedTest
  @CsvSource({"earliest, 3", "earliest, 400", "latest, 3", "latest, 400"})
  void filesDoNotGrowByWhatComesAndGoes(String libver, int members) throws Exception {
    Path file = folder.resolve("f.h5");
    H5py.run(MAKE, file, libver, members);
    long size = Files.size(file);
    for (int round = 0; round < 3; round++) {
      try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
        f.root().delete("g");
        f.flush();
        Group g = f.root().createGroup("g");
        fill(g, members);
        f.flush();
      }
      assertThat(Files.size(file)).as("round %d", round).isLessThan(size + size / 10 + 20_000);
      assertThat(H5py.readDataset(file, "kept").elements())
          .isEqualTo(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L));
    }
    assertThat(
            H5py.run(
                """
                with h5py.File(args[0], 'r') as f:
                    g = f['g']
                    result = [len(g), int(g['d0'][...].sum()), int(g['d1'][...].sum()),
                              len(g['d2'].attrs)]
                """,
                file))
        .isEqualTo(List.of(members + 3L, 20_000L, 40_000L, 30L));
  }

  private static void fill(Group g, int members) {
    for (int i = 0; i < members; i++) {
      g.createGroup("member " + i).attributes().set("n", i);
    }
    for (int i = 0; i < 3; i++) {
      Dataset d =
          g.createDataset(
              "d" + i, Datatype.I32, Dataspace.of(400, 50), Layout.chunked(10, 10).deflate(1));
      int[] values = new int[20_000];
      java.util.Arrays.fill(values, i + 1);
      d.write(values);
    }
    for (int i = 0; i < 30; i++) {
      g.dataset("d2").attributes().set("a" + i, new long[i]);
    }
  }

  /** An object that has another link, or a type that another dataset shares, must stay. */
  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V110"})
  void whatIsLinkedElsewhereStays(FormatBounds bounds) {
    Path file = folder.resolve("f.h5");
    FileOptions options = FileOptions.DEFAULT.withBounds(bounds);
    try (Hdf5File f = Hdf5File.create(file, options)) {
      Group g = f.root().createGroup("g");
      NamedDatatype t = g.createDatatype("t", Datatype.I32);
      Dataset a = g.createDataset("a", t, Dataspace.of(4), Layout.contiguous());
      a.write(new int[] {1, 2, 3, 4});
      g.createDataset("b", t, Dataspace.of(4), Layout.contiguous()).write(new int[4]);
      f.root().createHardLink("again", a);
    }
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      f.root().delete("g");
      f.flush();
      f.root().createDataset("new", Datatype.I64, Dataspace.of(64)).write(new long[64]);
    }
    assertThat(
            H5py.run(
                """
                with h5py.File(args[0], 'r') as f:
                    a = f['again']
                    result = [a[...], a.id.get_type().committed(), h5py.h5o.get_info(a.id).rc,
                              h5py.h5o.get_info(a.id.get_type()).rc, sorted(f)]
                """,
                file))
        .isEqualTo(List.of(List.of(1L, 2L, 3L, 4L), true, 1L, 1L, List.of("again", "new")));
  }

  /** A copied datatype that counts too few users goes with the first of them that is deleted. */
  @ParameterizedTest
  @CsvSource({"earliest, EARLIEST", "latest, V110"})
  void copiedTypesCountTheAttributesThatUseThem(String libver, FormatBounds bounds) {
    Path from = folder.resolve("from.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w', libver=args[1]) as f:
            g = f.create_group('g')
            g['type'] = np.dtype([('x', 'i4'), ('y', 'f8')])
            for name in 'ab':
                g.create_group(name).attrs.create('v', np.zeros(2, g['type'].dtype), dtype=g['type'])
        """,
        from,
        libver);
    Path file = folder.resolve("f.h5");
    try (Hdf5File source = Hdf5File.open(from);
        Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      f.root().copy(source.group("/g"), "g");
    }
    String count =
        """
        with h5py.File(args[0], 'r') as f:
            result = [h5py.h5o.get_info(f['g/type'].id).rc, f['g/b'].attrs['v']['y'].tolist()]
        """;
    assertThat(H5py.run(count, file)).isEqualTo(List.of(3L, List.of(0.0, 0.0)));
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      f.group("/g").delete("a");
      f.flush();
      f.root().createDataset("new", Datatype.I64, Dataspace.of(640)).write(new long[640]);
    }
    assertThat(H5py.run(count, file)).isEqualTo(List.of(2L, List.of(0.0, 0.0)));
  }

  /** Whoever holds an object that is gone must not write into what took its place. */
  @Test
  void deletedObjectsAreRefused() {
    try (Hdf5File f = Hdf5File.create(folder.resolve("f.h5"))) {
      Group g = f.root().createGroup("g");
      Dataset d = g.createDataset("d", Datatype.I32, Dataspace.of(4));
      d.write(new int[] {1, 2, 3, 4});
      f.root().delete("g");
      String gone = "was deleted";
      assertThatThrownBy(() -> d.write(new int[4]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(gone);
      assertThatThrownBy(d::readLongs)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(gone);
      assertThatThrownBy(() -> g.createGroup("h"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(gone);
      assertThatThrownBy(() -> d.attributes().set("a", 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(gone);
      f.root().createGroup("g");
    }
  }

  /** Groups that lead to each other in a circle are never at zero; libhdf5 keeps them too. */
  @Test
  void circlesEnd() {
    Path file = folder.resolve("f.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      Group a = f.root().createGroup("a");
      a.createGroup("b").createHardLink("up", a);
      f.root().createGroup("self").createHardLink("self", f.group("/self"));
      f.flush();
      f.root().delete("a");
      f.group("/self").delete("self");
      f.root().delete("self");
    }
    assertThat(H5py.run("result = sorted(h5py.File(args[0], 'r'))", file)).isEqualTo(List.of());
  }
}
