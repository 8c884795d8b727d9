package org.myelin.nwb.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.myelin.nwb.Shared;
import org.myelin.nwb.internal.spec.SpecTree;

/** The shipped schema says what the official one says, in its own words. */
class ShippedSchemaTest {

  record Source(String shipped, String official) {
    @Override
    public String toString() {
      return shipped;
    }
  }

  static Stream<Source> sources() {
    return Stream.of(
            Stream.of(
                    "base",
                    "behavior",
                    "device",
                    "ecephys",
                    "epoch",
                    "file",
                    "icephys",
                    "image",
                    "misc",
                    "ogen",
                    "ophys",
                    "retinotopy")
                .map(s -> new Source("core/2.7.0/nwb." + s, "nwb-core/2.7.0/nwb." + s)),
            Stream.of(new Source("core/2.7.0/namespace", "nwb-core/2.7.0/nwb.namespace")),
            Stream.of("namespace", "base", "sparse", "table")
                .map(s -> new Source("hdmf-common/1.8.0/" + s, "hdmf-common/1.8.0/" + s)),
            Stream.of("namespace", "experimental", "resources")
                .map(s -> new Source("hdmf-experimental/0.5.0/" + s, "hdmf-common/1.8.0/" + s)))
        .flatMap(s -> s);
  }

  /** A dropped field, a changed dtype or a doc taken over from the official file. */
  @ParameterizedTest
  @MethodSource("sources")
  void sameStructureInOwnWords(Source source) throws IOException {
    Path official = Shared.need("schema/" + source.official + ".yaml");
    Map<String, Object> theirs = SpecTree.yaml(Files.readString(official), source.official);
    Map<String, Object> ours = SpecTree.yaml(resource(source.shipped), source.shipped);
    if (source.shipped.endsWith("/namespace")) {
      // one official file holds two namespaces; ours are one to a folder
      Object name = ((Map<?, ?>) ((List<?>) ours.get("namespaces")).get(0)).get("name");
      List<?> all = (List<?>) theirs.get("namespaces");
      theirs =
          Map.of(
              "namespaces",
              all.stream().filter(n -> name.equals(((Map<?, ?>) n).get("name"))).toList());
    }
    assertThat(withoutWords(ours)).isEqualTo(withoutWords(theirs));
    List<String> ourDocs = docs(ours);
    List<String> theirDocs = docs(theirs);
    assertThat(ourDocs).hasSize(theirDocs.size()).allSatisfy(d -> assertThat(d).isNotBlank());
    assertThat(ourDocs).doesNotContainAnyElementsOf(theirDocs);
  }

  /**
   * Readers refuse a spec without doc, so each entry must have one even where the official files
   * are absent.
   */
  @Test
  void everyEntryHasWords() throws IOException {
    int docs = 0;
    for (Source source : sources().toList()) {
      docs += docs(SpecTree.yaml(resource(source.shipped), source.shipped)).size();
    }
    assertThat(docs).isEqualTo(538 + 3);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        SpecReader.class.getResourceAsStream("/org/myelin/nwb/schema/" + name + ".yaml")) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Object withoutWords(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach(
          (k, v) -> {
            if (!k.equals("doc") && !k.equals("full_name")) {
              copy.put(k.toString(), withoutWords(v));
            }
          });
      return copy;
    }
    if (tree instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(v -> copy.add(withoutWords(v)));
      return copy;
    }
    return tree;
  }

  private static List<String> docs(Object tree) {
    List<String> found = new ArrayList<>();
    if (tree instanceof Map<?, ?> map) {
      map.forEach(
          (k, v) -> {
            if (k.equals("doc") || k.equals("full_name")) {
              found.add(v.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
            } else {
              found.addAll(docs(v));
            }
          });
    } else if (tree instanceof List<?> list) {
      list.forEach(v -> found.addAll(docs(v)));
    }
    return found;
  }
}
