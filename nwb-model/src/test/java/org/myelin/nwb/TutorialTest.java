package org.myelin.nwb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Hyperslab;
import org.myelin.mpi.Mpi;

/** The program this project exists for, with ranks as threads of this process. */
class TutorialTest {
  private static final OffsetDateTime START = OffsetDateTime.parse("2018-04-25T02:30:03-07:00");

  @TempDir Path folder;

  private static void tutorial(Path path, int ranks, UnaryOperator<DataSource> storage) {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Mpi.runThreads(
        ranks,
        mpi -> {
          int rank = mpi.world().rank();
          if (rank == 0) {
            NwbFile nwb = NwbFile.create("aa", "aa", START);
            nwb.acquisition()
                .add(
                    TimeSeries.builder("ts_name")
                        .description("desc")
                        .data(
                            storage.apply(DataSource.allocate(Datatype.I64, ranks).maxShape(ranks)))
                        .rate(100.0)
                        .unit("m")
                        .build());
            NwbIO.write(path, nwb);
          }
          try (NwbIO io = NwbIO.open(path, NwbIO.Mode.APPEND, mpi.world())) {
            io.read()
                .acquisition()
                .get("ts_name", TimeSeries.class)
                .data()
                .writeLongs(Hyperslab.point(rank), new long[] {rank});
          }
          try (NwbIO io = NwbIO.open(path, NwbIO.Mode.READ, mpi.world())) {
            long value =
                io.read()
                    .acquisition()
                    .get("ts_name", TimeSeries.class)
                    .data()
                    .readLongs(Hyperslab.point(rank))[0];
            lines.add("rank " + rank + " read " + value);
          }
        });
    assertThat(lines).hasSize(ranks);
    for (int rank = 0; rank < ranks; rank++) {
      assertThat(lines).contains("rank " + rank + " read " + rank);
    }
    try (NwbIO io = NwbIO.open(path)) {
      long[] all = io.read().acquisition().get("ts_name", TimeSeries.class).data().readLongs();
      for (int rank = 0; rank < ranks; rank++) {
        assertThat(all[rank]).isEqualTo(rank);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 8})
  void plain(int ranks) {
    tutorial(folder.resolve("plain.nwb"), ranks, d -> d);
  }

  /** libhdf5 refuses independent writes to compressed data; here the same program text works. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 8})
  void compressed(int ranks) {
    tutorial(folder.resolve("gzip.nwb"), ranks, d -> d.chunks(Math.min(2, ranks)).deflate(4));
  }

  /** Every attribute, dtype, shape and layout as the reference software writes it. */
  @Test
  void writesTheReferenceTree() throws Exception {
    Path reference = Shared.need("corpus/nwb/reference/seed-tutorial.nwb.json");
    Path path = folder.resolve("tutorial.nwb");
    tutorial(path, 4, d -> d);
    Map<String, Object> expected = Json.comparable(Json.map(Json.read(reference), "hdf5"));
    Map<String, Object> found = Json.comparable(Json.map(Json.dump(path), "hdf5"));
    assertThat(Json.differences("", expected, found)).isEmpty();
    assertThat(Json.dump(path).get("cached_specifications"))
        .isEqualTo(Json.read(reference).get("cached_specifications"));
  }

  /** What others wrote is appended to in place: nothing but the elements may change. */
  @Test
  void appendsToAFileOfTheReferenceSoftware() throws Exception {
    Path reference = Shared.need("corpus/nwb/reference/seed-tutorial.nwb");
    Path path = folder.resolve("seed.nwb");
    Files.copy(reference, path);
    assertThat(path.toFile().setWritable(true)).isTrue();
    Map<String, Object> before = Json.map(Json.dump(path), "hdf5");
    Mpi.runThreads(
        4,
        mpi -> {
          int rank = mpi.world().rank();
          try (NwbIO io = NwbIO.open(path, NwbIO.Mode.APPEND, mpi.world())) {
            io.read()
                .acquisition()
                .get("ts_name", TimeSeries.class)
                .data()
                .writeLongs(Hyperslab.point(rank), new long[] {100 + rank});
          }
        });
    Map<String, Object> after = Json.map(Json.dump(path), "hdf5");
    Map<String, Object> data = Json.map(after, "/acquisition/ts_name/data");
    assertThat(data.get("value")).isEqualTo(List.of(100L, 101L, 102L, 103L));
    data.put("value", Json.map(before, "/acquisition/ts_name/data").get("value"));
    data.put("sha256", Json.map(before, "/acquisition/ts_name/data").get("sha256"));
    assertThat(Json.differences("", before, after)).isEmpty();
  }
}
