package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.oracle.H5Dump;
import org.myelin.hdf5.oracle.H5py;

/**
 * Virtual datasets: an element of the wrong source, a gap without its fill value, a wrong extent.
 */
class VirtualDatasetTest {
  /** Low-level calls, as only they take every kind of selection. */
  private static final String MAKER =
      """
      import os
      from h5py import h5s, h5p, h5d, h5t
      U = h5s.UNLIMITED
      def slab(shape, start, stride, count, block, maxshape=None):
          s = h5s.create_simple(shape, maxshape or shape)
          s.select_hyperslab(start, count, stride, block)
          return s
      def both(shape, *slabs):
          s = h5s.create_simple(shape)
          s.select_none()
          for start, stride, count, block in slabs:
              s.select_hyperslab(start, count, stride, block, op=h5s.SELECT_OR)
          return s
      def virtual(f, name, shape, dtype, maps, maxshape=None, fill=None):
          p = h5p.create(h5p.DATASET_CREATE)
          if fill is not None: p.set_fill_value(np.array(fill, dtype))
          for v, file, dset, s in maps: p.set_virtual(v, file.encode(), dset.encode(), s)
          h5d.create(f.id, name.encode(), h5t.py_create(np.dtype(dtype)),
                     h5s.create_simple(shape, maxshape or shape), dcpl=p)
      os.chdir(args[0])
      """;

  @TempDir static Path folder;
  private static Path data;
  private static Path file;
  private static FileOptions allowed;
  private static Map<?, ?> wanted;

  @BeforeAll
  static void files() throws Exception {
    data = Files.createDirectories(folder.resolve("data"));
    file = data.resolve("v.h5");
    allowed = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(data));
    wanted =
        (Map<?, ?>)
            H5py.run(
                MAKER
                    + """
                    n = np.arange(240)
                    for i in range(4):
                        with h5py.File('s%d.h5' % i, 'w') as f:
                            f.create_dataset('a', data=(n + 1000 * i).reshape(12, 20), chunks=(5, 7), compression='gzip', maxshape=(None, 20))
                            f.create_dataset('line', data=n + 1000 * i, dtype='>i2', maxshape=(None,), chunks=(16,))
                            f.create_dataset('f', data=n / 7 + i)
                            f.create_dataset('text', data=np.array(['one', 'twenty', 'x'], 'S6'))
                            f['soft'] = h5py.SoftLink('/a')
                            f['next'] = h5py.ExternalLink('s%d.h5' % ((i + 1) % 4), '/a')
                    for i in [0, 1, 2, 4]:
                        with h5py.File('p%d%%.h5' % i, 'w') as f: f['d%d' % i] = np.full((3, 5), i + 1)
                    whole = lambda *s: h5s.create_simple(s)
                    with h5py.File('v.h5', 'w', libver='latest') as f:
                        f['own'] = np.arange(30).reshape(5, 6)
                        virtual(f, 'stack', (4, 12, 20), 'i8', [(slab((4, 12, 20), (i, 0, 0), (1, 1, 1), (1, 1, 1), (1, 12, 20)), 's%d.h5' % i, 'a', whole(12, 20)) for i in range(4)])
                        virtual(f, 'side', (12, 80), 'f4', [(slab((12, 80), (0, 20 * i), (1, 1), (1, 1), (12, 20)), 's%d.h5' % i, 'soft', whole(12, 20)) for i in range(4)])
                        virtual(f, 'woven', (24, 40), 'i4', [(slab((24, 40), (i % 2, i // 2), (2, 2), (12, 20), (1, 1)), 's%d.h5' % i, '/next', whole(12, 20)) for i in range(4)], fill=-5)
                        virtual(f, 'reshaped', (15, 20), '>i4', [(slab((15, 20), (2, 3), (1, 1), (1, 1), (10, 12)), 's1.h5', 'line', slab((240,), (1,), (4,), (40,), (3,)))], fill=-1)
                        virtual(f, 'blocks', (20, 30), 'i8', [(slab((20, 30), (1, 2), (5, 7), (3, 4), (4, 5)), 's2.h5', 'a', whole(12, 20))], fill=9)
                        virtual(f, 'irregular', (12, 20), 'i8', [(both((12, 20), ((0, 0), (1, 1), (1, 1), (3, 9)), ((1, 12), (1, 1), (1, 1), (4, 3)), ((7, 0), (1, 1), (1, 1), (1, 19))), 's0.h5', 'a', both((12, 20), ((2, 1), (1, 1), (1, 1), (5, 10)), ((9, 3), (1, 1), (1, 1), (1, 8))))], fill=-3)
                        virtual(f, 'clipped', (20,), 'i2', [(slab((20,), (0,), (1,), (1,), (6,)), '.', 'f8', slab((6,), (0,), (1,), (1,), (6,))), (slab((20,), (10,), (1,), (1,), (5,)), 's0.h5', 'f', slab((240,), (235,), (1,), (1,), (5,)))], fill=7)
                        f['f8'] = np.array([1.9, -1.9, 1e9, -1e9, 300.5, 0])
                        virtual(f, 'missing', (12, 80), 'i4', [(slab((12, 80), (0, 20 * i), (1, 1), (1, 1), (12, 20)), n, d, whole(12, 20)) for i, (n, d) in enumerate([('s0.h5', 'a'), ('none.h5', 'a'), ('s1.h5', 'none'), ('s2.h5', 'a/b')])], fill=-8)
                        virtual(f, 'gaps', (9, 9), 'u1', [(slab((9, 9), (2, 2), (1, 1), (1, 1), (5, 6)), '.', 'own', whole(5, 6))], fill=255)
                        virtual(f, 'nested', (6, 40), 'i8', [(slab((6, 40), (0, 0), (1, 1), (1, 1), (6, 20)), '.', 'stack', slab((4, 12, 20), (2, 3, 0), (1, 1, 1), (1, 1, 1), (1, 6, 20))), (slab((6, 40), (0, 20), (1, 1), (1, 1), (6, 20)), '.', 'woven', slab((24, 40), (4, 5), (3, 1), (6, 1), (1, 20)))])
                        virtual(f, 'text', (5,), 'S4', [(slab((5,), (1,), (1,), (1,), (3,)), 's0.h5', 'text', whole(3))], fill=b'q')
                        virtual(f, 'endless', (1, 20), 'i8', [(slab((1, 20), (0, 0), (1, 1), (1, 1), (U, 20), (U, 20)), 's0.h5', 'a', slab((12, 20), (3, 0), (1, 1), (1, 1), (U, 20), (U, 20)))], (U, 20))
                        virtual(f, 'interleaved', (1, 20), 'i8', [(slab((1, 20), (i, 0), (3, 1), (U, 1), (1, 20), (U, 20)), 's%d.h5' % i, 'a', slab((12, 20), (i, 0), (1, 1), (1, 1), (U, 20), (U, 20))) for i in range(3)], (U, 20), fill=-2)
                        virtual(f, 'blockwise', (1,), 'i4', [(slab((1,), (2,), (10,), (U,), (7,), (U,)), 's3.h5', 'line', slab((240,), (5,), (4,), (U,), (3,), (U,)))], (U,), fill=-4)
                        virtual(f, 'across', (12, 1), 'i4', [(slab((12, 1), (0, 1), (1, 4), (1, U), (12, 3), (12, U)), 's1.h5', 'wide', slab((12, 50), (0, 0), (1, 1), (1, 1), (12, U), (12, U)))], (12, U), fill=-4)
                        virtual(f, 'printf', (1, 5), 'i8', [(slab((1, 5), (1, 0), (4, 1), (U, 1), (3, 5), (U, 5)), 'p%b%%.h5', 'd%b', whole(3, 5))], (U, 5), fill=-6)
                    with h5py.File('s1.h5', 'a') as f: f.create_dataset('wide', data=np.arange(12 * 50).reshape(12, 50), maxshape=(12, None))
                    result = {}
                    with h5py.File('v.h5', 'r') as f:
                        for name in f:
                            d = f[name]
                            if d.is_virtual: result[name] = {'shape': list(d.shape), 'values': d[()].ravel()}
                    """,
                data);
  }

  private static Object[] expected(String name) {
    return ((List<?>) ((Map<?, ?>) wanted.get(name)).get("values")).toArray();
  }

  private static long[] shape(String name) {
    return ((List<?>) ((Map<?, ?>) wanted.get(name)).get("shape"))
        .stream().mapToLong(x -> ((Number) x).longValue()).toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stack",
        "side",
        "woven",
        "reshaped",
        "blocks",
        "irregular",
        "clipped",
        "missing",
        "gaps",
        "nested",
        "endless",
        "interleaved",
        "blockwise",
        "across",
        "printf"
      })
  void elementsAndExtentAreThoseOfLibhdf5(String name) {
    double[] all =
        List.of(expected(name)).stream().mapToDouble(x -> ((Number) x).doubleValue()).toArray();
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, allowed)) {
      Dataset d = f.dataset(name);
      assertThat(d.shape()).containsExactly(shape(name));
      assertThat(d.readDoubles()).isEqualTo(all);
      partsAreThoseOfTheWhole(d, all);
    }
  }

  /** A part must be what the whole has there: hyperslabs with gaps, and single points. */
  private static void partsAreThoseOfTheWhole(Dataset d, double[] all) {
    long seed = new Random().nextLong();
    System.out.println("virtual parts of " + d.path() + ": seed " + seed);
    Random random = new Random(seed);
    long[] shape = d.shape();
    for (int i = 0; i < 40; i++) {
      long[][] v = new long[4][shape.length];
      for (int k = 0; k < shape.length; k++) {
        v[0][k] = random.nextInt((int) shape[k]);
        v[3][k] = 1 + random.nextInt((int) Math.min(3, shape[k] - v[0][k]));
        v[1][k] = v[3][k] + random.nextInt(4);
        v[2][k] = 1 + random.nextInt((int) ((shape[k] - v[0][k] - v[3][k]) / v[1][k] + 1));
      }
      Hyperslab s = Hyperslab.start(v[0]).stride(v[1]).count(v[2]).block(v[3]);
      assertThat(d.readDoubles(s)).as("%s", s).containsExactly(pick(all, shape, s));
    }
    long[][] points = new long[17][shape.length];
    double[] there = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      int at = 0;
      for (int k = 0; k < shape.length; k++) {
        points[i][k] = random.nextInt((int) shape[k]);
        at = at * (int) shape[k] + (int) points[i][k];
      }
      there[i] = all[at];
    }
    assertThat(d.readDoubles(Points.of(points))).isEqualTo(there);
  }

  private static double[] pick(double[] all, long[] shape, Hyperslab s) {
    double[] out = new double[(int) s.elements()];
    for (int i = 0; i < out.length; i++) {
      long rest = i;
      long at = 0;
      long factor = 1;
      for (int k = shape.length - 1; k >= 0; k--) {
        long index = rest % s.extentAt(k);
        rest /= s.extentAt(k);
        long in = s.startAt(k) + index / s.blockAt(k) * s.strideAt(k) + index % s.blockAt(k);
        at += in * factor;
        factor *= shape[k];
      }
      out[i] = all[(int) at];
    }
    return out;
  }

  /** The other bound, or numbers that are missing in between, as h5dump's options have them. */
  @ParameterizedTest
  @CsvSource({
    "interleaved, FIRST_MISSING, 0",
    "endless, FIRST_MISSING, 0",
    "blockwise, FIRST_MISSING, 0",
    "across, FIRST_MISSING, 0",
    "printf, FIRST_MISSING, 0",
    "printf, FIRST_MISSING, 1",
    "printf, LAST_AVAILABLE, 1",
    "printf, LAST_AVAILABLE, 7",
    "uneven, FIRST_MISSING, 0",
    "uneven, LAST_AVAILABLE, 0"
  })
  void otherViewsAreThoseOfLibhdf5(String name, VirtualView.Bound bound, long gap)
      throws Exception {
    Path views = data.resolve("views.h5");
    H5py.run(
        MAKER
            + """
            import shutil
            shutil.copy('v.h5', 'views.h5')
            with h5py.File('views.h5', 'r+') as f:
                maps = [(slab((1,), (i * 7,), (30,), (U,), (5,), (U,)), n, 'line', slab((240,), (s,), (9,), (U,), (5,), (U,))) for i, (n, s) in enumerate([('s0.h5', 0), ('s1.h5', 100), ('none.h5', 0), ('s2.h5', 200)][:int(args[1])])]
                virtual(f, 'uneven', (1,), 'i4', maps, (U,), fill=-4)
            """,
        data,
        bound == VirtualView.Bound.FIRST_MISSING ? 2 : 4);
    List<String> asked = new ArrayList<>(List.of("-d", "/" + name, "--vds-gap-size=" + gap));
    if (bound == VirtualView.Bound.FIRST_MISSING) {
      asked.add("--vds-view-first-missing");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DdlOptions only = DdlOptions.DEFAULT.withObjects(List.of(DdlOptions.dataset("/" + name)));
    FileOptions view = allowed.withVirtualView(new VirtualView(bound, gap));
    Hdf5Dump.writeDdl(views, view, only, out, error -> {});
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(H5Dump.run(views, asked.toArray(String[]::new)));
  }

  @Test
  void textsAreCutAndFilled() {
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, allowed)) {
      assertThat(f.dataset("text").readStrings())
          .containsExactly(List.of(expected("text")).toArray(String[]::new));
    }
  }

  @Test
  void withoutLeaveTheExtentIsTheStoredOneAndReadingSaysHowToAllowIt() {
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.dataset("endless").shape()).hasSize(2);
      assertThat(f.dataset("gaps").readInts(Selection.all())).hasSize(81);
      for (String name : List.of("stack", "endless", "printf")) {
        assertThatThrownBy(() -> f.dataset(name).readLongs())
            .as(name)
            .isInstanceOf(ExternalAccessException.class)
            .hasMessageContaining("virtual dataset /" + name)
            .hasMessageContaining("withExternal");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.h5",
        "{}/outside.h5",
        "/etc/passwd",
        "/dev/zero",
        "link.h5",
        "linked/outside.h5",
        "file:///etc/passwd",
        "http://localhost/x.h5",
        "\\\\server\\share\\x",
        "//server/share/x"
      })
  void noSourceOutsideIsRead(String name) throws Exception {
    Path in = Files.createTempDirectory(folder, "in");
    Path outside = folder.resolve("outside.h5");
    Files.copy(data.resolve("s0.h5"), outside, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.createSymbolicLink(in.resolve("link.h5"), outside);
    Files.createSymbolicLink(in.resolve("linked"), folder);
    H5py.run(
        MAKER
            + """
            with h5py.File('bad.h5', 'w', libver='latest') as f:
                virtual(f, 'bad', (12, 20), 'i8', [(h5s.create_simple((12, 20)), args[1], 'a', h5s.create_simple((12, 20)))])
                virtual(f, 'long', (1, 20), 'i8', [(slab((1, 20), (0, 0), (1, 1), (1, 1), (U, 20), (U, 20)), args[1], 'a', slab((12, 20), (0, 0), (1, 1), (1, 1), (U, 20), (U, 20)))], (U, 20))
            """,
        in,
        name.replace("{}", folder.toString()));
    FileOptions own = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(in));
    try (Hdf5File f = Hdf5File.open(in.resolve("bad.h5"), OpenMode.READ, own)) {
      for (String dataset : List.of("bad", "long")) {
        assertThatThrownBy(() -> f.dataset(dataset).readLongs())
            .isInstanceOf(ExternalAccessException.class)
            .hasMessageContainingAll("virtual dataset /" + dataset, "withExternal");
      }
    }
  }

  /** libhdf5 goes round until its stack ends. */
  @Test
  void sourcesThatLeadBackAndSourcesWithoutNumberAreRefused() throws Exception {
    H5py.run(
        MAKER
            + """
            all = lambda: h5s.create_simple((50,))
            with h5py.File('round.h5', 'w', libver='latest') as f:
                virtual(f, 'self', (50,), 'i8', [(all(), '.', 'self', all())])
                virtual(f, 'ping', (50,), 'i8', [(all(), 'round2.h5', 'pong', all())])
                virtual(f, 'grows', (1,), 'i8', [(slab((1,), (0,), (1,), (1,), (U,), (U,)), '.', 'grows', slab((1,), (0,), (1,), (1,), (U,), (U,)))], (U,))
                f['level0'] = np.arange(50)
                for i in range(1, 25): virtual(f, 'level%d' % i, (50,), 'i8', [(all(), '.', 'level%d' % (i - 1), all())])
                f['wide0'] = np.arange(50)
                for i in range(1, 9): virtual(f, 'wide%d' % i, (50,), 'i8', [(all(), '.', 'wide%d' % (i - 1), all())] * 40)
            with h5py.File('round2.h5', 'w', libver='latest') as f:
                virtual(f, 'pong', (50,), 'i8', [(all(), 'round.h5', 'ping', all())])
            """,
        data);
    try (Hdf5File f = Hdf5File.open(data.resolve("round.h5"), OpenMode.READ, allowed)) {
      refused(f, "self", "lead back to itself");
      refused(f, "ping", "lead back to itself");
      refused(f, "grows", "lead back to itself");
      assertThat(f.dataset("level16").readLongs()[49]).isEqualTo(49);
      refused(f, "level17", "16 virtual datasets");
      refused(f, "wide8", "takes too long");
    }
  }

  private static void refused(Hdf5File f, String name, String why) {
    assertThatThrownBy(() -> f.dataset(name).readLongs())
        .as(name)
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining(why);
  }
}
