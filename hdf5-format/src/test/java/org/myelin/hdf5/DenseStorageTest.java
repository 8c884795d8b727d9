package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.oracle.H5py;

/**
 * Catches links, attributes and messages that are lost in fractal heaps: h5py makes heaps of every
 * shape, and each object in them must come back.
 */
class DenseStorageTest {
  @TempDir Path folder;

  /** 9 links fill one direct block; 400 need a root indirect block; 6000 indirect ones below it. */
  @ParameterizedTest
  @ValueSource(ints = {9, 400, 6000})
  void everyLinkComesBack(int n) throws IOException {
    Path file = folder.resolve("links.h5");
    H5py.run(
        """
        n = int(args[1])
        with h5py.File(args[0], 'w', libver='latest') as f:
            f['x'] = 1
            for name, order in [('plain', False), ('ordered', True)]:
                g = f.create_group(name, track_order=order)
                for i in range(n):
                    g['link %d' % i] = h5py.SoftLink('/some where/%d' % i) if i % 3 else f['x']
                g['long ' + 300 * 'n'] = h5py.SoftLink('/' + 5000 * 't')
                g['out'] = h5py.ExternalLink('other.h5', '/y')
                del g['link 5']
        """,
        file, n);
    byte[] before = Files.readAllBytes(file);
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      for (String name : new String[] {"plain", "ordered"}) {
        Group g = f.group("/" + name);
        assertThat(g.links()).hasSize(n + 1);
        for (int i = 0; i < n; i++) {
          if (i == 5) {
            assertThat(g.link("link 5")).isEmpty();
          } else if (i % 3 == 0) {
            assertThat(g.link("link " + i).orElseThrow().type()).isEqualTo(Link.Type.HARD);
          } else {
            assertThat(g.link("link " + i).orElseThrow().target()).isEqualTo("/some where/" + i);
          }
          long order = name.equals("plain") || i == 5 ? -1 : i;
          assertThat(g.link("link " + i).map(Link::creationOrder).orElse(-1L)).isEqualTo(order);
        }
        assertThat(g.link("long " + "n".repeat(300)).orElseThrow().target())
            .isEqualTo("/" + "t".repeat(5000));
        assertThat(g.link("out").orElseThrow().file()).isEqualTo("other.h5");
        assertThat(g.dataset("link 0").readLongs(Selection.all())).containsExactly(1);
        assertThatThrownBy(() -> g.createGroup("more"))
            .isInstanceOf(UnsupportedFormatException.class)
            .hasMessageContaining("dense storage");
        assertThatThrownBy(() -> g.delete("out")).isInstanceOf(UnsupportedFormatException.class);
      }
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 1500})
  void everyAttributeComesBackInOrder(int n) throws IOException {
    Path file = folder.resolve("attributes.h5");
    H5py.run(
        """
        n = int(args[1])
        with h5py.File(args[0], 'w', libver='latest') as f:
            for name, order in [('plain', False), ('ordered', True)]:
                g = f.create_group(name, track_order=order)
                for i in reversed(range(n)):
                    g.attrs['a%d' % i] = np.arange(i % 50)
                g.attrs['huge'] = np.arange(100000)
                g.attrs['text'] = 'variable'
        """,
        file, n);
    byte[] before = Files.readAllBytes(file);
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      for (String name : new String[] {"plain", "ordered"}) {
        Attributes a = f.group("/" + name).attributes();
        assertThat(a.names()).hasSize(n + 2);
        for (int i = 0; i < n; i++) {
          assertThat((long[]) a.get("a" + i).value()).hasSize(i % 50);
        }
        long[] huge = (long[]) a.get("huge").value();
        assertThat(huge).hasSize(100000);
        assertThat(Arrays.stream(huge).sum()).isEqualTo(99999L * 50000);
        assertThat(a.get("text").asString()).isEqualTo("variable");
        assertThatThrownBy(() -> a.set("a1", 5))
            .isInstanceOf(UnsupportedFormatException.class)
            .hasMessageContaining("dense storage");
        assertThatThrownBy(() -> a.delete("a1")).isInstanceOf(UnsupportedFormatException.class);
      }
      assertThat(f.group("/ordered").attributes().names().subList(0, n))
          .isEqualTo(IntStream.range(0, n).mapToObj(i -> "a" + (n - 1 - i)).toList());
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  /** Catches a shared message that is looked for in the wrong heap; lists and B-trees alike. */
  @ParameterizedTest
  @ValueSource(ints = {3, 200})
  void messagesInTheSharedHeap(int n) {
    Path file = folder.resolve("shared.h5");
    H5py.run(
        """
        import ctypes
        from h5py import h5f, h5p
        lib = ctypes.CDLL([l.split()[-1] for l in open('/proc/self/maps') if 'libhdf5' in l and '_hl' not in l][0])
        c = h5p.create(h5p.FILE_CREATE); i64, u = ctypes.c_int64, ctypes.c_uint
        assert lib.H5Pset_shared_mesg_nindexes(i64(c.id), u(2)) >= 0
        assert lib.H5Pset_shared_mesg_index(i64(c.id), u(0), u(1 << 12), u(10)) >= 0
        assert lib.H5Pset_shared_mesg_index(i64(c.id), u(1), u(1 << 1 | 1 << 3 | 1 << 5 | 1 << 11), u(10)) >= 0
        with h5py.File(h5f.create(args[0].encode(), h5f.ACC_TRUNC, c)) as f:
            for i in range(int(args[1])):
                d = f.create_dataset('d%d' % i, data=np.arange(30).reshape(5, 6) + i, chunks=(2, 3), compression=4, fillvalue=i)
                d.attrs['same'] = np.arange(10.0)
                d.attrs['own'] = np.full(12, i)
        """,
        file, n);
    try (Hdf5File f = Hdf5File.open(file)) {
      for (int i = 0; i < n; i++) {
        Dataset d = f.dataset("/d" + i);
        assertThat(d.readLongs(Selection.all())[29]).isEqualTo(29 + i);
        assertThat((double[]) d.attributes().get("same").value()).hasSize(10).endsWith(9.0);
        assertThat((long[]) d.attributes().get("own").value()).hasSize(12).containsOnly(i);
      }
    }
    assertThatThrownBy(() -> Hdf5File.open(file, OpenMode.EDIT))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("shared message table");
  }

  /** Catches B-tree nodes that are read with the default widths in a file that has its own. */
  @Test
  void btreeWidthsOfTheExtension() {
    Path file = folder.resolve("widths.h5");
    H5py.run(
        """
        import ctypes
        from h5py import h5f, h5p
        lib = ctypes.CDLL([l.split()[-1] for l in open('/proc/self/maps') if 'libhdf5' in l and '_hl' not in l][0])
        c = h5p.create(h5p.FILE_CREATE); i64, u = ctypes.c_int64, ctypes.c_uint
        assert lib.H5Pset_istore_k(i64(c.id), u(5)) >= 0
        assert lib.H5Pset_sym_k(i64(c.id), u(3), u(2)) >= 0
        assert lib.H5Pset_shared_mesg_nindexes(i64(c.id), u(1)) >= 0
        assert lib.H5Pset_shared_mesg_index(i64(c.id), u(0), u(2), u(1000)) >= 0
        with h5py.File(h5f.create(args[0].encode(), h5f.ACC_TRUNC, c)) as f:
            f.create_dataset('d', data=np.arange(400), chunks=(2,), maxshape=(None,))
            for i in range(100): f.create_group('g%d' % i)
        """,
        file);
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.root().links()).hasSize(101);
      assertThat(f.dataset("/d").readLongs(Selection.all())[399]).isEqualTo(399);
    }
  }
}
