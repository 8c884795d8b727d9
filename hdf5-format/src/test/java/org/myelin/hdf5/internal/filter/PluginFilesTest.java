package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Tool;

/**
 * Catches datasets that libhdf5 writes through Debian's plugins and we read otherwise: each filter
 * alone and between others, several chunks, partial edges, chunks at which the filter gave up.
 */
class PluginFilesTest {
  @TempDir Path folder;

  @Test
  void readsWhatThePluginsWrite() throws Exception {
    Tool.HDF5_PLUGINS.assumeAvailable();
    Path file = folder.resolve("plugins.h5");
    Object answer =
        H5py.run(
            """
            import glob
            h5py.h5pl.append(glob.glob('/usr/lib/*/hdf5/serial/plugins')[0].encode())
            r = np.random.default_rng(5)
            filters = {'lz4': (32004, (0,)), 'lz4 small': (32004, (256,)), 'lzf': ('lzf', None),
                       'bzip2': (307, (9,))}
            for n, codec in enumerate(('blosclz', 'lz4', 'lz4hc', 'snappy', 'zlib', 'zstd')):
                for shuffle in (0, 1, 2):
                    filters[f'blosc {codec} {shuffle}'] = (32001, (0, 0, 0, 0, 5, shuffle, n))
            data = {'steps': (np.arange(70 * 90).reshape(70, 90) // 7).astype('<i4'),
                    'walk': np.cumsum(r.integers(-3, 4, (70, 90)), axis=1).astype('<f8'),
                    'noise': r.integers(0, 2**63, (70, 90)).astype('<u8')}
            result = []
            with h5py.File(args[0], 'w', libver=args[1]) as f:
                for name, (filter, options) in filters.items():
                    for kind, values in data.items():
                        for around in (0, 1):
                            d = f.create_dataset(
                                f'{name} {kind} {around}', data=values, chunks=(32, 40),
                                compression=filter, compression_opts=options,
                                shuffle=bool(around), fletcher32=bool(around))
                            at = f'{args[0]}.{len(result)}'
                            open(at, 'wb').write(values.tobytes())
                            result.append({'name': d.name, 'raw': at})
            """,
            file,
            "latest");
    List<?> datasets = (List<?>) answer;
    assertThat(datasets).hasSizeGreaterThan(100);
    try (Hdf5File f = Hdf5File.open(file)) {
      for (Object each : datasets) {
        Map<?, ?> entry = (Map<?, ?>) each;
        byte[] expected = Files.readAllBytes(Path.of((String) entry.get("raw")));
        ByteBuffer found = ByteBuffer.allocate(expected.length);
        Dataset d = (Dataset) f.root().get(((String) entry.get("name")).substring(1));
        d.readRaw(Selection.all(), found);
        assertThat(ByteBuffer.wrap(found.array()).mismatch(ByteBuffer.wrap(expected)))
            .as("first difference in " + d.path())
            .isEqualTo(-1);
      }
    }
  }
}
