package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.myelin.hdf5.oracle.H5Dump;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.ReferenceReader;

/** Catches structures that only we can read: every combination is checked by other readers. */
@ExtendWith(VerifyWritten.class)
class CreatedFileTest {
  @TempDir Path folder;

  private static final List<Layout> LAYOUTS =
      List.of(
          Layout.contiguous(),
          Layout.compact(),
          Layout.chunked(4, 3),
          Layout.chunked(4, 3).deflate(6),
          Layout.chunked(4, 3).shuffle().deflate(1),
          Layout.chunked(5, 7).fletcher32(),
          Layout.chunked(11, 7).shuffle().deflate(9).fletcher32(),
          Layout.chunked(1, 1).shuffle());
  private static final List<Datatype> TYPES =
      List.of(
          Datatype.I8,
          Datatype.U8,
          Datatype.I16,
          Datatype.U16,
          Datatype.I32,
          Datatype.U32,
          Datatype.I64,
          Datatype.U64,
          Datatype.F32,
          Datatype.F64,
          Datatype.I16_BE,
          Datatype.I64_BE,
          Datatype.F32_BE,
          Datatype.F64_BE);

  private record Case(String name, Datatype type, Layout layout) {}

  private static List<Case> cases() {
    List<Case> all = new ArrayList<>();
    for (Datatype t : TYPES) {
      for (Layout l : LAYOUTS) {
        all.add(new Case("d" + all.size(), t, l));
      }
    }
    return all;
  }

  private Path write(FormatBounds bounds) {
    Path file = folder.resolve(bounds + ".h5");
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      for (Case c : cases()) {
        Dataset d = f.root().createDataset(c.name, c.type, Dataspace.of(11, 7), c.layout);
        d.writeLongs(Selection.all(), LongStream.range(0, 77).toArray());
        d.attributes().set("case", c.type + " " + c.layout);
      }
    }
    return file;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LATEST")
  void everyTypeInEveryLayoutReadsTheSameInH5py(FormatBounds bounds) {
    Path file = write(bounds);
    Object wrong =
        H5py.run(
            """
            with h5py.File(args[0], 'r') as f:
                want = np.arange(77).reshape(11, 7)
                result = [n + ': ' + f[n].attrs['case'] for n in f
                          if f[n].shape != (11, 7) or not (f[n][...] == want).all()]
                assert len(f) == int(args[1])
            """,
            file,
            cases().size());
    assertThat((List<?>) wrong).isEmpty();
    assertThat(H5Dump.run(file, "-H")).contains("GROUP \"/\"");
  }

  static Stream<Arguments> boundsAndReaders() {
    return Stream.of(FormatBounds.values())
        .flatMap(
            b ->
                Stream.of(ReferenceReader.values())
                    // layout version 5 is libhdf5 2.0's
                    .filter(r -> b != FormatBounds.LATEST || r == ReferenceReader.H5WASM)
                    .map(r -> Arguments.of(b, r)));
  }

  @ParameterizedTest
  @MethodSource("boundsAndReaders")
  void everyLayoutReadsTheSameInEveryReader(FormatBounds bounds, ReferenceReader reader) {
    Path file = write(bounds);
    int first = TYPES.indexOf(Datatype.I32) * LAYOUTS.size();
    for (int i = first; i < first + LAYOUTS.size(); i++) {
      // jHDF knows no Fletcher-32 on top of single bytes chunks; everything else must read
      assertThat(reader.read(file, "/d" + i).longs())
          .as("%s in %s", LAYOUTS.get(i - first), reader)
          .containsExactly(LongStream.range(0, 77).toArray());
    }
  }

  @ParameterizedTest
  // the h5py here is of libhdf5 1.10, which knows no datatypes of version 4
  @EnumSource(names = {"EARLIEST", "V18", "V110"})
  void stringsReferencesBooleansAndCompounds(FormatBounds bounds) {
    Path file = folder.resolve("values.h5");
    String big = "x".repeat(100_000) + "é";
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      Group g = f.root().createGroup("g");
      g.attributes().set("text", "häß");
      g.attributes().set("texts", List.of("a", "", "ccc"));
      g.attributes().set("flag", true);
      g.attributes().set("numbers", new int[] {1, -2, 3});
      g.attributes().set("ünï", 2.5);
      g.attributes().set("self", g.reference());
      g.attributes().set("none", Datatype.F64, Dataspace.nullSpace(), null);
      g.attributes()
          .set(
              "fixed",
              Datatype.fixedString(5, CharacterSet.ASCII),
              Dataspace.of(2),
              List.of("ab", "abcde"));
      f.root().createDataset("big", Datatype.VLEN_UTF8, Dataspace.scalar()).write(big);
      f.root()
          .createDataset(
              "many", Datatype.VLEN_ASCII, Dataspace.of(1000), Layout.chunked(64).deflate(1))
          .write(LongStream.range(0, 1000).mapToObj(i -> "s" + i).toArray(String[]::new));
      f.root()
          .createDataset("refs", Datatype.OBJECT_REFERENCE, Dataspace.of(2))
          .write(new ObjectReference[] {g.reference(), ObjectReference.NULL});
      f.root()
          .createDataset("flags", Datatype.BOOL, Dataspace.of(3))
          .write(new boolean[] {true, false, true});
      f.root()
          .createDataset(
              "table",
              Datatype.compound(
                  Datatype.member("idx_start", Datatype.I32),
                  Datatype.member("count", Datatype.I32),
                  Datatype.member("timeseries", Datatype.OBJECT_REFERENCE),
                  Datatype.member("label", Datatype.VLEN_UTF8)),
              Dataspace.of(2))
          .write(
              List.of(
                  Compound.of(
                      "idx_start", 0, "count", 5, "timeseries", g.reference(), "label", "one"),
                  Compound.of(
                      "idx_start", -1, "count", -1, "timeseries", g.reference(), "label", "")));
      f.root().createSoftLink("soft", "/g");
      f.root().createHardLink("hard", g);
    }
    Object seen =
        H5py.run(
            """
            with h5py.File(args[0], 'r') as f:
                g = f['soft'].attrs
                t = f['table'][...]
                result = {
                    'text': g['text'], 'texts': list(g['texts']), 'flag': bool(g['flag']),
                    'numbers': g['numbers'], 'float': g['ünï'], 'self': f[g['self']].name,
                    'none': isinstance(g['none'], h5py.Empty),
                    'fixed': [x.decode() for x in g['fixed']],
                    'big': len(f['big'].asstr()[()]), 'many': f['many'].asstr()[...][[0, 999]],
                    'refs': [f[f['refs'][0]].name, bool(f['refs'][1])], 'flags': f['flags'][...].tolist(),
                    'same': f['hard'] == f['g'], 'count': f['table']['count'],
                    'ts': f[t[1]['timeseries']].name, 'label': t[0]['label'].decode()}
            """,
            file);
    assertThat(seen.toString())
        .isEqualTo(
            "{text=häß, texts=[a, , ccc], flag=true, numbers=[1, -2, 3], float=2.5, self=/g, none=true,"
                + " fixed=[ab, abcde], big=100001, many=[s0, s999], refs=[/g, false],"
                + " flags=[true, false, true], same=true, count=[5, -1], ts=/g, label=one}");
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.dataset("/big").read()).isEqualTo(big);
      assertThat(f.dataset("/table").readCompounds(Hyperslab.point(1))[0].get("count"))
          .isEqualTo(-1);
      assertThat(f.resolve(f.group("/soft").attributes().get("self").asReference()))
          .isEqualTo(f.group("/g"));
    }
    assertThat(H5Dump.run(file, "-A")).contains("ATTRIBUTE \"texts\"", "DATASET \"table\"");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LATEST")
  void manyLinksAndManyChunks(FormatBounds bounds) {
    Path file = folder.resolve("many.h5");
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      Group g = f.root().createGroup("links");
      for (int i = 0; i < 1500; i++) {
        g.createGroup("g" + i);
      }
      // more chunks than one B-tree node of 64, or one fixed-array page of 1024, holds
      Dataset d =
          f.root()
              .createDataset(
                  "chunks", Datatype.I32, Dataspace.of(6000), Layout.chunked(2).deflate(1));
      d.writeLongs(Selection.all(), LongStream.range(0, 6000).toArray());
      Dataset sparse =
          f.root()
              .createDataset(
                  "sparse", Datatype.I32, Dataspace.of(1_000_000), Layout.chunked(100), 7);
      sparse.writeLongs(Hyperslab.point(999_950), new long[] {1});
    }
    Object seen =
        H5py.run(
            """
            with h5py.File(args[0], 'r') as f:
                s = f['sparse'][...]
                result = [len(f['links']), f['links/g777'].name, 'g1500' in f['links'],
                          bool((f['chunks'][...] == np.arange(6000)).all()), int((s == 7).sum()), int(s[999950])]
            """,
            file);
    assertThat(seen.toString()).isEqualTo("[1500, /links/g777, false, true, 999999, 1]");
  }
}
