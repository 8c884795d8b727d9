package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.oracle.H5py;

/** Catches objects of fractal heaps that are kept in the ways that few files need. */
class HeapObjectsTest {
  private static final String START =
      """
      import ctypes
      from h5py import h5f, h5g, h5p
      lib = ctypes.CDLL([l.split()[-1] for l in open('/proc/self/maps') if 'libhdf5' in l and '_hl' not in l][0])
      i64, u = ctypes.c_int64, ctypes.c_uint
      """;

  @TempDir Path folder;

  private static int count(Path file, String signature, int typeAt, int type) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int n = 0;
    for (int at = text.indexOf(signature); at >= 0; at = text.indexOf(signature, at + 1)) {
      n += bytes[at + typeAt] == type ? 1 : 0;
    }
    return n;
  }

  /** Where addresses are short, the ID of a huge object is its address and length itself. */
  @Test
  void hugeObjectsWhoseIdIsTheirPlace() throws IOException {
    Path file = folder.resolve("direct.h5");
    H5py.run(
        START
            + """
            c = h5p.create(h5p.FILE_CREATE)
            c.set_sizes(2, 4)
            a = h5p.create(h5p.FILE_ACCESS)
            a.set_libver_bounds(h5f.LIBVER_LATEST, h5f.LIBVER_LATEST)
            with h5py.File(h5f.create(args[0].encode(), h5f.ACC_TRUNC, c, a)) as f:
                for i in range(12):
                    f.attrs['a%d' % i] = i
                for i in range(4):
                    f.attrs['huge%d' % i] = np.arange(1000 + i)
                del f.attrs['huge1']
            """,
        file);
    assertThat(count(file, "BTHD", 5, 3)).as("trees of huge objects by place").isEqualTo(1);
    try (Hdf5File f = Hdf5File.open(file)) {
      Attributes a = f.root().attributes();
      assertThat(a.names()).hasSize(15);
      for (int i : new int[] {0, 2, 3}) {
        assertThat((long[]) a.get("huge" + i).value()).hasSize(1000 + i).endsWith(999 + i);
      }
    }
  }

  /** Groups may pack their links: blocks of the heap, and huge objects of it. */
  @ParameterizedTest
  @ValueSource(ints = {12, 900})
  void linksInPackedHeaps(int n) throws IOException {
    Path file = folder.resolve("packed.h5");
    H5py.run(
        START
            + """
            with h5py.File(args[0], 'w', libver='latest') as f:
                c = h5p.create(h5p.GROUP_CREATE)
                assert lib.H5Pset_deflate(i64(c.id), u(6)) >= 0
                assert lib.H5Pset_link_creation_order(i64(c.id), u(3)) >= 0
                g = h5py.Group(h5g.create(f.id, b'g', gcpl=c))
                for i in range(int(args[1])):
                    g['l%d' % i] = h5py.SoftLink('/target %d' % i)
                for i in range(3):
                    g['huge%d' % i] = h5py.SoftLink('/%d' % i + 9000 * 't')
                del g['huge1']
            """,
        file,
        n);
    assertThat(count(file, "BTHD", 5, 2)).as("trees of packed huge objects").isEqualTo(1);
    try (Hdf5File f = Hdf5File.open(file)) {
      Group g = f.group("g");
      assertThat(g.links(LinkOrder.CREATION)).hasSize(n + 2);
      for (int i = 0; i < n; i++) {
        assertThat(g.link("l" + i).orElseThrow().target()).isEqualTo("/target " + i);
      }
      for (int i : new int[] {0, 2}) {
        assertThat(g.link("huge" + i).orElseThrow().target()).isEqualTo("/" + i + "t".repeat(9000));
      }
    }
  }

  /** A scalar's dataspace takes 4 bytes: less than the ID, so that it is kept in it. */
  @Test
  void objectsWithinTheirId() throws IOException {
    Path file = folder.resolve("tiny.h5");
    H5py.run(
        START
            + """
            c = h5p.create(h5p.FILE_CREATE)
            assert lib.H5Pset_shared_mesg_nindexes(i64(c.id), u(2)) >= 0
            assert lib.H5Pset_shared_mesg_index(i64(c.id), u(0), u(1 << 1), u(1)) >= 0
            assert lib.H5Pset_shared_mesg_index(i64(c.id), u(1), u(1 << 3), u(1)) >= 0
            a = h5p.create(h5p.FILE_ACCESS)
            a.set_libver_bounds(h5f.LIBVER_LATEST, h5f.LIBVER_LATEST)
            with h5py.File(h5f.create(args[0].encode(), h5f.ACC_TRUNC, c, a)) as f:
                for i in range(8):
                    f['s%d' % i] = i
                    f['s%d' % i].attrs['x'] = i / 2
                    f['v%d' % i] = np.arange(i + 1)
            """,
        file);
    byte[] bytes = Files.readAllBytes(file);
    int heap = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("FRHP");
    // the last of nine statistics of eight bytes, behind 18 bytes and two addresses with one count
    long tiny =
        java.nio.ByteBuffer.wrap(bytes)
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .getLong(heap + 14 + 8 + 8 + 8 + 8 + 7 * 8 + 8);
    assertThat(tiny).as("number of tiny objects in the heap").isPositive();
    try (Hdf5File f = Hdf5File.open(file)) {
      for (int i = 0; i < 8; i++) {
        assertThat(f.dataset("s" + i).readLongs(Selection.all())).containsExactly(i);
        assertThat(f.node("s" + i).attributes().get("x").value()).isEqualTo(i / 2.0);
        assertThat(f.dataset("v" + i).readLongs(Selection.all())).hasSize(i + 1).endsWith(i);
      }
    }
  }
}
