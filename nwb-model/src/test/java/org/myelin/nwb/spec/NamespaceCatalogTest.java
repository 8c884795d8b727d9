package org.myelin.nwb.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceCatalogTest {
  private final NamespaceCatalog catalog = NamespaceCatalog.shipped();

  /** A subtype that forgets what it inherits over several levels. */
  @Test
  void inheritsFieldsOverSeveralLevels() {
    GroupSpec spikes = (GroupSpec) catalog.resolve("core", "SpikeEventSeries");
    assertThat(catalog.hierarchy("core", "SpikeEventSeries"))
        .containsExactly(
            "SpikeEventSeries",
            "ElectricalSeries",
            "TimeSeries",
            "NWBDataInterface",
            "NWBContainer",
            "Container");
    assertThat(spikes.attributes())
        .extracting(AttributeSpec::name)
        .containsExactly("filtering", "description", "comments");
    assertThat(spikes.datasets())
        .extracting(DatasetSpec::name)
        .containsExactly(
            "data",
            "timestamps",
            "electrodes",
            "channel_conversion",
            "starting_time",
            "control",
            "control_description");
    assertThat(spikes.dataset("timestamps").orElseThrow().quantity()).isEqualTo(Quantity.ONE);
    assertThat(spikes.dataset("data").orElseThrow().attributes())
        .extracting(AttributeSpec::name)
        .containsExactly("unit", "conversion", "offset", "resolution", "continuity");
  }

  /** A refined dataset without dtype or shape must take those of the parent's. */
  @Test
  void completesARefinedDataset() {
    GroupSpec series = (GroupSpec) catalog.resolve("core", "CurrentClampSeries");
    DatasetSpec data = series.dataset("data").orElseThrow();
    assertThat(data.dtype()).isEqualTo(Dtype.of("numeric"));
    assertThat(data.shape().alternatives()).containsExactly(List.of(Choices.ANY));
    assertThat(data.attribute("unit").orElseThrow().value()).isEqualTo("volts");
  }

  /**
   * The namespace attribute of a column must be where its type is defined, not where the table is.
   */
  @Test
  void findsTheDefiningNamespace() {
    assertThat(catalog.definingNamespace("core", "VectorData"))
        .map(Namespace::name)
        .contains("hdmf-common");
    assertThat(catalog.definingNamespace("core", "TimeSeries"))
        .map(Namespace::name)
        .contains("core");
    assertThat(catalog.definingNamespace("core", "EnumData")).isEmpty();
    assertThat(catalog.isSubtype("core", "Units", "DynamicTable")).isTrue();
    assertThat(catalog.isSubtype("core", "Units", "TimeSeries")).isFalse();
  }

  @Test
  void everyShippedTypeResolves() {
    for (Namespace namespace : catalog.namespaces()) {
      for (String type : namespace.typeNames()) {
        assertThat(catalog.resolve(namespace.name(), type).type()).isEqualTo(type);
      }
    }
  }

  @Test
  void refusesAnUnknownType() {
    assertThatThrownBy(() -> catalog.resolve("core", "Nonsense"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Nonsense")
        .hasMessageContaining("core");
  }

  /** A type that includes itself, directly or in a ring, must not recurse without end. */
  @Test
  void refusesARingOfTypes() {
    Namespace ring =
        SpecReader.cached(
                "{\"namespaces\":[{\"name\":\"r\",\"version\":\"1\",\"schema\":[{\"source\":\"s\"}]}]}",
                s ->
                    "{\"groups\":[{\"doc\":\"a\",\"data_type_def\":\"A\",\"data_type_inc\":\"B\"},"
                        + "{\"doc\":\"b\",\"data_type_def\":\"B\",\"data_type_inc\":\"A\"}]}")
            .get(0);
    assertThatThrownBy(() -> NamespaceCatalog.of(List.of(ring)).resolve("r", "A"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("inherits from itself");
  }
}
