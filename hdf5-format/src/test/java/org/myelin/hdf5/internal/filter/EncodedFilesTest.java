package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FormatBounds;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.Transfer;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Tool;
import org.myelin.hdf5.spi.FilterException;

/**
 * Catches chunks of our encoders that libhdf5 or its plugins read otherwise, and client data that
 * libhdf5 would have stored otherwise for the same dataset. Zstandard and bitshuffle, for which
 * there is no plugin here, are undone with libzstd, liblz4 and numpy.
 */
class EncodedFilesTest {
  private static final String CHECK =
      """
      import ctypes, ctypes.util, glob, os, struct
      h5py.h5pl.append(glob.glob('/usr/lib/*/hdf5/serial/plugins')[0].encode())
      z = ctypes.CDLL(ctypes.util.find_library('zstd'))
      z.ZSTD_decompress.restype = ctypes.c_size_t
      z.ZSTD_decompress.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]
      l = ctypes.CDLL(ctypes.util.find_library('lz4'))
      def unzstd(b, n):
          out = ctypes.create_string_buffer(n + 1)
          size = z.ZSTD_decompress(out, n + 1, b, len(b))
          assert size == n, (size, n)
          return out.raw[:n]
      def unlz4(b, n):
          out = ctypes.create_string_buffer(n + 1)
          size = l.LZ4_decompress_safe(b, out, len(b), n + 1)
          assert size == n, (size, n)
          return out.raw[:n]
      def unshuffle(b, size):
          n = len(b) // size
          bits = np.unpackbits(np.frombuffer(b, 'u1').reshape(size * 8, n // 8), axis=1,
                               bitorder='little')
          return np.packbits(bits.T, axis=1, bitorder='little').tobytes()
      def bitshuffled(b, size, block, codec, n):
          if codec:
              assert struct.unpack('>q', b[:8])[0] == n
              block, at = struct.unpack('>i', b[8:12])[0] // size, 12
          else:
              block, at = block or max(128, 8192 // size // 8 * 8), 0
          out = b''
          while n // size - len(out) // size >= 8:
              now = min(block, (n // size - len(out) // size) // 8 * 8) * size
              stored = now
              if codec:
                  stored = struct.unpack('>i', b[at:at + 4])[0]
                  at += 4
              part = b[at:at + stored]
              at += stored
              part = unlz4(part, now) if codec == 2 else unzstd(part, now) if codec == 3 else part
              out += unshuffle(part, size)
          return out + b[at:]
      def by_hand(d, filter):
          if any(m % c for m, c in zip(d.shape, d.chunks)):
              return None
          v = np.zeros(d.shape, d.dtype)
          for i in range(d.id.get_num_chunks()):
              o = d.id.get_chunk_info(i).chunk_offset
              mask, b = d.id.read_direct_chunk(o)
              n = int(np.prod(d.chunks)) * d.dtype.itemsize
              p = d.id.get_create_plist().get_filter_by_id(filter)[1]
              b = unzstd(b, n) if filter == 32015 else bitshuffled(b, *p[2:5], n)
              box = tuple(slice(a, a + c) for a, c in zip(o, d.chunks))
              v[box] = np.frombuffer(b, d.dtype).reshape(d.chunks)
          return v
      result = []
      made = h5py.File(args[0] + '.made', 'w', libver='latest')
      with h5py.File(args[0], 'r') as f:
          for line in open(args[1]):
              name, filter, given, slack = line.strip().split(';')
              filter, given = int(filter), tuple(int(x) for x in given.split(',') if x)
              d = f[name]
              want = np.fromfile(os.path.join(args[2], name), 'u1').tobytes()
              try:
                  mine = d.id.get_create_plist().get_filter(0)
                  if filter in (32008, 32015):
                      v = by_hand(d, filter)
                      if v is None:
                          continue
                  else:
                      # in stored form: nothing is to be converted
                      size = d.id.get_type().get_size()
                      v = np.empty(d.shape, f'V{size}')
                      d.id.read(h5py.h5s.ALL, h5py.h5s.ALL, v, d.id.get_type())
                      if filter not in (2, 3):
                          p = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
                          p.set_chunk(d.chunks)
                          p.set_filter(filter, mine[1], given)
                          s = h5py.h5s.create_simple(d.shape)
                          theirs = h5py.h5d.create(made.id, name.encode(), d.id.get_type(), s, p)
                          t = theirs.get_create_plist().get_filter(0)
                          if tuple(t[2]) != tuple(mine[2]) or t[1] != mine[1]:
                              result.append(f'{name}: client data {mine} expected {t}')
                  if float(slack) and d.dtype.kind == 'f':
                      v = np.frombuffer(v.tobytes(), d.dtype).reshape(d.shape)
                      w = np.frombuffer(want, d.dtype).reshape(d.shape)
                      eps = 1e-5 if d.dtype.itemsize == 4 else 1e-13
                      same = np.isclose(v, w, rtol=eps, atol=float(slack), equal_nan=True).all()
                  else:
                      same = v.tobytes() == want
                  if not same:
                      result.append(f'{name}: other values')
              except Exception as e:
                  result.append(f'{name}: {e!r}')
          result = {'wrong': result, 'masked': sum(
              f[n].id.get_chunk_info(0).filter_mask != 0 for n in f), 'all': len(f)}
      """;

  @TempDir Path folder;

  @Test
  void libhdf5ReadsWhatWeEncode() throws Exception {
    long seed = System.nanoTime();
    System.out.println("encoded files, seed " + seed);
    check(new Random(seed), FormatBounds.V110, 1, 3000);
  }

  @Test
  @Tag("long")
  void largerChunksOfEachBound() throws Exception {
    long seed = System.nanoTime();
    System.out.println("encoded files, seed " + seed);
    Random random = new Random(seed);
    check(random, FormatBounds.EARLIEST, 3, 4000);
    check(random, FormatBounds.V18, 1, 1 << 17);
    check(random, FormatBounds.V110, 2, 20_000);
  }

  private void check(Random random, FormatBounds bounds, int rounds, int most) throws Exception {
    Tool.HDF5_PLUGINS.assumeAvailable();
    Path file = folder.resolve("encoded " + bounds + ".h5");
    Path raw = Files.createDirectories(folder.resolve("raw " + bounds));
    List<String> lines = new ArrayList<>();
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      for (int round = 0; round < rounds; round++) {
        for (FilterDescription filter : Samples.FILTERS) {
          for (Samples.Kind kind : Samples.KINDS) {
            lines.add(dataset(f, raw, lines.size(), random, filter, kind, most));
          }
        }
      }
    }
    lines.removeIf(String::isEmpty);
    Path list = folder.resolve("list");
    Files.write(list, lines);
    Map<?, ?> answer = (Map<?, ?>) H5py.run(CHECK, file, list, raw);
    assertThat((List<?>) answer.get("wrong")).as("of %d", lines.size()).isEmpty();
    // a floor: filters that are always left out would make everything read right
    assertThat(((Number) answer.get("masked")).intValue()).isLessThan(lines.size() / 3);
  }

  private static String dataset(
      Hdf5File f,
      Path folder,
      int number,
      Random random,
      FilterDescription filter,
      Samples.Kind kind,
      int most)
      throws Exception {
    int rank = 1 + random.nextInt(3);
    long[] chunk = new long[rank];
    long[] shape = new long[rank];
    long all = 1;
    for (int i = rank - 1; i >= 0; i--) {
      chunk[i] = 1 + random.nextInt((int) Math.max(1, Math.min(most / all, rank == 1 ? most : 64)));
      all *= chunk[i];
      boolean edges = filter.id() != 32008 && filter.id() != 32015 && random.nextBoolean();
      shape[i] = edges ? chunk[i] + random.nextInt((int) chunk[i]) : chunk[i] * (1 + i % 2);
    }
    Dataspace space = Dataspace.of(shape);
    Samples.Content content =
        Samples.Content.values()[random.nextInt(Samples.Content.values().length)];
    byte[] values = content.bytes(random, kind, Math.toIntExact(space.elements()));
    Layout layout = Layout.chunked(chunk).filter(filter);
    if (!Samples.suits(filter, kind, all)) {
      return "";
    }
    String name = number + " " + filter.name() + " " + kind + " " + content;
    Dataset d = f.root().createDataset(name, kind.type(), space, layout);
    d.writeRaw(Selection.all(), ByteBuffer.wrap(values), Transfer.INDEPENDENT);
    Files.write(folder.resolve(name), values);
    String given =
        filter.clientData().stream().map(String::valueOf).collect(Collectors.joining(","));
    return name + ";" + filter.id() + ";" + given + ";" + (filter.id() == 6 ? "0.01" : "0");
  }

  /** A mandatory filter that cannot encode a chunk is an error that tells which. */
  @Test
  void failuresTellDatasetChunkAndFilter() {
    byte[] noise = new byte[600];
    new Random(2).nextBytes(noise);
    Path file = folder.resolve("noise.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      FixedPointType type = FixedPointType.of(1, Endianness.LITTLE, false);
      Layout szip = Layout.chunked(3).filter(FilterDescription.szip(true, 8).mandatory());
      assertThatThrownBy(() -> f.root().createDataset("small", type, Dataspace.of(6), szip))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dataset /small: filter szip cannot be applied");
      Layout layout = Layout.chunked(300).filter(FilterDescription.lzf().mandatory());
      Dataset d = f.root().createDataset("noise", type, Dataspace.of(600), layout);
      assertThatThrownBy(
              () -> {
                d.writeRaw(Selection.all(), ByteBuffer.wrap(noise), Transfer.INDEPENDENT);
                f.flush();
              })
          .isInstanceOf(FilterException.class)
          .hasMessageContaining("noise.h5")
          .hasMessageContaining("dataset /noise")
          .hasMessageContaining("chunk [")
          .hasMessageContaining("lzf");
    }
  }
}
