package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5Dump;
import org.myelin.hdf5.oracle.H5py;

/** Catches text of files made for it that differs from what h5dump prints. */
@Tag("process")
class DdlTest {
  /** Wide names, values of every class, references, and where lines break. */
  private static final String KINDS =
      """
      import numpy as np
      with h5py.File(args[0], 'w') as f:
          dt = np.dtype([('a', 'i4'), ('b', 'S5'), ('c', [('x', 'f4'), ('y', 'f8')])])
          d = f.create_dataset('d', (10,), dtype=dt)
          e = f.create_dataset('e', (10,), dtype='S7')
          r = f.create_dataset('r', (4,), dtype=h5py.regionref_dtype)
          r[0] = d.regionref[2:4]
          r[2] = e.regionref[::3]
          points = h5py.h5s.create_simple((10,))
          points.select_elements([(i * 3 % 10,) for i in range(25)])
          r[3] = h5py.h5r.create(e.id, b'.', h5py.h5r.DATASET_REGION, points)
          o = f.create_dataset('o', (3,), dtype=h5py.ref_dtype)
          o[0] = d.ref
          o[1] = f.ref
          c = f.create_dataset('c', (2,), dtype=[('r', h5py.regionref_dtype), ('o', h5py.ref_dtype)])
          c[0] = (d.regionref[2:4], d.ref)
          for n in (68, 69, 75):
              f['x' * n] = np.arange(3)
          f.create_group('y' * 76).attrs['z' * 90] = 3
          f['second'] = f['e']
          f['loop'] = f['/']
          f['soft'] = h5py.SoftLink('/e')
          h5py.h5o.set_comment(f['e'].id, b'a comment')
          t = h5py.enum_dtype({'k' * 70: 1, 'a"b': 2, 'cc': 3}, '>u2')
          f.create_dataset('enum', data=[1, 2, 3, 7], dtype=t)
          f['t' * 67] = np.dtype([('q' * 70, 'i4')])
          f['type'] = np.dtype('i4')
          f.create_dataset('typed', data=[1], dtype=f['type'])
          f['str'] = np.array([b'a"b\\\\c\\n\\r\\t\\x07\\xff', b'', b'  x '], dtype='S12')
          f['vlen str'] = ['a"b\\\\c\\n\\r\\tü', '', 'x']
          f['long double'] = np.array([1e-5, 123456.5, 0.1, np.nan, -np.inf, -0.0, 3.4e38], dtype='g')
          f['bool'] = np.array([True, False])
          f['empty'] = h5py.Empty('f4')
          f['none'] = np.zeros((0, 3))
          text = b'this is a text that is longer than eighty columns, so that it must be broken somewhere\\n"x"'
          f['chars'] = np.frombuffer(text, dtype='i1')
          f['rows'] = np.frombuffer(text[:90], dtype='u1').reshape(2, -1)
          f['array'] = np.zeros((3,), dtype='(2,3)i4')
          a = h5py.h5t.array_create(h5py.h5t.array_create(h5py.h5t.NATIVE_INT32, (2,)), (3,))
          h5py.h5d.create(f.id, b'arrays', a, h5py.h5s.create_simple((3,)))
          f['short'] = np.zeros((7,), dtype=[('a', 'i1')])
          f['scalar'] = np.zeros((), dtype=[('a', 'i1')])
          v = f.create_dataset('vlen', (3,), dtype=h5py.vlen_dtype('i4'))
          v[0] = [1, 2, 3]
          v[2] = range(50)
          f['box'] = np.arange(2 * 3 * 30).reshape(2, 3, 30)
          f.create_dataset('packed', data=np.arange(1000), chunks=(99,), compression=4,
                           shuffle=True, fletcher32=True, fillvalue=-7)
          f.create_dataset('scaled', data=np.arange(100), chunks=(9,), scaleoffset=0)
          f.create_dataset('filled', (4,), dtype=dt, chunks=(2,), fillvalue=np.zeros((), dt))
      """;

  private static final String REALS =
      """
      import numpy as np
      rng = np.random.default_rng(5)
      with h5py.File(args[0], 'w') as f:
          bits = rng.integers(0, 1 << 63, 20000, dtype='u8') * 2
          f['any'] = bits.view('f8')
          f['any float'] = rng.integers(0, 1 << 32, 20000, dtype='u8').astype('u4').view('>f4')
          f['near'] = rng.random(20000) * 10.0 ** rng.integers(-7, 9, 20000)
          f['ties'] = np.arange(1000000, 1020000) * 2.0 ** -rng.integers(0, 20, 20000)
          f['tens'] = np.array([(1 + s * 2.0 ** -k) * 10.0 ** e for e in range(-6, 9)
                                for s in (-1, 1) for k in (18, 20, 21, 25, 40)])
      """;

  @TempDir Path folder;

  private void check(String program, DdlOptions options, String... arguments) throws IOException {
    Path file = folder.resolve("f.h5");
    H5py.run(program + "result = 0\n", file);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> errors = new ArrayList<>();
    FileOptions open = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(folder));
    Hdf5Dump.writeDdl(file, open, options, out, errors::add);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(H5Dump.run(file, arguments));
    assertThat(errors).isEmpty();
  }

  private static DdlOptions options(boolean indices, boolean escape, boolean chars, int width) {
    return new DdlOptions(true, true, true, false, false, indices, escape, chars, width, List.of());
  }

  @Test
  void valuesOfEveryClass() throws IOException {
    check(KINDS, DdlOptions.DEFAULT);
  }

  @Test
  void properties() throws IOException {
    check(KINDS, DdlOptions.DEFAULT.headersOnly().withProperties(), "-H", "-p");
  }

  @Test
  void narrowLines() throws IOException {
    check(KINDS, options(true, false, false, 40), "-w", "40");
  }

  @Test
  void endlessLinesWithoutIndices() throws IOException {
    check(KINDS, options(false, false, false, 0), "-w", "0", "-y");
  }

  @Test
  void charactersAndEscapes() throws IOException {
    check(KINDS, options(true, true, true, 80), "-r", "--escape");
  }

  /** Six digits are rounded from the exact value, not from one that was rounded before. */
  @Test
  void realNumbers() throws IOException {
    check(REALS, DdlOptions.DEFAULT);
  }

  /** Elements in other datasets and files, and links that lead there and back. */
  @Test
  void otherFiles() throws IOException {
    String program =
        """
        import os
        with h5py.File(os.path.join(os.path.dirname(args[0]), 'other.h5'), 'w') as o:
            o['d'] = [[1, 2, 3], [4, 5, 6]]
            o['g/e'] = 7
            o['g/back'] = h5py.ExternalLink('f.h5', '/')
            o['g/on'] = h5py.ExternalLink('other.h5', '/g')
        open(os.path.join(os.path.dirname(args[0]), 'raw.bin'), 'wb').write(bytes(range(40)))
        with h5py.File(args[0], 'w', libver='latest') as f:
            f['l'] = h5py.ExternalLink('other.h5', '/d')
            f['m'] = h5py.ExternalLink('other.h5', 'g')
            f['n'] = h5py.ExternalLink('none.h5', 'g')
            f['o'] = h5py.ExternalLink('other.h5', 'none')
            v = h5py.VirtualLayout((4, 3), 'i8')
            v[1:3] = h5py.VirtualSource('other.h5', 'd', (2, 3))
            v[3, ::2] = h5py.VirtualSource('other.h5', 'd', (2, 3))[0, :2]
            f.create_virtual_dataset('v', v, fillvalue=-1)
            p = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            p.set_external(b'raw.bin', 4, 12)
            p.set_external(b'raw.bin', 20, h5py.h5f.UNLIMITED)
            s = h5py.h5s.create_simple((5,))
            h5py.h5d.create(f.id, b'r', h5py.h5t.STD_I32LE, s, p)
        """;
    // h5dump looks for raw files in the folder that it was started in
    check(program, DdlOptions.DEFAULT.headersOnly().withProperties(), "-H", "-p");
  }

  @Test
  void selectedObjects() throws IOException {
    List<DdlOptions.Target> objects =
        List.of(
            DdlOptions.dataset("second"),
            new DdlOptions.Target(DdlOptions.Kind.GROUP, "/" + "y".repeat(76)),
            new DdlOptions.Target(DdlOptions.Kind.LINK, "/soft"),
            new DdlOptions.Target(DdlOptions.Kind.DATATYPE, "/type"));
    check(
        KINDS,
        DdlOptions.DEFAULT.headersOnly().withObjects(objects),
        "-H",
        "-d",
        "second",
        "-g",
        "/" + "y".repeat(76),
        "-l",
        "/soft",
        "-t",
        "/type");
  }

  @Test
  void contents() throws IOException {
    Path file = folder.resolve("f.h5");
    H5py.run(KINDS + "result = 0\n", file);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Hdf5Dump.writeContents(file, FileOptions.DEFAULT, true, out, e -> {});
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(H5Dump.run(file, "-n", "1"));
  }

  /** A dataset of references to itself makes h5dump overflow its stack. */
  @Test
  void aDatasetThatRefersToItselfEnds() throws IOException {
    Path file = folder.resolve("f.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w') as f:
            o = f.create_dataset('o', (3,), dtype=h5py.ref_dtype)
            o[1] = o.ref
        result = 0
        """,
        file);
    List<String> errors = new ArrayList<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Hdf5Dump.writeDdl(file, FileOptions.DEFAULT, DdlOptions.DEFAULT, out, errors::add);
    assertThat(errors).hasSize(1).first().asString().contains("/o refers to itself");
    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("\n      }\n   }\n}\n}\n");
  }

  /** Printed on a stack of its own: nesting that a walk by recursion would not survive. */
  @Test
  void deepNestingEnds() throws Exception {
    Path file = folder.resolve("deep.h5");
    int depth = 2500;
    try (Hdf5File f = Hdf5File.create(file)) {
      Group g = f.root();
      for (int i = 0; i < depth; i++) {
        g = g.createGroup("g");
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Throwable[] failure = {null};
    Thread small =
        new Thread(
            null,
            () -> {
              try {
                Hdf5Dump.writeDdl(file, FileOptions.DEFAULT, DdlOptions.DEFAULT, out, e -> {});
              } catch (Throwable e) {
                failure[0] = e;
              }
            },
            "small",
            256 << 10);
    small.start();
    small.join();
    assertThat(failure[0]).isNull();
    assertThat(out.toString(StandardCharsets.UTF_8).split("GROUP \"g\"")).hasSize(depth + 1);
  }
}
