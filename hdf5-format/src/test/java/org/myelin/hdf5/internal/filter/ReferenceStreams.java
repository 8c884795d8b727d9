package org.myelin.hdf5.internal.filter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.oracle.H5py;

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

  private ReferenceStreams() {}

  /**
   * A stream.
   *
   * @param raw what it stands for
   * @param parameters the filter's client data
   */
  record Stream(String name, byte[] raw, byte[] coded, int[] parameters) {}

  /** Runs Python text that calls {@code keep} for each stream it makes. */
  static List<Stream> make(String script) {
    try {
      Path folder = Files.createTempDirectory("myelin-streams");
      Object answer = H5py.run(DATA + script, folder);
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
