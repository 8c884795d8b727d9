package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.hdf5.oracle.H5py;

/** Catches copies of objects that libhdf5 sees differently from the originals. */
@ExtendWith(VerifyWritten.class)
class CopyTest {
  private static final String MAKE =
      """
      with h5py.File(args[0], 'w', libver=args[1]) as f:
          g = f.create_group('g')
          g.attrs['note'] = 'text of any length'
          d = g.create_dataset('d', (40, 30), 'f8', chunks=(16, 16), compression='gzip', shuffle=True)
          d[...] = np.arange(1200).reshape(40, 30)
          s = g.create_dataset('s', (5,), h5py.string_dtype(), chunks=(2,), maxshape=(None,))
          s[...] = ['a', '', 'longer text', 'x' * 300, 'e']
          g['again'] = d
          g['soft'] = h5py.SoftLink('/outside')
          g['broken'] = h5py.SoftLink('/nowhere')
          o = f.create_dataset('outside', data=np.arange(3))
          g.create_dataset('r', (2,), h5py.ref_dtype)[...] = [d.ref, o.ref]
          g.create_dataset('region', (1,), h5py.regionref_dtype)[0] = d.regionref[1:3, 4]
          g.attrs.create('seq', [np.arange(2), np.arange(3)], (2,), h5py.vlen_dtype('i4'))
          f['type'] = np.dtype([('a', 'i4'), ('b', 'f8')])
          g.create_dataset('typed', (4,), f['type'])
          h = g.create_group('h')
          h.create_dataset('deep', data=7)
      """;

  private static final String SEE =
      """
      def see(f, path):
          out = {}
          def visit(name, o):
              entry = {'attrs': {k: [str(x) for x in np.ravel(v)] for k, v in o.attrs.items()}}
              if isinstance(o, h5py.Dataset):
                  v = o[()]
                  if o.dtype.kind == 'O' and h5py.check_ref_dtype(o.dtype):
                      v = [(f[x].name if x else None) for x in v]
                      if h5py.check_ref_dtype(o.dtype) is h5py.RegionReference:
                          v = [f[x][x].tolist() if x else None for x in o[()]]
                  entry['value'] = str(v)
                  entry['chunks'] = str(o.chunks)
                  entry['filters'] = str([o.compression, o.shuffle])
              out[name] = entry
          f[path].visititems(visit)
          return out
      """;

  @TempDir Path folder;

  private Path made(String libver) {
    Path file = folder.resolve("made.h5");
    H5py.run(MAKE, file, libver);
    return file;
  }

  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V110"})
  void copiesATreeIntoAnotherFile(FormatBounds bounds) {
    Path in = made(bounds == FormatBounds.EARLIEST ? "latest" : "earliest");
    Path out = folder.resolve("out.h5");
    try (Hdf5File from = Hdf5File.open(in);
        Hdf5File to = Hdf5File.create(out, FileOptions.DEFAULT.withBounds(bounds))) {
      to.root().createGroup("a").copy(from.node("/g"), "copy");
      assertThat(to.dataset("/a/copy/d").readDoubles()).hasSize(1200);
    }
    Map<?, ?> answer =
        (Map<?, ?>)
            H5py.run(
                SEE
                    + """
                    with h5py.File(args[0], 'r') as a, h5py.File(args[1], 'r') as b:
                        one, two = see(a, 'g'), see(b, 'a/copy')
                        refs = b['a/copy/r'][()]
                        result = {
                            'same': {k: one.get(k) == two.get(k) for k in one if k != 'r'},
                            'names': sorted(one) == sorted(two),
                            'inside': b[refs[0]] == b['a/copy/d'], 'outside': bool(refs[1]),
                            'region': b[b['a/copy/region'][0]] == b['a/copy/d'],
                            'soft': b['a/copy'].get('soft', getlink=True).path,
                            'count': h5py.h5o.get_info(b['a/copy/d'].id).rc,
                            'group': h5py.h5o.get_info(b['a/copy'].id).rc,
                            'again': b['a/copy/again'] == b['a/copy/d'],
                            'type': b['a/copy/typed'].id.get_type().committed()}
                    """,
                in,
                out);
    assertThat(((Map<?, ?>) answer.get("same")).values())
        .as("%s", answer)
        .allMatch(Boolean.TRUE::equals);
    assertThat(answer)
        .isEqualTo(
            Map.of(
                "same", answer.get("same"),
                "names", true,
                "inside", true,
                "outside", false,
                "region", true,
                "soft", "/outside",
                "count", 2L,
                "group", 1L,
                "again", true,
                "type", true));
  }

  /** What is not in the file yet is copied too, and references stay what they were. */
  @Test
  void copiesWithinAFileThatIsBeingWritten() {
    Path file = made("earliest");
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      Dataset fresh =
          f.group("/g")
              .createDataset(
                  "fresh", Datatype.VLEN_UTF8, Dataspace.of(3).max(-1), Layout.chunked(2));
      fresh.writeStrings(Selection.all(), new String[] {"x", "yy", "zzz"});
      f.dataset("/g/d").writeDoubles(Hyperslab.point(0, 0), new double[] {-1});
      f.group("/g").copy(f.node("/g"), "below itself");
      f.dataset("/g/d").writeDoubles(Hyperslab.point(0, 1), new double[] {-2});
    }
    assertThat(
            H5py.run(
                """
                with h5py.File(args[0], 'r') as f:
                    c = f['g/below itself']
                    result = [c['fresh'].asstr()[...], c['d'][0, :2], f['g/d'][0, :2],
                              f[c['r'][0]].name, sorted(c)]
                """,
                file))
        .isEqualTo(
            List.of(
                List.of("x", "yy", "zzz"),
                List.of(-1.0, 1.0),
                List.of(-1.0, -2.0),
                "/g/again",
                List.of(
                    "again", "broken", "d", "fresh", "h", "r", "region", "s", "soft", "typed")));
  }

  @Test
  void followsWhatItIsAskedToFollow() {
    Path in = made("earliest");
    Path out = folder.resolve("out.h5");
    CopyOptions all = CopyOptions.DEFAULT.withExpandSoftLinks(true).withExpandReferences(true);
    try (Hdf5File from = Hdf5File.open(in);
        Hdf5File to = Hdf5File.create(out)) {
      to.root().copy(from.node("/g"), "all", all);
      to.root().copy(from.node("/g"), "some", CopyOptions.DEFAULT.withShallow(true));
      to.root().copy(from.node("/g"), "plain", CopyOptions.DEFAULT.withoutAttributes(true));
      assertThatThrownBy(() -> to.root().copy(from.node("/g"), "all"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("/all exists already");
    }
    assertThat(
            H5py.run(
                """
                with h5py.File(args[0], 'r') as f:
                    result = [f['all/soft'][...], f[f['all/r'][1]][...],
                              f['all'].get('broken', getlink=True).path,
                              list(f['some/h']), len(f['some']), len(f['plain'].attrs)]
                """,
                out))
        .isEqualTo(
            List.of(List.of(0L, 1L, 2L), List.of(0L, 1L, 2L), "/nowhere", List.of(), 9L, 0L));
  }

  /** A layout of its own for each dataset; the rest goes over as it is stored. */
  @Test
  void repacksIntoOtherLayoutsAndFilters() {
    Path in = made("latest");
    Path out = folder.resolve("out.h5");
    Hdf5Repack.run(
        in,
        out,
        FileOptions.DEFAULT,
        RepackOptions.DEFAULT.withLayout(
            d ->
                switch (d.path()) {
                  case "/g/d", "/g/again" -> Layout.contiguous();
                  case "/g/s" -> Layout.chunked(3).deflate(4);
                  case "/outside" -> Layout.compact();
                  default -> null;
                }));
    Map<?, ?> answer =
        (Map<?, ?>)
            H5py.run(
                """
                with h5py.File(args[0], 'r') as a, h5py.File(args[1], 'r') as b:
                    result = {'d': bool(np.all(a['g/d'][...] == b['g/d'][...])),
                              'contiguous': b['g/d'].chunks is None and b['g/d'].compression is None,
                              's': list(b['g/s'].asstr()[...]) == list(a['g/s'].asstr()[...]),
                              'chunks': b['g/s'].chunks, 'gzip': b['g/s'].compression_opts,
                              'compact': b['outside'].id.get_create_plist().get_layout(),
                              'o': b['outside'][...]}
                """,
                in,
                out);
    assertThat(answer)
        .isEqualTo(
            Map.of(
                "d",
                true,
                "contiguous",
                true,
                "s",
                true,
                "chunks",
                List.of(3L),
                "gzip",
                4L,
                "compact",
                0L,
                "o",
                List.of(0L, 1L, 2L)));
  }
}
