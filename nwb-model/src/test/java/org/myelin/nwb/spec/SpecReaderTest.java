package org.myelin.nwb.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.nwb.Shared;

class SpecReaderTest {
  @TempDir Path folder;

  /** What is cached must read back as what was cached, or a file loses its extension. */
  @Test
  void cachedFormReadsBack() {
    NamespaceCatalog shipped = NamespaceCatalog.shipped();
    for (Namespace namespace : shipped.namespaces()) {
      Map<String, String> texts = SpecWriter.cached(shipped, namespace.name());
      Namespace back = SpecReader.cached(texts.get("namespace"), texts::get).get(0);
      assertThat(back.typeNames()).isEqualTo(namespace.typeNames());
      assertThat(back.schema()).isEqualTo(namespace.schema());
      NamespaceCatalog again = shipped.with(back);
      for (String type : back.typeNames()) {
        assertThat(again.resolve(back.name(), type)).isEqualTo(shipped.resolve(back.name(), type));
      }
      assertThat(SpecWriter.cached(again, back.name())).isEqualTo(texts);
    }
  }

  /** Every official schema version must be readable: files of all ages carry them. */
  @Test
  void readsEveryOfficialVersion() throws Exception {
    Path schemas = Shared.need("schema");
    int types = 0;
    try (Stream<Path> all = Files.walk(schemas)) {
      for (Path file :
          all.filter(p -> p.getFileName().toString().endsWith("namespace.yaml")).toList()) {
        for (Namespace namespace : SpecReader.read(file)) {
          types += namespace.typeNames().size();
        }
      }
    }
    assertThat(types).isGreaterThan(1000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"groups\":3}",
        "{\"groups\":[3]}",
        "{\"groups\":[{\"doc\":\"x\",\"quantity\":\"many\"}]}",
        "{\"datasets\":[{\"doc\":\"x\",\"dtype\":{\"reftype\":\"object\"}}]}",
        "{\"datasets\":[{\"doc\":\"x\",\"shape\":[\"x\"]}]}",
        "{\"groups\":[{\"links\":[{\"name\":\"l\"}]}]}",
        "{\"groups\":[], \"groups\":[]}",
        "{\"groups\":[",
        "[]",
      })
  void refusesWhatIsNotASpecification(String text) {
    String namespace =
        "{\"namespaces\":[{\"name\":\"n\",\"version\":\"1\",\"schema\":[{\"source\":\"s\"}]}]}";
    assertThatThrownBy(() -> SpecReader.cached(namespace, s -> text))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("s");
  }

  /** Hostile nesting must be an error, not a stack overflow. */
  @Test
  void refusesDeepNesting() throws Exception {
    String json = "{\"groups\":".repeat(10_000);
    assertThatThrownBy(() -> SpecReader.cached(json, s -> "{}")).isInstanceOf(SpecException.class);
    Path file =
        Files.writeString(
            folder.resolve("deep.namespace.yaml"), "namespaces: " + "[".repeat(10_000));
    assertThatThrownBy(() -> SpecReader.read(file)).isInstanceOf(SpecException.class);
  }

  /** A source name from a foreign file must not reach outside its folder. */
  @Test
  void refusesASourceOutsideItsFolder() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("namespace.yaml"),
            "namespaces: [{name: n, version: '1', schema: [{source: ../../etc/passwd}]}]");
    assertThatThrownBy(() -> SpecReader.read(file))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("outside");
  }
}
