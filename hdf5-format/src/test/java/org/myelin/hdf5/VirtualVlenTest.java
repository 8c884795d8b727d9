package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Acreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Dwrite;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_DATASET_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_virtual;
import static org.bytedeco.hdf5.global.hdf5.H5Rcreate_attr;
import static org.bytedeco.hdf5.global.hdf5.H5Rcreate_object;
import static org.bytedeco.hdf5.global.hdf5.H5Rcreate_region;
import static org.bytedeco.hdf5.global.hdf5.H5Rdestroy;
import static org.bytedeco.hdf5.global.hdf5.H5S_ALL;
import static org.bytedeco.hdf5.global.hdf5.H5S_SCALAR;
import static org.bytedeco.hdf5.global.hdf5.H5S_SELECT_SET;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5Sselect_hyperslab;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_REF_g;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.hdf5.H5R_ref_t;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.oracle.H5Dump;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Tool;

/**
 * Virtual datasets whose values lie in the global heaps of other files: a value looked up in the
 * heap of the wrong file, an address of the wrong width, elements of a sequence not converted.
 */
class VirtualVlenTest {
  private static final String MAKER =
      """
      import os
      from h5py import h5s, h5p, h5d, h5t, h5f
      os.chdir(args[0])
      S, V = h5py.string_dtype(), h5py.vlen_dtype
      rec = np.dtype([('name', S), ('xs', V(np.dtype('<f4'))), ('n', '<i4')])
      rec2 = np.dtype([('n', '<f8'), ('name', S), ('xs', V(np.dtype('<f8')))])
      def wide(name): return h5py.File(name, 'w')
      def narrow(name):
          p = h5p.create(h5p.FILE_CREATE)
          p.set_sizes(4, 4)
          return h5py.File(h5f.create(name.encode(), h5f.ACC_TRUNC, fcpl=p))
      def virtual(f, name, n, dtype, *maps):
          p = h5p.create(h5p.DATASET_CREATE)
          at = 0
          for file, dset, m in maps:
              v = h5s.create_simple((n,))
              v.select_hyperslab((at,), (m,))
              p.set_virtual(v, file.encode(), dset.encode(), h5s.create_simple((m,)))
              at += m
          h5d.create(f.id, name.encode(), h5t.py_create(np.dtype(dtype), logical=True), h5s.create_simple((n,)), dcpl=p)
      for name, make in ('a.h5', wide), ('b.h5', narrow):
          with make(name) as f:
              f['text'] = np.array([name + ' wörd %d ' % i * (i % 40) for i in range(300)], dtype=S)
              d = f.create_dataset('ints', (40,), V(np.dtype('<i2')))
              for i in range(40): d[i] = np.arange(i * i % 17) * (-1) ** i * 1000
              d = f.create_dataset('rec', (9,), rec)
              for i in range(9): d[i] = ('r%d' % i * i, np.arange(i) / 4, i)
              d = f.create_dataset('regs', (3,), h5py.regionref_dtype)
              d[0] = f['ints'].regionref[3:9]
      with wide('x.h5') as f:
          virtual(f, 'ints', 90, V(np.dtype('<i2')), ('b.h5', 'ints', 40), ('a.h5', 'ints', 40))
      result = {}
      def plain(v):
          if isinstance(v, (np.ndarray, list, tuple, np.void)): return [plain(x) for x in v]
          if isinstance(v, bytes): return v.decode()
          return float(v) if isinstance(v, (np.generic, int, float)) else v
      for out, make in ('v.h5', wide), ('w.h5', narrow):
          with make(out) as f:
              f['own'] = np.array(['mine %d' % i for i in range(5)], dtype=S)
              virtual(f, 'text', 610, S, ('a.h5', 'text', 300), ('.', 'own', 5), ('b.h5', 'text', 300))
              virtual(f, 'ints', 90, V(np.dtype('<i2')), ('b.h5', 'ints', 40), ('a.h5', 'ints', 40))
              virtual(f, 'longs', 90, V(np.dtype('<i8')), ('b.h5', 'ints', 40), ('a.h5', 'ints', 40))
              virtual(f, 'rec', 20, rec, ('a.h5', 'rec', 9), ('none.h5', 'rec', 1), ('b.h5', 'rec', 9))
              virtual(f, 'rec2', 20, rec2, ('a.h5', 'rec', 9), ('none.h5', 'rec', 1), ('b.h5', 'rec', 9))
              virtual(f, 'again', 90, V(np.dtype('<i2')), ('x.h5', 'ints', 90))
              virtual(f, 'regs', 4, h5py.regionref_dtype, ('a.h5', 'regs', 3))
          with h5py.File(out, 'r') as f:
              result[out] = {n: plain(f[n][()]) for n in f if n != 'regs'}
      """;

  @TempDir static Path folder;
  private static Map<?, ?> wanted;
  private static FileOptions allowed;

  @BeforeAll
  static void files() {
    allowed = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(folder));
    wanted = (Map<?, ?>) H5py.run(MAKER, folder);
  }

  /** As h5py's answer has it: numbers as doubles, sequences and compounds as lists. */
  private static Object plain(Object v) {
    if (v instanceof Compound c) {
      return c.members().values().stream().map(VirtualVlenTest::plain).toList();
    }
    if (v.getClass().isArray()) {
      List<Object> all = new ArrayList<>();
      for (int i = 0; i < Array.getLength(v); i++) {
        all.add(plain(Array.get(v, i)));
      }
      return all;
    }
    return v instanceof Number n ? (Object) n.doubleValue() : v;
  }

  private static Object numbersPlain(Object v) {
    return v instanceof List<?> l
        ? l.stream().map(VirtualVlenTest::numbersPlain).toList()
        : v instanceof Number n ? (Object) n.doubleValue() : v;
  }

  @ParameterizedTest
  @ValueSource(strings = {"v.h5", "w.h5"})
  void valuesAreThoseOfLibhdf5(String name) {
    Map<?, ?> answers = (Map<?, ?>) wanted.get(name);
    assertThat(answers).hasSize(7);
    try (Hdf5File f = Hdf5File.open(folder.resolve(name), OpenMode.READ, allowed)) {
      answers.forEach(
          (dataset, answer) -> {
            Dataset d = f.dataset((String) dataset);
            assertThat(plain(d.read())).as("%s", dataset).isEqualTo(numbersPlain(answer));
            List<Object> streamed = new ArrayList<>();
            d.stream(Selection.all(), 4096)
                .forEach(b -> streamed.addAll((List<?>) plain(b.values())));
            assertThat(streamed).as("stream of %s", dataset).isEqualTo(numbersPlain(answer));
          });
      RegionReference[] r = (RegionReference[]) f.dataset("regs").read();
      assertThat(r[0].selection().boxes()).hasSize(1);
      assertThat(r[0].selection().boxes().get(0).elements()).isEqualTo(6);
      assertThat(r[1].isNull()).isTrue();
      assertThat(r[3].isNull()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "ints", "longs", "rec", "rec2", "again"})
  void textIsThatOfH5dump(String dataset) throws Exception {
    for (String name : List.of("v.h5", "w.h5")) {
      Path file = folder.resolve(name);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      List<String> errors = new ArrayList<>();
      DdlOptions only = DdlOptions.DEFAULT.withObjects(List.of(DdlOptions.dataset("/" + dataset)));
      Hdf5Dump.writeDdl(file, allowed, only, out, errors::add);
      assertThat(errors).isEmpty();
      assertThat(out.toString(StandardCharsets.UTF_8))
          .isEqualTo(H5Dump.run(file, "-d", "/" + dataset));
    }
  }

  @Test
  void jsonOfAVirtualDatasetHasTheDigestOfItsElements() throws Exception {
    Path plain = folder.resolve("plain.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'r') as f, h5py.File(args[1], 'w') as g:
            for n in ('text', 'ints', 'longs', 'rec', 'rec2', 'again'):
                g.create_dataset(n, data=f[n][()], dtype=f[n].dtype)
        """,
        folder.resolve("v.h5"),
        plain);
    List<String> same = digests(plain);
    assertThat(same).hasSize(6);
    assertThat(digests(folder.resolve("v.h5"))).containsAll(same);
    assertThat(digests(folder.resolve("w.h5"))).containsAll(same);
  }

  private static List<String> digests(Path file) throws Exception {
    StringBuilder out = new StringBuilder();
    Hdf5Dump.writeJson(file, allowed, out);
    return java.util.regex.Pattern.compile("\"sha256\":\\s*\"([0-9a-f]{64})\"")
        .matcher(out)
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  /** A damaged heap of the source must end in an error that names the source's file. */
  @Test
  void errorsNameTheFileThatIsBroken() throws Exception {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    for (String name : List.of("a.h5", "b.h5", "v.h5")) {
      Files.copy(folder.resolve(name), broken.resolve(name));
    }
    byte[] bytes = Files.readAllBytes(broken.resolve("a.h5"));
    for (int i = 0; i < bytes.length - 4; i++) {
      if (new String(bytes, i, 4, StandardCharsets.ISO_8859_1).equals("GCOL")) {
        bytes[i] = 'X';
      }
    }
    Files.write(broken.resolve("a.h5"), bytes);
    FileOptions inside = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(broken));
    try (Hdf5File f = Hdf5File.open(broken.resolve("v.h5"), OpenMode.READ, inside)) {
      for (String name : List.of("text", "ints", "longs", "rec")) {
        assertThatThrownBy(() -> f.dataset(name).read())
            .isInstanceOf(CorruptFileException.class)
            .hasMessageContaining("a.h5")
            .hasMessageContaining("Global heap collection");
      }
    }
  }

  /** References of libhdf5 1.12 would lead into the file of the virtual dataset. */
  @Test
  void newReferencesNameTheFileOfTheSource() {
    Tool.LIBHDF5.assumeAvailable();
    Path source = folder.resolve("refs.h5");
    Path file = folder.resolve("vrefs.h5");
    synchronized (org.myelin.hdf5.oracle.Libhdf5.class) {
      makeReferences(source.toString(), file.toString());
    }
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, allowed);
        Hdf5File s = Hdf5File.open(source)) {
      StandardReference[] own = (StandardReference[]) s.dataset("refs").read();
      StandardReference[] r = (StandardReference[]) f.dataset("v").read();
      assertThat(own[0].isNull()).isFalse();
      for (int i = 0; i < 3; i++) {
        assertThat(r[i].object()).isEqualTo(own[i].object());
        assertThat(r[i].file()).isEqualTo("refs.h5");
        assertThat(r[i].attribute()).isEqualTo(own[i].attribute());
      }
      assertThat(r[1].attribute()).isEqualTo("note");
      assertThat(r[2].selection().boxes().get(0).elements()).isEqualTo(2);
      assertThat(r[3].isNull()).isTrue();
    }
  }

  private static void makeReferences(String source, String file) {
    long s = H5Fcreate(source, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    long three = H5Screate_simple(1, new long[] {4}, null);
    long d = H5Dcreate2(s, "d", H5T_STD_I32LE_g(), three, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    long scalar = H5Screate(H5S_SCALAR);
    H5Aclose(H5Acreate2(d, "note", H5T_STD_I32LE_g(), scalar, H5P_DEFAULT, H5P_DEFAULT));
    long two = H5Screate_simple(1, new long[] {4}, null);
    H5Sselect_hyperslab(two, H5S_SELECT_SET, new long[] {1}, null, new long[] {2}, null);
    H5R_ref_t refs = new H5R_ref_t(4);
    org.bytedeco.javacpp.Pointer.memset(refs, 0, 4L * refs.sizeof());
    assertThat(H5Rcreate_object(s, "d", H5P_DEFAULT, refs.getPointer(0))).isNotNegative();
    assertThat(H5Rcreate_attr(s, "d", "note", H5P_DEFAULT, refs.getPointer(1))).isNotNegative();
    assertThat(H5Rcreate_region(s, "d", two, H5P_DEFAULT, refs.getPointer(2))).isNotNegative();
    long r = H5Dcreate2(s, "refs", H5T_STD_REF_g(), three, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    assertThat(H5Dwrite(r, H5T_STD_REF_g(), H5S_ALL, H5S_ALL, H5P_DEFAULT, refs)).isNotNegative();
    for (int i = 0; i < 3; i++) {
      H5Rdestroy(refs.getPointer(i));
    }
    H5Dclose(r);
    H5Dclose(d);
    H5Fclose(s);
    long v = H5Fcreate(file, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    long p = H5Pcreate(H5P_CLS_DATASET_CREATE_ID_g());
    assertThat(H5Pset_virtual(p, three, "refs.h5", "refs", three)).isNotNegative();
    H5Dclose(H5Dcreate2(v, "v", H5T_STD_REF_g(), three, H5P_DEFAULT, p, H5P_DEFAULT));
    H5Pclose(p);
    H5Fclose(v);
    H5Sclose(three);
    H5Sclose(two);
    H5Sclose(scalar);
  }
}
