package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.hdf5.oracle.H5Dump;
import org.myelin.hdf5.oracle.H5py;

/** All kinds of links, names, comments and shared datatypes, as libhdf5 sees them. */
class LinksTest {
  @TempDir Path folder;

  /** A class or data that get lost on the way to a program that knows the class. */
  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "LATEST"})
  void userDefinedLinksOfLibhdf5SayTheirClassAndData(FormatBounds bounds) {
    Path file = folder.resolve("user.h5");
    H5py.run(
        """
        import ctypes, glob
        lib = ctypes.CDLL(glob.glob('/usr/lib/*/libhdf5_serial.so.*')[0])
        called = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_char_p, ctypes.c_int64, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64)
        follow = called(lambda *a: -1)
        class Class(ctypes.Structure):
            _fields_ = [('version', ctypes.c_int), ('id', ctypes.c_int), ('comment', ctypes.c_char_p)] + [
                (n, called if n == 'traverse' else ctypes.c_void_p) for n in ('create', 'move', 'copy', 'traverse', 'query', 'remove')]
        lib.H5Lcreate_ud.argtypes = [ctypes.c_int64, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int64, ctypes.c_int64]
        for c in (187, 255):
            assert lib.H5Lregister(ctypes.byref(Class(0, c, b'test', traverse=follow))) >= 0
        with h5py.File(args[0], 'w', libver=args[1].lower()) as f:
            data = bytes(i * 7 % 256 for i in range(300))
            assert lib.H5Lcreate_ud(f.id.id, b'u', 187, data, 300, 0, 0) >= 0
            g = f.create_group('g')
            for i in range(20): g['soft%d' % i] = h5py.SoftLink('/x')
            assert lib.H5Lcreate_ud(g.id.id, b'dense', 255, data, 5, 0, 0) >= 0
            assert lib.H5Lcreate_ud(g.id.id, b'none', 255, None, 0, 0, 0) >= 0
        """,
        file, bounds);
    byte[] data = new byte[300];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i * 7);
    }
    try (Hdf5File f = Hdf5File.open(file)) {
      Link l = f.root().link("u").orElseThrow();
      assertThat(l.type()).isEqualTo(Link.Type.USER_DEFINED);
      assertThat(l.linkClass()).isEqualTo(187);
      assertThat(l.data()).isEqualTo(ByteBuffer.wrap(data));
      assertThat(l.data().isReadOnly()).isTrue();
      assertThat(f.root().links()).contains(l);
      Link dense = f.group("g").link("dense").orElseThrow();
      assertThat(dense.linkClass()).isEqualTo(255);
      assertThat(dense.data()).isEqualTo(ByteBuffer.wrap(data, 0, 5));
      assertThat(f.group("g").link("none").orElseThrow().data().remaining()).isZero();
      assertThat(f.group("g").link("soft1").orElseThrow().data().remaining()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V110"})
  void everyKindOfLink(FormatBounds bounds) {
    Path file = folder.resolve("links.h5");
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      Group g = f.root().createGroup("g");
      g.createGroup("hard").attributes().set("a", 1);
      g.createSoftLink("soft", "/g/hard");
      f.flush();
      g.createExternalLink("external", "other.h5", "/x");
      g.createUserDefinedLink("user", 187, new byte[] {1, 2, 3});
      g.createHardLink("second", g.get("hard"));
      g.rename("hard", "renamed");
      g.move("user", f.root(), "moved");
      g.setComment("a remark");
      f.root().createExternalLink("outside", "far.h5", "/y");
    }
    assertThat(
            H5py.run(
                """
                with h5py.File(args[0], 'r+') as f:
                    g = f['g']
                    e = g.get('external', getlink=True)
                    info = f.id.links.get_info(b'moved')
                    result = [sorted(g), e.filename, e.path, int(g['second'].attrs['a']),
                              info.type, sorted(f),
                              g['renamed'] == g['second']]
                    for i in range(20):
                        f.create_group('more%d' % i)
                    del f['outside']
                """,
                file))
        .isEqualTo(
            List.of(
                List.of("external", "renamed", "second", "soft"),
                "other.h5",
                "/x",
                1L,
                187L,
                List.of("g", "moved", "outside"),
                true));
    assertThat(H5Dump.run(file, "-H"))
        .contains("USERDEFINED_LINK \"moved\"")
        .contains("COMMENT \"a remark\"");
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      assertThat(f.root().names()).hasSize(22);
      f.root().delete("more3");
      f.group("/g").setComment(null);
    }
    assertThat(Hdf5Verification.of(file).findings()).isEmpty();
    assertThat(H5Dump.run(file, "-H")).doesNotContain("more3\"").doesNotContain("a remark");
  }

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V110"})
  void orderOfCreation(FormatBounds bounds) {
    Path file = folder.resolve("order.h5");
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      for (int n : new int[] {5, 30}) {
        Group g = f.root().createGroup("g" + n, LinkOrder.CREATION);
        for (int i = n; i > 0; i--) {
          g.createSoftLink("l" + i, "/x");
          g.attributes().set("a" + i, i);
        }
        g.delete("l1");
        g.attributes().delete("a2");
      }
    }
    assertThat(
            H5py.run(
                """
                def names(f, n):
                    g = f['g%d' % n]
                    by = h5py.h5.INDEX_CRT_ORDER
                    links = []
                    g.id.links.iterate(lambda x: links.append(x.decode()), idx_type=by)
                    attrs = []
                    h5py.h5a.iterate(g.id, lambda x: attrs.append(x.decode()), index_type=by)
                    return links + attrs
                with h5py.File(args[0], 'r+') as f:
                    ok = lambda n: (['l%d' % i for i in range(n, 1, -1)]
                                    + ['a%d' % i for i in range(n, 0, -1) if i != 2])
                    result = [names(f, n) == ok(n) for n in (5, 30)]
                    for n in (5, 30):
                        f['g%d' % n].attrs['later'] = 1
                        f['g%d' % n]['later'] = h5py.SoftLink('/y')
                """,
                file))
        .isEqualTo(List.of(true, true));
    try (Hdf5File f = Hdf5File.open(file)) {
      for (int n : new int[] {5, 30}) {
        Group g = f.group("/g" + n);
        assertThat(g.links(LinkOrder.CREATION))
            .hasSize(n)
            .last()
            .extracting(Link::name)
            .isEqualTo("later");
        assertThat(g.attributes().names(LinkOrder.CREATION)).hasSize(n).endsWith("later");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V110"})
  void datasetsShareADatatype(FormatBounds bounds) {
    Path file = folder.resolve("type.h5");
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      NamedDatatype t = f.root().createDatatype("t", Datatype.I32);
      for (String n : List.of("d", "e")) {
        f.root()
            .createDataset(n, t, Dataspace.of(3), Layout.contiguous())
            .writeLongs(Selection.all(), new long[] {1, 2, 3});
      }
    }
    assertThat(
            H5py.run(
                """
                with h5py.File(args[0], 'r') as f:
                    t = f['d'].id.get_type()
                    result = [bool(t.committed()), t == f['t'].id, f['e'][...].tolist(),
                              h5py.h5o.get_info(f['t'].id).rc]
                """,
                file))
        .isEqualTo(List.of(true, true, List.of(1L, 2L, 3L), 3L));
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.dataset("/d").datatype()).isEqualTo(Datatype.I32);
    }
  }

  @Test
  void whatCannotBeALinkIsRefused() {
    try (Hdf5File f = Hdf5File.create(folder.resolve("refused.h5"))) {
      Group g = f.root().createGroup("g");
      Group inner = g.createGroup("inner");
      assertThatThrownBy(() -> f.root().move("g", inner, "g")).hasMessageContaining("below itself");
      assertThatThrownBy(() -> g.rename("none", "x")).hasMessageContaining("no link 'none'");
      assertThatThrownBy(() -> f.root().rename("g", "a/b")).hasMessageContaining("not a link name");
      assertThatThrownBy(() -> g.createUserDefinedLink("u", 64, new byte[0]))
          .hasMessageContaining("65 to 255");
      assertThatThrownBy(() -> g.createExternalLink("e", "", "/"))
          .hasMessageContaining("file name");
      assertThat(f.root().names()).containsExactly("g");
      assertThat(g.names()).containsExactly("inner");
    }
  }
}
