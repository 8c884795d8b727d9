package org.myelin.nwb;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.myelin.nwb.spec.AttributeSpec;
import org.myelin.nwb.spec.DatasetSpec;
import org.myelin.nwb.spec.GroupSpec;
import org.myelin.nwb.spec.NamespaceCatalog;

/**
 * Typed classes are held against the schema: a field without a method is a field that users cannot
 * see.
 */
class ConformanceTest {

  @Test
  void aSeriesShowsAllItsFields() {
    GroupSpec spec = (GroupSpec) NamespaceCatalog.shipped().resolve("core", "TimeSeries");
    Set<String> fields = fields(spec);
    fields.addAll(attributes(spec.dataset("data").orElseThrow()));
    fields.add("rate");
    assertThat(methods(TimeSeries.class)).containsAll(fields);
    // sync is for files of raw hardware records, and control takes its description along
    fields.removeAll(List.of("sync", "controlDescription"));
    assertThat(methods(TimeSeriesBuilder.class)).containsAll(fields);
  }

  @Test
  void aFileShowsAllItsFields() {
    Set<String> fields = fields((GroupSpec) NamespaceCatalog.shipped().resolve("core", "NWBFile"));
    assertThat(methods(NwbFile.class)).containsAll(fields);
  }

  private static Set<String> fields(GroupSpec spec) {
    return Stream.of(spec.attributes(), spec.datasets(), spec.groups(), spec.links())
        .flatMap(List::stream)
        .map(s -> s.name())
        .filter(n -> n != null)
        .map(ConformanceTest::camel)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> attributes(DatasetSpec spec) {
    return spec.attributes().stream().map(AttributeSpec::name).map(ConformanceTest::camel).toList();
  }

  private static String camel(String name) {
    StringBuilder out = new StringBuilder();
    for (String part : name.split("_")) {
      out.append(out.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
    }
    return out.toString();
  }

  private static Set<String> methods(Class<?> type) {
    return Arrays.stream(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
  }
}
