package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.oracle.H5Dump;
import org.myelin.hdf5.oracle.H5py;

/**
 * Catches a structure that is read as if addresses and lengths had 8 bytes: libhdf5 writes files
 * with other widths, behind a user block, and tells what it reads back itself.
 */
class AddressSizesTest {
  private static final String SCRIPT =
      """
      from h5py import h5f, h5p
      path, offsets, lengths, version, block = args[0], int(args[1]), int(args[2]), args[3], int(args[4])
      c = h5p.create(h5p.FILE_CREATE)
      c.set_sizes(offsets, lengths)
      c.set_userblock(block)
      a = h5p.create(h5p.FILE_ACCESS)
      a.set_libver_bounds(*((h5f.LIBVER_LATEST,) * 2 if version == 'latest' else (h5f.LIBVER_EARLIEST, h5f.LIBVER_LATEST)))
      with h5py.File(h5f.create(path.encode(), h5f.ACC_TRUNC, c, a)) as f:
          f['plain'] = np.arange(20)
          f.create_dataset('packed', data=np.arange(60).reshape(6, 10), chunks=(4, 3), compression=4)
          f.create_dataset('bare', data=np.arange(60).reshape(6, 10), chunks=(2, 3))
          f['text'] = ['alpha', 'beta', 'g' * 50]
          f['refs'] = np.array([f['plain'].ref, f['text'].ref], dtype=h5py.ref_dtype)
          f.create_dataset('small', data=np.arange(4), track_times=False)
          if lengths == 8 or version != 'latest':
              f.create_dataset('grows', data=np.arange(50), chunks=(4,), maxshape=(None,))
              f.create_dataset('both', data=np.arange(50).reshape(5, 10), chunks=(2, 3), maxshape=(None, None))
          g = f.create_group('many')
          for i in range(30):
              g['link %d' % i] = h5py.SoftLink('/plain') if i % 2 else f['small']
          for i in range(12):
              f['small'].attrs['a%d' % i] = np.arange(i + 1)
          f['small'].attrs['words'] = ['one', 'two', 'three']
          f['small'].attrs['region'] = f['packed'].regionref[1:3, 2:5]
          if lengths > 2:
              f['gone'] = h5py.ExternalLink('elsewhere.h5', '/x')
      result = {}
      with h5py.File(path, 'r') as f:
          for n in f:
              if n in ('gone', 'refs') or not isinstance(f[n], h5py.Dataset): continue
              result[n] = f[n].asstr()[()].tolist() if n == 'text' else f[n][()].ravel()
          result['links'] = list(f['many'])
          result['attributes'] = {n: v for n, v in f['small'].attrs.items() if n != 'region'}
          result['names'] = [f[r].name for r in f['refs'][()]]
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "2, 2", "2, 4", "2, 8", "4, 2", "4, 4", "4, 8", "8, 2", "8, 4", "8, 8",
  })
  void everyWidthInOldAndNewStructures(int offsets, int lengths) {
    // libhdf5 itself cannot open again what it keeps in fractal heaps where lengths have 2 bytes
    List<String> versions = lengths == 2 ? List.of("earliest") : List.of("earliest", "latest");
    for (String version : versions) {
      for (int block : new int[] {0, 1024}) {
        Path file = folder.resolve("w%d%d%s%d.h5".formatted(offsets, lengths, version, block));
        check(file, (Map<?, ?>) H5py.run(SCRIPT, file, offsets, lengths, version, block));
      }
    }
  }

  /** libhdf5 knows "no limit" in lengths of 8 bytes only; in shorter ones it sees a number. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void noLimitIsWhatLibhdf5TakesItFor(int lengths) throws Exception {
    Path file = folder.resolve("limits.h5");
    H5py.run(SCRIPT, file, 8, lengths, "earliest", 0);
    Object limit =
        H5py.run(
            """
            with h5py.File(args[0], 'r') as f:
                result = [int(n) for n in f['both'].id.get_space().get_simple_extent_dims(True)]
            """,
            file);
    long ones = lengths == 8 ? -1 : (1L << 8 * lengths) - 1;
    assertThat(limit).isIn(List.of(ones, ones), List.of(-1L, -1L));
    StringBuilder json = new StringBuilder();
    Hdf5Dump.writeJson(file, json);
    assertThat(json.toString().replaceAll("\\s", ""))
        .contains(
            "\"maxdims\":["
                + (lengths == 8 ? "\"unlimited\",\"unlimited\"" : ones + "," + ones)
                + "]");
    for (String name : List.of("grows", "both")) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      DdlOptions only =
          DdlOptions.DEFAULT.headersOnly().withObjects(List.of(DdlOptions.dataset("/" + name)));
      Hdf5Dump.writeDdl(file, FileOptions.DEFAULT, only, text, error -> {});
      assertThat(text.toString(StandardCharsets.UTF_8))
          .isEqualTo(H5Dump.run(file, "-H", "-d", "/" + name));
    }
  }

  private static void check(Path file, Map<?, ?> expected) {
    try (Hdf5File f = Hdf5File.open(file)) {
      expected.forEach(
          (name, value) -> {
            String where = file.getFileName() + " " + name;
            switch ((String) name) {
              case "links" ->
                  assertThat((Object) f.group("many").names()).as(where).isEqualTo(value);
              case "attributes" ->
                  attributes(where, f.node("small").attributes(), (Map<?, ?>) value);
              case "names" -> {
                Object[] refs = (Object[]) f.dataset("refs").read(Selection.all());
                assertThat(((List<?>) value).size()).isEqualTo(refs.length);
                for (int i = 0; i < refs.length; i++) {
                  assertThat(f.resolve((ObjectReference) refs[i]))
                      .as(where)
                      .isEqualTo(f.node((String) ((List<?>) value).get(i)));
                }
              }
              case "text" ->
                  assertThat((Object) List.of(f.dataset("text").readStrings(Selection.all())))
                      .as(where)
                      .isEqualTo(value);
              default ->
                  assertThat(f.dataset((String) name).readLongs(Selection.all()))
                      .as(where)
                      .containsExactly(longs(value));
            }
          });
      f.root().link("gone").ifPresent(l -> assertThat(l.file()).isEqualTo("elsewhere.h5"));
      RegionReference r = (RegionReference) f.node("small").attributes().get("region").value();
      assertThat(f.resolve(r.dataset())).isEqualTo(f.node("packed"));
    }
  }

  private static void attributes(String where, Attributes a, Map<?, ?> expected) {
    assertThat(a.names()).as(where).hasSize(expected.size() + 1);
    expected.forEach(
        (name, value) -> {
          Object v = a.get((String) name).value();
          if (v instanceof String[] words) {
            assertThat((Object) List.of(words)).as(where).isEqualTo(value);
          } else {
            assertThat((long[]) v).as(where + " " + name).containsExactly(longs(value));
          }
        });
  }

  private static long[] longs(Object list) {
    return ((List<?>) list).stream().mapToLong(n -> ((Number) n).longValue()).toArray();
  }

  /** libhdf5 has never written such; whoever has one must be told that the widths are why. */
  @ParameterizedTest
  @ValueSource(ints = {16, 32})
  void widerThanALongIsRefused(int width) throws Exception {
    for (String version : new String[] {"earliest", "latest"}) {
      Path file = folder.resolve("wide.h5");
      H5py.run(SCRIPT, file, 8, 8, version, 0);
      byte[] bytes = Files.readAllBytes(file);
      int at = version.equals("latest") ? 9 : 13;
      assertThat(bytes[at]).isEqualTo((byte) 8);
      bytes[at] = (byte) width;
      Files.write(file, bytes);
      assertThatThrownBy(() -> Hdf5File.open(file))
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContainingAll("size of offsets", width + " bytes");
    }
  }
}
