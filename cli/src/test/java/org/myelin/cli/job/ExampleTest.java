package org.myelin.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.Programs;

/**
 * A project outside the build, with the installed jars on the module path. Catches: a package that
 * no module exports, a BOM without a module, a published POM that nobody can resolve.
 */
@Tag("process")
class ExampleTest {
  private static final String MAIN =
      "org.myelin.examples.tutorial/org.myelin.examples.tutorial.Tutorial";

  @TempDir Path folder;

  @Test
  void buildsAndRunsOnTheInstalledModules() throws Exception {
    Path repository = repository();
    maven(
        repository,
        Script.ROOT,
        "-pl",
        "nwb-model,bom",
        "-am",
        "-Dmyelin.quick",
        "-Dmyelin.output=target/example",
        "-Dmaven.test.skip",
        "-Dmaven.javadoc.skip",
        "install");
    Path project = folder.resolve("tutorial");
    copy(Script.ROOT.resolve("examples/tutorial"), project);
    maven(repository, project, "package");

    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String modules = project.resolve("target/modules").toString();
    Programs.Outcome alone =
        Script.execute(folder, Map.of(), List.of(java, "-p", modules, "-m", MAIN, "alone.nwb"));
    assertThat(alone.err()).isEmpty();
    assertThat(alone.out()).isEqualTo("rank 0 read 0\n");

    Programs.Outcome three =
        Script.run(folder, "run", "-n", 3, java, "-p", modules, "-m", MAIN, "three.nwb");
    assertThat(three.err()).isEmpty();
    assertThat(three.out().lines())
        .containsExactlyInAnyOrder("rank 0 read 0", "rank 1 read 1", "rank 2 read 2");
  }

  private void maven(Path repository, Path in, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-q"));
    command.add("-Dmaven.repo.local=" + repository);
    command.addAll(List.of(arguments));
    Script.execute(in, Map.of(), command).outOrFail();
  }

  /**
   * A repository of this test's own, so that the user's gets no unfinished version; what others
   * published is linked, not fetched again.
   */
  private Path repository() throws IOException {
    Path own = Files.createDirectories(folder.resolve("repository"));
    Path org = Files.createDirectories(own.resolve("org"));
    Path users =
        Path.of(
            System.getProperty(
                "maven.repo.local", System.getProperty("user.home") + "/.m2/repository"));
    link(users, own);
    link(users.resolve("org"), org);
    return own;
  }

  private static void link(Path from, Path to) throws IOException {
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        Path name = entry.getFileName();
        if (!List.of("org", "myelin").contains(name.toString())) {
          Files.createSymbolicLink(to.resolve(name), entry);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.filter(p -> !p.startsWith(from.resolve("target"))).toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }
}
