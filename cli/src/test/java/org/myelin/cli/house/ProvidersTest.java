package org.myelin.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Catches a service that module-info provides and META-INF/services forgets (or the other way
 * round): it would be there on the module path and missing in the runnable jar.
 */
class ProvidersTest {
  private static final Path ROOT = Path.of(System.getProperty("myelin.root", ".."));

  @ParameterizedTest
  @ValueSource(strings = {"mpi-io", "hdf5-format", "nwb-model", "cli"})
  void bothListsAgree(String module) throws IOException {
    Path classes = ROOT.resolve(module).resolve("target/classes");
    ModuleDescriptor descriptor;
    try (var in = Files.newInputStream(classes.resolve("module-info.class"))) {
      descriptor = ModuleDescriptor.read(in);
    }
    Map<String, List<String>> provided = new TreeMap<>();
    descriptor
        .provides()
        .forEach(p -> provided.put(p.service(), p.providers().stream().sorted().toList()));
    assertThat(listed(classes.resolve("META-INF/services"))).isEqualTo(provided);
  }

  private static Map<String, List<String>> listed(Path services) throws IOException {
    Map<String, List<String>> listed = new TreeMap<>();
    if (Files.isDirectory(services)) {
      try (Stream<Path> files = Files.list(services)) {
        files.forEach(file -> listed.put(file.getFileName().toString(), providers(file)));
      }
    }
    return listed;
  }

  private static List<String> providers(Path file) {
    List<String> names = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        String name = line.replaceFirst("#.*", "").strip();
        if (!name.isEmpty()) {
          names.add(name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names.stream().sorted().toList();
  }
}
