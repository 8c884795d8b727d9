package org.myelin.nwb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Hyperslab;
import org.myelin.mpi.Mpi;
import org.myelin.nwb.spec.NamespaceCatalog;
import org.myelin.nwb.spec.SpecWriter;

class NwbIOTest {
  private static final OffsetDateTime START = OffsetDateTime.parse("2018-04-25T02:30:03-07:00");

  @TempDir Path folder;

  private static NwbFile session() {
    NwbFile file = NwbFile.create("what happened", "id", START, START.plusHours(1));
    file.acquisition()
        .add(
            TimeSeries.builder("even")
                .data(DataSource.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2))
                .unit("volts")
                .rate(10)
                .startingTime(2.5)
                .continuity("continuous")
                .build());
    file.acquisition()
        .add(
            TimeSeries.builder("uneven")
                .description("d")
                .comments("c")
                .data(
                    DataSource.of(new short[] {7, 8})
                        .maxShape(-1)
                        .deflate(3)
                        .shuffle()
                        .fletcher32())
                .unit("m")
                .conversion(0.5)
                .offset(1)
                .resolution(0.1)
                .timestamps(DataSource.of(new double[] {0.25, 0.75}))
                .control(new byte[] {0, 1}, "off", "on")
                .build());
    return file;
  }

  @Test
  void readsBackWhatItWrote() {
    Path path = folder.resolve("a.nwb");
    NwbFile written = session();
    NwbIO.write(path, written);
    try (NwbIO io = NwbIO.open(path)) {
      NwbFile file = io.read();
      assertThat(file.sessionDescription()).isEqualTo("what happened");
      assertThat(file.identifier()).isEqualTo("id");
      assertThat(file.sessionStartTime()).isEqualTo(START);
      assertThat(file.timestampsReferenceTime()).isEqualTo(START.plusHours(1));
      assertThat(file.fileCreateDate()).hasSize(1);
      assertThat(file.objectId()).isEqualTo(written.objectId());
      TimeSeries even = file.acquisition().get("even", TimeSeries.class);
      assertThat(even.path()).isEqualTo("/acquisition/even");
      assertThat(even.parent()).contains(file.acquisition());
      assertThat(even.data().shape()).containsExactly(3, 2);
      assertThat(even.data().readDoubles()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(even.data().readDoubles(Hyperslab.start(1, 0).count(1, 2))).containsExactly(3, 4);
      assertThat(even.rate()).hasValue(10);
      assertThat(even.startingTime()).hasValue(2.5);
      assertThat(even.timestamps()).isEmpty();
      assertThat(even.continuity()).contains("continuous");
      TimeSeries uneven = file.acquisition().get("uneven", TimeSeries.class);
      assertThat(uneven.data().readShorts()).containsExactly((short) 7, (short) 8);
      assertThat(uneven.data().maxShape()).containsExactly(-1);
      assertThat(uneven.conversion()).isEqualTo(0.5);
      assertThat(uneven.offset()).isEqualTo(1);
      assertThat(uneven.resolution()).isEqualTo(0.1);
      assertThat(uneven.unit()).contains("m");
      assertThat(uneven.rate()).isEmpty();
      assertThat(uneven.timestamps().orElseThrow().readDoubles()).containsExactly(0.25, 0.75);
      assertThat(uneven.controlDescription().orElseThrow().readStrings())
          .containsExactly("off", "on");
      assertThat(file.acquisition().children()).hasSize(2);
    }
  }

  /**
   * Data that is only allocated is written through the file that was just created, without opening
   * it again.
   */
  @Test
  void createLeavesTheFileOpen() {
    Path path = folder.resolve("b.nwb");
    NwbFile file = NwbFile.create("a", "b", START);
    TimeSeries series =
        TimeSeries.builder("ts")
            .data(DataSource.allocate(Datatype.I16, 3))
            .unit("m")
            .rate(1)
            .build();
    file.acquisition().add(series);
    try (NwbIO io = NwbIO.create(path, file)) {
      series.data().writeShorts(Hyperslab.start(1).count(2), new short[] {5, 6});
      assertThat(io.read()).isSameAs(file);
    }
    try (NwbIO io = NwbIO.open(path)) {
      assertThat(io.read().acquisition().get("ts", TimeSeries.class).data().readInts())
          .containsExactly(0, 5, 6);
    }
  }

  /**
   * What is added to an open file must arrive, links and references included, and nothing else may
   * change.
   */
  @Test
  void addsObjectsToAnExistingFile() {
    Path path = folder.resolve("c.nwb");
    NwbIO.write(path, session());
    try (NwbIO io = NwbIO.open(path, NwbIO.Mode.APPEND)) {
      io.read()
          .stimulusPresentation()
          .add(
              TimeSeries.builder("sound")
                  .data(DataSource.of(new float[] {0.5f}))
                  .unit("Pa")
                  .rate(44100)
                  .build());
    }
    try (NwbIO io = NwbIO.open(path)) {
      assertThat(
              io.read().stimulusPresentation().get("sound", TimeSeries.class).data().readFloats())
          .containsExactly(0.5f);
      assertThat(io.read().acquisition().names()).containsExactly("even", "uneven");
    }
  }

  /** What cannot be written must be refused when it is added, or it is lost without a word. */
  @Test
  void nothingIsAddedWhereItWouldBeLost() {
    Path path = folder.resolve("lost.nwb");
    NwbFile written = session();
    NwbIO.write(path, written);
    TimeSeries late =
        TimeSeries.builder("late").data(DataSource.of(new int[1])).unit("m").rate(1).build();
    assertThatThrownBy(() -> written.acquisition().add(late))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    try (NwbIO io = NwbIO.open(path)) {
      assertThatThrownBy(() -> io.read().acquisition().add(late))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("reading only");
    }
  }

  /**
   * Shared times and devices are soft links with absolute paths, references are object references.
   */
  @Test
  void writesLinksAndReferences() {
    Path path = folder.resolve("links.nwb");
    NwbFile file = session();
    TimeSeries uneven = file.acquisition().get("uneven", TimeSeries.class);
    file.acquisition()
        .add(
            TimeSeries.builder("shared")
                .data(DataSource.of(new int[] {1, 2}))
                .unit("m")
                .timestamps(uneven)
                .build());
    NwbIO.write(path, file);
    try (Hdf5File hdf5 = Hdf5File.open(path)) {
      assertThat(hdf5.group("/acquisition/shared").link("timestamps").orElseThrow().target())
          .isEqualTo("/acquisition/uneven/timestamps");
      assertThat(hdf5.resolve(hdf5.root().attributes().get(".specloc").asReference()))
          .isEqualTo(hdf5.group("/specifications"));
    }
    try (NwbIO io = NwbIO.open(path)) {
      TimeSeries shared = io.read().acquisition().get("shared", TimeSeries.class);
      assertThat(shared.timestamps().orElseThrow().readDoubles()).containsExactly(0.25, 0.75);
      assertThat(shared.links()).extracting(NwbLink::name).containsExactly("timestamps");
    }
  }

  @Test
  void refusesLinksOutOfTheFile() {
    Path path = folder.resolve("outside.nwb");
    NwbFile other = session();
    NwbFile file = NwbFile.create("a", "b", START);
    file.acquisition()
        .add(
            TimeSeries.builder("shared")
                .data(DataSource.of(new int[] {1, 2}))
                .unit("m")
                .timestamps(other.acquisition().get("uneven", TimeSeries.class))
                .build());
    assertThatThrownBy(() -> NwbIO.write(path, file))
        .isInstanceOf(NwbException.class)
        .hasMessageContaining("/acquisition/shared/timestamps")
        .hasMessageContaining("not in this file");
    assertThat(Files.exists(path)).isFalse();
  }

  /** Ranks make up their own ids and dates; the file must have one of each. */
  @Test
  void ranksAgreeOnIdsAndDates() {
    Path path = folder.resolve("d.nwb");
    Set<String> ids = Collections.synchronizedSet(new TreeSet<>());
    Mpi.runThreads(
        3,
        mpi -> {
          NwbFile file = session();
          try (NwbIO io = NwbIO.create(path, file, mpi.world())) {
            file.analysis()
                .add(
                    TimeSeries.builder("late")
                        .data(DataSource.allocate(Datatype.I32, 3))
                        .unit("m")
                        .rate(1)
                        .build());
            io.flush();
            file.analysis()
                .get("late", TimeSeries.class)
                .data()
                .writeInts(Hyperslab.point(mpi.world().rank()), new int[] {mpi.world().rank()});
          }
          ids.add(file.objectId().orElseThrow());
          ids.add(file.analysis().get("late", TimeSeries.class).objectId().orElseThrow());
        });
    assertThat(ids).hasSize(2);
    try (NwbIO io = NwbIO.open(path)) {
      assertThat(ids).contains(io.read().objectId().orElseThrow());
      assertThat(io.read().analysis().get("late", TimeSeries.class).data().readInts())
          .containsExactly(0, 1, 2);
      assertThat(io.read().acquisition().get("even", TimeSeries.class).data().readDoubles())
          .containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(io.read().identifier()).isEqualTo("id");
    }
  }

  /** Values too large to be kept are written by all ranks together; one set of them must arrive. */
  @Test
  void ranksWriteLargeValuesOnce() {
    Path path = folder.resolve("large.nwb");
    Mpi.runThreads(
        3,
        mpi -> {
          NwbFile file = NwbFile.create("a", "b", START);
          long[] values = new long[200_000];
          Arrays.setAll(values, i -> 3L * i);
          file.acquisition()
              .add(
                  TimeSeries.builder("large")
                      .data(DataSource.of(values).deflate(1))
                      .unit("m")
                      .rate(1)
                      .build());
          NwbIO.write(path, file, mpi.world());
        });
    try (NwbIO io = NwbIO.open(path)) {
      long[] values = io.read().acquisition().get("large", TimeSeries.class).data().readLongs();
      assertThat(values).hasSize(200_000);
      assertThat(values[199_999]).isEqualTo(3L * 199_999);
    }
  }

  /** A recording grows while it is made: all ranks lengthen it, each writes its part. */
  @Test
  void ranksExtendASeries() {
    Path path = folder.resolve("grow.nwb");
    NwbFile file = NwbFile.create("a", "b", START);
    file.acquisition()
        .add(
            TimeSeries.builder("ts")
                .data(DataSource.of(new int[] {1, 2}).maxShape(-1).chunks(3).deflate(1))
                .unit("m")
                .rate(1)
                .build());
    NwbIO.write(path, file);
    Mpi.runThreads(
        4,
        mpi -> {
          try (NwbIO io = NwbIO.open(path, NwbIO.Mode.APPEND, mpi.world())) {
            NwbData data = io.read().acquisition().get("ts", TimeSeries.class).data();
            data.resize(10);
            int rank = mpi.world().rank();
            data.writeInts(
                Hyperslab.start(2 + 2 * rank).count(2), new int[] {10 * rank, 10 * rank + 1});
          }
        });
    try (NwbIO io = NwbIO.open(path)) {
      assertThat(io.read().acquisition().get("ts", TimeSeries.class).data().readInts())
          .containsExactly(1, 2, 0, 1, 10, 11, 20, 21, 30, 31);
    }
  }

  /** Ranks that add different objects must all hear of it; silence would corrupt the file. */
  @Test
  void ranksThatDifferAllFail() {
    Path path = folder.resolve("differ.nwb");
    Set<String> messages = Collections.synchronizedSet(new TreeSet<>());
    Mpi.runThreads(
        3,
        mpi -> {
          NwbFile file = session();
          int rank = mpi.world().rank();
          file.analysis()
              .add(
                  TimeSeries.builder(rank == 1 ? "other" : "same")
                      .data(DataSource.allocate(Datatype.I32, 3))
                      .unit("m")
                      .rate(1)
                      .build());
          try {
            NwbIO.write(path, file, mpi.world());
          } catch (NwbException e) {
            messages.add(rank + ": " + e.getMessage());
          }
        });
    assertThat(messages)
        .hasSize(3)
        .allSatisfy(m -> assertThat(m).contains("rank 1 adds /analysis/other where rank 0 adds"));
    assertThat(Files.exists(path)).isFalse();
  }

  @Test
  void carriesItsSchema() {
    Path path = folder.resolve("e.nwb");
    NwbIO.write(path, session());
    try (NwbIO io = NwbIO.open(path)) {
      NamespaceCatalog carried = io.specifications();
      NamespaceCatalog shipped = NamespaceCatalog.shipped();
      assertThat(carried.namespaces()).hasSameSizeAs(shipped.namespaces());
      for (var namespace : shipped.namespaces()) {
        assertThat(SpecWriter.cached(carried, namespace.name()))
            .isEqualTo(SpecWriter.cached(shipped, namespace.name()));
      }
    }
  }

  @Test
  void refusesAnHdf5FileThatIsNotNwb() {
    Path path = folder.resolve("plain.h5");
    try (Hdf5File file = Hdf5File.create(path)) {
      file.root().createGroup("x");
    }
    assertThatThrownBy(() -> NwbIO.open(path))
        .isInstanceOf(NwbException.class)
        .hasMessageContaining("plain.h5")
        .hasMessageContaining("not an NWB file");
  }

  @Test
  void aSessionIsWrittenOnce() {
    NwbFile file = session();
    NwbIO.write(folder.resolve("f.nwb"), file);
    assertThatThrownBy(() -> NwbIO.write(folder.resolve("g.nwb"), file))
        .isInstanceOf(NwbException.class)
        .hasMessageContaining("already");
    assertThat(Files.exists(folder.resolve("g.nwb"))).isFalse();
  }
}
