package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.oracle.H5Dump;
import org.myelin.hdf5.oracle.H5py;

/**
 * Catches edits that harm what another library wrote: h5py makes the file, we change it, h5py looks
 * again.
 */
@ExtendWith(VerifyWritten.class)
class EditedFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "v110"})
  void whatIsNotTouchedStaysAndWhatIsChangedShows(String libver) {
    Path file = folder.resolve("made.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w', libver=(args[1], 'v110')) as f:
            g = f.create_group('g')
            g.attrs['text'] = 'before'
            g.attrs['keep'] = np.arange(5)
            f['plain'] = np.arange(100.0)
            f.create_dataset('chunked', data=np.arange(1000).reshape(50, 20), chunks=(7, 9), maxshape=(50, 20), compression=4, shuffle=True, fletcher32=True)
            f.create_dataset('empty', shape=(8,), maxshape=(8,), dtype='i8', chunks=(3,))
            f['texts'] = ['a', 'b']
            f['soft'] = h5py.SoftLink('/g')
            for i in range(20 if args[1] == 'earliest' else 7):
                g.create_group('c%d' % i)
        """,
        file, libver);
    for (int round = 0; round < 3; round++) {
      try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
        f.group("/g").attributes().set("text", "after " + round + " ".repeat(200 * round));
        f.group("/g").attributes().set("more" + round, new double[] {1, 2, round});
        f.group("/g")
            .createGroup("new" + round)
            .createDataset("d", Datatype.I16, Dataspace.of(3))
            .writeShorts(Selection.all(), new short[] {1, 2, (short) round});
        f.dataset("/chunked").writeLongs(Hyperslab.start(round, 0).count(1, 20), new long[20]);
        f.dataset("/empty").writeLongs(Hyperslab.point(2 * round), new long[] {10 + round});
        f.dataset("/plain").writeDoubles(Hyperslab.start(10 * round).count(1), new double[] {-1});
        f.dataset("/texts").writeStrings(Hyperslab.point(1), new String[] {"changed " + round});
      }
    }
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      f.root().delete("soft");
      f.group("/g").attributes().delete("more1");
    }
    Object seen =
        H5py.run(
            """
            with h5py.File(args[0], 'r') as f:
                c = np.arange(1000).reshape(50, 20); c[:3] = 0
                p = np.arange(100.0); p[[0, 10, 20]] = -1
                a = f['g'].attrs
                result = [sorted(f), a['text'].strip(), list(a['keep']), 'more1' in a, list(a['more2']),
                          len(f['g']), [int(f['g/new%d/d' % i][2]) for i in range(3)],
                          bool((f['chunked'][...] == c).all()), bool((f['plain'][...] == p).all()),
                          list(f['empty'][...]), f['texts'].asstr()[...]]
            """,
            file);
    assertThat(seen.toString())
        .isEqualTo(
            "[[chunked, empty, g, plain, texts], after 2, [0, 1, 2, 3, 4], false, [1.0, 2.0, 2.0], "
                + (libver.equals("earliest") ? 23 : 10)
                + ", [0, 1, 2], true, true, [10, 0, 11, 0, 12, 0, 0, 0], [a, changed 2]]");
    assertThat(H5Dump.stat(file)).contains("# of unique datasets: 7");
    assertThat(H5Dump.run(file)).contains("DATASET \"chunked\"");
  }

  /** libhdf5 cuts off what lies behind the end that a kept account of free space names. */
  @ParameterizedTest
  @ValueSource(strings = {"fsm", "page", "aggregate", "none"})
  void newObjectsStayWhenLibhdf5TakesUpItsFreeSpaceAgain(String strategy) {
    Path file = folder.resolve("space.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w', fs_strategy=args[1], fs_persist=args[1] in ('fsm', 'page')) as f:
            for i in range(20):
                f['old%d' % i] = np.arange(1000) + i
            for i in range(0, 20, 2):
                del f['old%d' % i]
        """,
        file, strategy);
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      for (int i = 0; i < 10; i++) {
        f.root()
            .createDataset("new" + i, Datatype.I64, Dataspace.of(2))
            .writeLongs(Selection.all(), new long[] {i, 7});
      }
    }
    Object wrong =
        H5py.run(
            """
            with h5py.File(args[0], 'r+') as f:
                for i in range(30):
                    f['theirs%d' % i] = np.arange(700) - i
            with h5py.File(args[0], 'r') as f:
                result = [n for i in range(30) for n, w in (
                    ('old%d' % (2 * i + 1), np.arange(1000) + 2 * i + 1) if i < 10 else ('theirs0', np.arange(700)),
                    ('new%d' % i, np.array([i, 7])) if i < 10 else ('theirs1', np.arange(700) - 1),
                    ('theirs%d' % i, np.arange(700) - i)) if not np.array_equal(f[n][()], w)]
            """,
            file);
    assertThat(wrong).hasToString("[]");
  }
}
