package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5Diff;
import org.myelin.hdf5.oracle.H5py;

/** Catches differences that are missed or made up, and text that is not h5diff's. */
class DiffTest {
  /** The same file for args[1] = 0 and 1 but for what each kind can differ in. */
  private static final String KINDS =
      """
      v = int(args[1])
      def two(a, b): return b if v else a
      with h5py.File(args[0], 'w') as f:
          f['i'] = np.arange(6).reshape(2, 3) + np.array([[0, v, 0], [0, 0, v]])
          f['s'] = np.array([b'abc', two(b'xyz', b'xyzq')], dtype='S5')
          f['quotes'] = np.array([two(b'ab\\n"\\\\q', b'zb\\tr\\x01q'), two(b'x\\xe9z', b'x\\xe9y')], 'S6')
          f['text'] = np.array(['abc', two('xyz', 'xyw'), two('l', 'lo')], dtype=object)
          for t in ('i1', 'u1', '>i2', 'u2', 'i4', '>u4', 'i8', 'u8'):
              n = np.iinfo(t)
              f[t] = np.array([1, n.min, 10, 0] if v else [n.max // 2, n.max, 100, 7], t)
          for t in ('f2', 'f4', '>f8'):
              f[t] = np.array(two([1, np.nan, np.inf, -np.inf, 3e4, np.nan, 0.0, 1e-9, 0.0],
                                  [np.nan, 1, 1, 2, -3e4, np.nan, 1.0, -5e-7, -0.0]), t)
          f['c'] = np.array([(1, 2.0 + v, b'a', 7), (3 + v, 4, b'b', 2**32 - 1 - v)],
                            dtype=[('a', 'i4'), ('b', 'f8'), ('s', 'S3'), ('u', 'u4')])
          f['empty'] = h5py.Empty('f4')
          f['shape'] = np.zeros((2 + v, 3))
          f['class'] = np.zeros(3, two('f4', 'i4'))
          f['width'] = np.arange(3, dtype=two('i2', '>i4')) + v
          f['precision'] = np.arange(3, dtype=two('f4', 'f8')) + v
          f['sign'] = np.zeros(3, two('u4', 'i4'))
          f['scalar'] = 3 + v
          f['name'] = np.bytes_(two('abc', 'axc'))
          f['enum'] = np.array([0, 1 + v, 7], dtype=h5py.enum_dtype({'A': 0, 'B': 1, 'C': 2}, 'i2'))
          l = f.create_dataset('list', (2,), dtype=h5py.vlen_dtype('i4'))
          l[0] = [1, 2, 3 + v]
          l[1] = [4]
          f['rows'] = np.array([([1, 2],), ([3, 4 + v],)], dtype=[('a', 'i4', (2,))])
          f['opaque'] = np.array([b'\\x01\\x02', two(b'\\x03\\x05', b'\\x03\\xf4')], dtype='V2')
          f['g/x'] = 1
          f['only%d' % v] = 1
          f['g'].attrs['at'] = np.arange(3) + v
          f['g'].attrs['ä'] = 1 + v
          f['i'].attrs['on%d' % v] = 1
          f['i'].attrs['st'] = two('hello', 'hellow')
          f['soft'] = h5py.SoftLink(two('/f4', '/i'))
          f['ext'] = h5py.ExternalLink('o.h5', '/x%d' % v)
          f['dangling'] = h5py.SoftLink('/nope')
          f['sometimes'] = h5py.SoftLink('/only1')
          f['type'] = np.dtype(two('i8', 'i4'))
          f['again'] = f['i']
          f['kind'] = two(np.arange(2), np.dtype('i4'))
          f['ref'] = np.array([f['i'].ref, f[two('i', 'f4')].ref], dtype=h5py.ref_dtype)
          r = f.create_dataset('region', (2,), dtype=h5py.regionref_dtype)
          r[0] = f['i'].regionref[0:1, v:2]
          r[1] = f['i'].regionref[v:1 + v, 0:1 + v]
          f.create_dataset('grows', data=np.arange(4), maxshape=two((None,), (9,)))
          f['grüße'] = np.arange(2) + v
      """;

  @TempDir Path folder;

  private Path kinds(int variant) {
    Path p = folder.resolve("kinds" + variant + ".h5");
    H5py.run(KINDS, p, variant);
    return p;
  }

  @Test
  @Tag("process")
  void saysWhatH5diffSays() throws Exception {
    Path a = kinds(0);
    Path b = kinds(1);
    for (DiffCase c : DiffCase.ALL) {
      assertThat(c.ours(a, b)).as(c.arguments()).isEqualTo(c.theirs(a, b));
      assertThat(c.ours(b, a)).as("back " + c.arguments()).isEqualTo(c.theirs(b, a));
    }
  }

  /** One file twice: h5diff knows that it need not look. */
  @Test
  @Tag("process")
  void isFastWithItself() throws Exception {
    Path a = kinds(0);
    for (DiffCase c : DiffCase.ALL) {
      assertThat(c.ours(a, a)).as(c.arguments()).isEqualTo(c.theirs(a, a));
    }
  }

  @Test
  @Tag("process")
  void comparesTwoObjects() throws Exception {
    Path a = kinds(0);
    Path b = kinds(1);
    DiffOptions report = DiffOptions.DEFAULT.withReport();
    for (String pair : List.of("/i /i", "i1 u1", "/g /g", "g /", "/soft /soft", "/nope /i")) {
      String[] o = pair.split(" ");
      assertThat(DiffCase.ours(a, b, report.withObjects(o[0], o[1])))
          .as(pair)
          .isEqualTo(H5Diff.run(List.of("-r"), a, b, o));
    }
  }

  /** Of long doubles h5diff also compares bytes that belong to no number. */
  @Test
  @Tag("process")
  void comparesLongDoublesByTheirValue() throws Exception {
    Path[] files = {folder.resolve("a.h5"), folder.resolve("b.h5")};
    for (int v = 0; v < 2; v++) {
      H5py.run(
          """
          with h5py.File(args[0], 'w') as f:
              f['d'] = np.array([1.5 + int(args[1]), -2, 1e-30, np.nan, np.inf], 'g')
          """,
          files[v],
          v);
    }
    assertThat(DiffCase.ours(files[0], files[1], DiffOptions.DEFAULT.withReport()).text())
        .endsWith(
            """
            [ 0 ]          1.5             2.5             1             \s
            1 differences found
            """);
  }

  /** h5diff looks at the length of the first sequence only, and reads what is not there. */
  @Test
  @Tag("process")
  void findsSequencesOfOtherLengths() throws Exception {
    Path a = folder.resolve("a.h5");
    Path b = folder.resolve("b.h5");
    write(a, 2);
    write(b, 3);
    assertThat(DiffCase.ours(a, b, DiffOptions.DEFAULT).exitCode()).isEqualTo(1);
    assertThat(DiffCase.ours(b, a, DiffOptions.DEFAULT.withReport()).text())
        .contains("[ 0 ]          3 elements       2 elements       \n1 differences found\n");
    assertThat(DiffCase.ours(a, a, DiffOptions.DEFAULT).exitCode()).isZero();
  }

  private static void write(Path file, int length) {
    H5py.run(
        """
        with h5py.File(args[0], 'w') as f:
            f.create_dataset('v', (1,), dtype=h5py.vlen_dtype('i4'))[0] = range(int(args[1]))
        """,
        file,
        length);
  }

  @Test
  void refusesOptionsThatContradictEachOther() {
    assertThatThrownBy(() -> DiffOptions.DEFAULT.withDelta(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DiffOptions.DEFAULT.withDelta(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
