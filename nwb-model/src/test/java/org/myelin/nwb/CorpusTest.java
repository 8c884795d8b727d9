package org.myelin.nwb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.myelin.hdf5.Hdf5File;
import org.myelin.nwb.internal.backend.CachedSpecs;
import org.myelin.nwb.internal.spec.SpecTree;
import org.myelin.nwb.spec.NamespaceCatalog;
import org.myelin.nwb.spec.SpecWriter;

/**
 * Files of other software, of all ages: each object must be found with its attributes and elements.
 */
class CorpusTest {
  @TestFactory
  Stream<DynamicTest> dumpsAsTheReferenceSoftwareSeesIt() throws Exception {
    return files()
        .filter(f -> answer(f).containsKey("hdf5"))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      Map<String, Object> expected = Json.map(answer(file), "hdf5");
                      Map<String, Object> found = Json.map(Json.dump(file), "hdf5");
                      assertThat(Json.differences("", expected, found)).isEmpty();
                    }));
  }

  /** Types without a class of their own, extensions and old versions open as generic containers. */
  @TestFactory
  Stream<DynamicTest> opensEveryObject() throws Exception {
    return files()
        .filter(f -> isNwb2(answer(f)))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      try (NwbIO io = NwbIO.open(file)) {
                        assertThat(walk(io.read(), 0)).isGreaterThan(5);
                      } catch (NwbException e) {
                        // files with one fault each: refusing is fine, if it says where
                        assertThat(file.getParent().getFileName()).hasToString("invalid");
                        assertThat(e).hasMessageContaining(file.getFileName().toString());
                      }
                    }));
  }

  /** The schema that real files carry, word for word in structure, is what we write into ours. */
  @TestFactory
  Stream<DynamicTest> cachedSpecificationsHaveTheReferenceStructure() {
    Path reference = Shared.need("corpus/nwb/reference/seed-tutorial.nwb");
    return NamespaceCatalog.shipped().namespaces().stream()
        .map(
            namespace ->
                DynamicTest.dynamicTest(
                    namespace.toString(),
                    () -> {
                      try (Hdf5File file = Hdf5File.open(reference)) {
                        String folder =
                            "/specifications/" + namespace.name() + "/" + namespace.version() + "/";
                        Map<String, String> ours =
                            SpecWriter.cached(NamespaceCatalog.shipped(), namespace.name());
                        assertThat(file.group(folder).links()).hasSameSizeAs(ours.keySet());
                        for (Map.Entry<String, String> text : ours.entrySet()) {
                          String theirs = file.dataset(folder + text.getKey()).readStrings()[0];
                          assertThat(
                                  Json.differences(
                                      text.getKey(),
                                      withoutWords(SpecTree.json(theirs, "theirs")),
                                      withoutWords(SpecTree.json(text.getValue(), "ours"))))
                              .isEmpty();
                        }
                        assertThat(CachedSpecs.read(file).namespaces()).hasSize(3);
                      }
                    }));
  }

  private static Object withoutWords(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      Map<String, Object> copy = new java.util.LinkedHashMap<>();
      map.forEach(
          (k, v) -> {
            if (!k.equals("doc") && !k.equals("full_name")) {
              copy.put(k.toString(), withoutWords(v));
            }
          });
      return copy;
    }
    return tree instanceof List<?> list
        ? list.stream().map(CorpusTest::withoutWords).toList()
        : tree;
  }

  private static int walk(NwbContainer container, int depth) {
    int objects = 1;
    assertThat(depth).isLessThan(64);
    assertThat(container.attributes()).isNotNull();
    for (NwbObject child : container.children()) {
      assertThat(child.path()).startsWith("/");
      if (child instanceof NwbContainer inner) {
        objects += walk(inner, depth + 1);
      } else if (child instanceof NwbData data) {
        assertThat(data.attributes()).isNotNull();
        assertThat(data.datatype()).isNotNull();
        objects++;
      }
    }
    return objects;
  }

  private static boolean isNwb2(Map<String, Object> answer) {
    return answer.get("hdf5") != null
        && Json.map(Json.map(Json.map(answer, "hdf5"), "/"), "attrs").containsKey("neurodata_type");
  }

  private static Stream<Path> files() throws Exception {
    Path corpus = Shared.need("corpus/nwb");
    try (Stream<Path> all = Files.walk(corpus)) {
      return all.filter(p -> p.toString().endsWith(".nwb")).sorted().toList().stream();
    }
  }

  private static Map<String, Object> answer(Path file) {
    try {
      return Json.read(file.resolveSibling(file.getFileName() + ".json"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
