package org.myelin.nwb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.Transfer;
import org.myelin.hdf5.oracle.H5Dump;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.ReferenceReader;
import org.myelin.mpi.Mpi;
import org.myelin.nwb.spec.NamespaceCatalog;
import org.myelin.nwb.spec.SpecWriter;

/**
 * Other readers on the other side of what we write: a round trip alone proves only that we agree
 * with ourselves.
 */
class CrosscheckTest {
  private static final OffsetDateTime START = OffsetDateTime.parse("2018-04-25T02:30:03-07:00");

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void write() {
    path = folder.resolve("ours.nwb");
    NwbFile file = NwbFile.create("größe", "id", START);
    file.acquisition()
        .add(
            TimeSeries.builder("ts")
                .data(DataSource.of(new long[] {1, 2, 3, 4}).maxShape(-1).deflate(4))
                .unit("m")
                .timestamps(DataSource.of(new double[] {0, 0.5, 1, 2}))
                .build());
    NwbIO.write(path, file);
  }

  // the native reader needs its own libraries, which only the module below has in its tests
  @ParameterizedTest
  @EnumSource(value = ReferenceReader.class, mode = EnumSource.Mode.EXCLUDE, names = "LIBHDF5")
  void numbers(ReferenceReader reader) {
    assertThat(reader.read(path, "/acquisition/ts/data").longs()).containsExactly(1, 2, 3, 4);
    assertThat(reader.read(path, "/acquisition/ts/timestamps").doubles())
        .containsExactly(0, 0.5, 1, 2);
  }

  @ParameterizedTest
  @EnumSource(value = ReferenceReader.class, mode = EnumSource.Mode.EXCLUDE, names = "LIBHDF5")
  void texts(ReferenceReader reader) {
    assertThat(reader.read(path, "/session_description").strings()).containsExactly("größe");
    assertThat(reader.read(path, "/session_start_time").strings())
        .containsExactly("2018-04-25T02:30:03-07:00");
    Map<String, String> texts = SpecWriter.cached(NamespaceCatalog.shipped(), "core");
    for (Map.Entry<String, String> text : texts.entrySet()) {
      assertThat(reader.read(path, "/specifications/core/2.7.0/" + text.getKey()).strings())
          .containsExactly(text.getValue());
    }
  }

  /** The schema must be reachable the way readers look for it. */
  @Test
  void theSchemaIsFoundThroughItsReference() {
    assertThat(
            H5py.run(
                """
                with h5py.File(args[0], 'r') as f:
                    result = [f[f.attrs['.specloc']].name, f.attrs['neurodata_type'],
                              h5py.check_string_dtype(f['session_start_time'].dtype).encoding]
                """,
                path))
        .isEqualTo(List.of("/specifications", "NWBFile", "ascii"));
  }

  @Test
  void toolsReadAllOfIt() {
    assertThat(H5Dump.run(path)).contains("\"neurodata_type\"", "DATASET \"timestamps\"");
    assertThat(H5Dump.stat(path)).contains("# of unique groups");
  }

  /**
   * Several ranks, each its own channels, into shared compressed chunks: as realistic as a test may
   * be.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void interleavedChannels(boolean collective) {
    int samples = 2000;
    int channels = 96;
    int ranks = 4;
    Path wide = folder.resolve("wide.nwb");
    Mpi.runThreads(
        ranks,
        mpi -> {
          int rank = mpi.world().rank();
          NwbFile file = NwbFile.create("wide", "wide", START);
          TimeSeries series =
              TimeSeries.builder("probe")
                  .data(
                      DataSource.allocate(Datatype.I16, samples, channels)
                          .chunks(300, 40)
                          .shuffle()
                          .deflate(1))
                  .unit("volts")
                  .rate(30_000)
                  .build();
          file.acquisition().add(series);
          try (NwbIO io = NwbIO.create(wide, file, mpi.world())) {
            // blocks of 12 channels go round the ranks
            for (int block = rank; block < channels / 12; block += ranks) {
              short[] mine = new short[samples * 12];
              for (int i = 0; i < mine.length; i++) {
                mine[i] = value(i / 12, block * 12 + i % 12);
              }
              series
                  .data()
                  .writeShorts(
                      Hyperslab.start(0, block * 12).count(samples, 12),
                      mine,
                      collective ? Transfer.COLLECTIVE : Transfer.INDEPENDENT);
            }
          }
        });
    long[] all = ReferenceReader.H5PY.read(wide, "/acquisition/probe/data").longs();
    assertThat(all).hasSize(samples * channels);
    for (int i = 0; i < all.length; i++) {
      if (all[i] != value(i / channels, i % channels)) {
        assertThat(all[i]).as("element %d", i).isEqualTo(value(i / channels, i % channels));
      }
    }
  }

  private static short value(int sample, int channel) {
    return (short) (sample * 31 + channel * 7);
  }
}
