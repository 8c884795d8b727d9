package org.myelin.hdf5.internal.filter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.oracle.H5Wasm;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Tool;

/** Streams that the original C libraries make, called from Python. */
final class ReferenceStreams {
  /** Data of every kind that a codec treats in its own way, and {@code keep} for a coded one. */
  private static final String DATA =
      """
      import os, ctypes, ctypes.util, struct, bz2
      r = np.random.default_rng(20261123)
      def series(n, kind):
          return np.cumsum(r.integers(-5, 6, n)).astype(kind).tobytes()
      words = [bytes(r.integers(97, 123, r.integers(2, 9)).astype('u1')) for _ in range(300)]
      data = {
          'empty': b'',
          'byte': b'x',
          'short': b'hello hello hello',
          'odd': series(1001, '<i2') + b'abc',
          'zeros': bytes(300000),
          'noise': r.bytes(150000),
          'text': b' '.join(words[int(i)] for i in np.minimum(r.geometric(0.02, 60000), 299)),
          'i4': series(100000, '<i4'),
          'f8': np.round(np.cumsum(r.normal(size=40000)), 2).astype('<f8').tobytes(),
          'nibbles': r.integers(0, 6, 200000).astype('u1').tobytes(),
          'mixed': r.bytes(5000) + bytes(5000) + series(3000, '<i4') + b'ab' * 4000,
      }
      folder = args[0]
      result = []
      def keep(name, raw, coded, parameters=()):
          at = os.path.join(folder, str(len(result)))
          open(at + '.raw', 'wb').write(raw)
          open(at + '.coded', 'wb').write(coded)
          result.append({'name': name, 'at': at, 'parameters': list(parameters)})
      def library(name):
          return ctypes.CDLL(ctypes.util.find_library(name))
      """;

  /** {@code plugin} for a dataset whose one chunk a filter plugin codes, and what it needs. */
  private static final String PLUGINS =
      """
      import json, subprocess
      wanted = []
      def plugin(name, raw, dtype, filter, parameters, *shape):
          at = os.path.join(folder, f'in{len(wanted)}')
          size = np.dtype(dtype).itemsize
          shape = shape or (len(raw) // size,)
          raw = raw[:int(np.prod(shape)) * size]
          open(at, 'wb').write(raw)
          wanted.append({'name': f'{len(wanted)} {name}', 'dtype': dtype, 'raw': at,
                         'filter': filter, 'parameters': list(parameters),
                         'shape': list(shape)})
      def keep_all():
          file = os.path.join(folder, 'plugins.h5')
          subprocess.run([args[1], args[2], file], input=json.dumps(wanted).encode(), check=True)
          with h5py.File(file, 'r') as f:
              for w in wanted:
                  d = f[w['name']].id
                  mask, coded = d.read_direct_chunk((0,) * d.rank)
                  parameters = d.get_create_plist().get_filter_by_id(w['filter'])[1]
                  if mask == 0:
                      keep(w['name'], open(w['raw'], 'rb').read(), coded, parameters)
          for w in wanted:
              os.remove(w['raw'])
          os.remove(file)
      """;

  private ReferenceStreams() {}

  /**
   * A stream.
   *
   * @param raw what it stands for
   * @param parameters the filter's client data
   */
  record Stream(String name, byte[] raw, byte[] coded, int[] parameters) {}

  /** Runs Python text that calls {@code plugin} for each stream it wants. */
  static List<Stream> makeByPlugin(String script) {
    Tool.H5WASM_PLUGINS.assumeAvailable();
    return make(
        PLUGINS + script + "keep_all()\n",
        Tool.H5WASM_PLUGINS.program(),
        H5Wasm.script("write.mjs"));
  }

  /** Runs Python text that calls {@code keep} for each stream it makes. */
  static List<Stream> make(String script, Object... args) {
    try {
      Path folder = Files.createTempDirectory("myelin-streams");
      List<Object> all = new ArrayList<>(List.of(folder));
      all.addAll(List.of(args));
      Object answer = H5py.run(DATA + script, all.toArray());
      List<Stream> streams = new ArrayList<>();
      for (Object entry : (List<?>) answer) {
        Map<?, ?> e = (Map<?, ?>) entry;
        Path raw = Path.of(e.get("at") + ".raw");
        Path coded = Path.of(e.get("at") + ".coded");
        int[] parameters =
            ((List<?>) e.get("parameters")).stream().mapToInt(p -> ((Long) p).intValue()).toArray();
        streams.add(
            new Stream(
                (String) e.get("name"),
                Files.readAllBytes(raw),
                Files.readAllBytes(coded),
                parameters));
        Files.delete(raw);
        Files.delete(coded);
      }
      Files.delete(folder);
      return streams;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
