package org.myelin.nwb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Layout;

/** Sessions and series before they are in a file. */
class BuilderTest {
  private static final OffsetDateTime START = OffsetDateTime.parse("2018-04-25T02:30:03-07:00");

  private static TimeSeriesBuilder series(String name) {
    return TimeSeries.builder(name).data(DataSource.allocate(Datatype.I64, 4)).unit("m");
  }

  /** Readers expect these groups even when they are empty. */
  @Test
  void aNewSessionHasAllItsGroups() {
    NwbFile file = NwbFile.create("aa", "bb", START);
    assertThat(file.names())
        .containsExactly(
            "acquisition",
            "analysis",
            "file_create_date",
            "general",
            "identifier",
            "processing",
            "session_description",
            "session_start_time",
            "stimulus",
            "timestamps_reference_time");
    assertThat(file.container("stimulus").names()).containsExactly("presentation", "templates");
    assertThat(file.attributes())
        .containsKeys("namespace", "neurodata_type", "nwb_version", "object_id");
    assertThat(file.nwbVersion()).contains("2.7.0");
    assertThat(file.sessionDescription()).isEqualTo("aa");
    assertThat(file.identifier()).isEqualTo("bb");
    assertThat(file.acquisition().neurodataType()).isEmpty();
  }

  @Test
  void aSeriesHasItsDefaults() {
    TimeSeries series = series("ts").rate(100).build();
    assertThat(series.attributes())
        .containsEntry("comments", "no comments")
        .containsEntry("description", "no description")
        .containsEntry("namespace", "core")
        .containsEntry("neurodata_type", "TimeSeries");
    assertThat(series.data().attributes())
        .containsEntry("conversion", 1.0)
        .containsEntry("offset", 0.0)
        .containsEntry("resolution", -1.0)
        .containsEntry("unit", "m")
        .hasSize(4);
    assertThat(series.dataset("starting_time").attributes())
        .containsEntry("rate", 100.0)
        .containsEntry("unit", "seconds");
    assertThat(series.objectId().orElseThrow())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  /** Never both time bases, never neither: readers reject such series. */
  @Test
  void aSeriesNeedsOneTimeBase() {
    assertThatThrownBy(() -> series("ts").build()).hasMessageContaining("time base");
    assertThatThrownBy(
            () -> series("ts").rate(1).timestamps(DataSource.of(new double[] {0, 1, 2, 3})).build())
        .hasMessageContaining("two time bases");
    assertThatThrownBy(() -> TimeSeries.builder("ts").unit("m").rate(1).build())
        .hasMessageContaining("data is missing");
    assertThatThrownBy(() -> series("ts").timestamps(DataSource.of(new float[] {0})))
        .hasMessageContaining("float64");
  }

  /** A slash makes a path of a name, a colon breaks other tools. */
  @Test
  void refusesNamesThatAreNoNames() {
    for (String name : new String[] {"", "a/b", "a:b"}) {
      assertThatThrownBy(() -> series(name).rate(1).build())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesATakenNameAndASecondPlace() {
    NwbFile file = NwbFile.create("a", "b", START);
    TimeSeries series = series("ts").rate(1).build();
    file.acquisition().add(series);
    assertThatThrownBy(() -> file.acquisition().add(series("ts").rate(1).build()))
        .hasMessageContaining("/acquisition")
        .hasMessageContaining("ts");
    assertThatThrownBy(() -> file.stimulusPresentation().add(series))
        .hasMessageContaining("already");
  }

  /** The schema says what may go where; a device in acquisition is lost to most readers. */
  @Test
  void refusesATypeInTheWrongPlace() {
    NwbFile file = NwbFile.create("a", "b", START);
    DynamicContainer device = DynamicContainer.builder("core", "Device", "probe").build();
    assertThatThrownBy(() -> file.acquisition().add(device))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Device")
        .hasMessageContaining("NWBDataInterface");
    assertThat(file.acquisition().names()).isEmpty();
  }

  @Test
  void aGenericContainerNeedsItsRequiredFields() {
    assertThatThrownBy(() -> DynamicContainer.builder("core", "OpticalChannel", "c").build())
        .hasMessageContaining("description is missing");
    DynamicContainer channel =
        DynamicContainer.builder("core", "OpticalChannel", "c")
            .dataset("description", DataSource.scalar("green"))
            .dataset("emission_lambda", DataSource.scalar(510f))
            .build();
    assertThat(channel.isA("NWBContainer")).isTrue();
    assertThatThrownBy(() -> DynamicContainer.builder("core", "Nonsense", "c"))
        .isInstanceOf(NwbException.class)
        .hasMessageContaining("Nonsense");
  }

  @Test
  void dataSourcesChooseTheirLayout() {
    assertThat(DataSource.allocate(Datatype.I64, 4).layout()).isEqualTo(Layout.contiguous());
    assertThat(DataSource.allocate(Datatype.I64, 4).maxShape(4).layout())
        .isEqualTo(Layout.chunked(4));
    assertThat(DataSource.allocate(Datatype.I64, 4).deflate(4).shuffle().chunks(2).layout())
        .isEqualTo(Layout.chunked(2).shuffle().deflate(4));
    assertThat(DataSource.scalar(1.5).dataspace()).isEqualTo(Dataspace.scalar());
    assertThat(DataSource.allocate(Datatype.I64, 4).maxShape(-1).dataspace())
        .isEqualTo(Dataspace.of(4).max(Dataspace.UNLIMITED));
    assertThatThrownBy(() -> DataSource.of(new long[5], 2, 3)).hasMessageContaining("6 elements");
    assertThatThrownBy(() -> DataSource.allocate(Datatype.I64, 4).chunks(2, 2))
        .hasMessageContaining("chunks");
    assertThatThrownBy(() -> DataSource.allocate(Datatype.I64, 4).maxShape(3))
        .hasMessageContaining("maxShape");
  }

  /** Reading data that is nowhere must say what to do, not fail somewhere below. */
  @Test
  void unwrittenDataSaysSo() {
    assertThatThrownBy(() -> series("ts").rate(1).build().data().readLongs())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("write the file first");
  }
}
