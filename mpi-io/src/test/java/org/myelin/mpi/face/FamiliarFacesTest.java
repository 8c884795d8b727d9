package org.myelin.mpi.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.mpi.launch.LocalLauncher;

/**
 * The same sources, compiled and run against MPJ Express and against the package {@code mpi}:
 * catches a signature or a meaning that differs, and statics that thread ranks share. {@code All}
 * runs the programs one after the other in one job.
 */
@Tag("process")
class FamiliarFacesTest {
  private static final int RANKS = 4;
  private static final int PROGRAMS = 30;
  private static final Path SOURCES = Path.of("src/test/programs");
  private static final Path PEER = Path.of("/usr/share/mpj/lib");
  private static final Path LOG4J = Path.of("/usr/share/java/log4j-1.2.jar");

  @TempDir Path folder;

  @Test
  void mpjExpressSaysTheSameAsThreads() throws Exception {
    boolean there = Files.exists(PEER.resolve("mpi.jar")) && Files.exists(LOG4J);
    assumeTrue(
        there || "1".equals(System.getenv("MYELIN_REQUIRE_TOOLS")),
        "MPJ Express is not installed (packages libmpj-java and liblog4j1.2-java)");
    Path theirs = compile("mpijava", PEER.resolve("mpj.jar") + ":" + PEER.resolve("mpi.jar"));
    assertThat(threads(compile("mpijava", ours()), "All", names()))
        .isEqualTo(peer(theirs, names()))
        .hasSizeGreaterThan(200);
  }

  @Test
  void processesSayTheSameAsThreads() throws Exception {
    Path classes = compile("mpijava", ours());
    assertThat(processes(classes, "All", names()))
        .isEqualTo(threads(classes, "All", names()))
        .noneMatch(line -> line.contains(" threw "));
  }

  @Test
  void openMpiNamesMeanWhatTheyMeant() throws Exception {
    Path classes = compile("ours", ours());
    List<String> right =
        List.of("rank 0 is right", "rank 1 is right", "rank 2 is right", "rank 3 is right");
    assertThat(threads(classes, "AllFaces", List.of())).isEqualTo(right);
    assertThat(processes(classes, "AllFaces", List.of())).isEqualTo(right);
  }

  private static String ours() {
    return System.getProperty("java.class.path");
  }

  private static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES.resolve("mpijava"))) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .filter(name -> !name.equals("All"))
              .sorted()
              .toList();
      assertThat(names).hasSizeGreaterThanOrEqualTo(PROGRAMS);
      return names;
    }
  }

  private Path compile(String sources, String classPath) throws Exception {
    Path classes = Files.createTempDirectory(folder, sources);
    String javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
    List<String> command =
        new ArrayList<>(
            List.of(javac, "-proc:none", "-nowarn", "-cp", classPath, "-d", classes.toString()));
    try (Stream<Path> files = Files.list(SOURCES.resolve(sources))) {
      files.map(Path::toString).sorted().forEach(command::add);
    }
    run(new ProcessBuilder(command));
    return classes;
  }

  private static List<String> java(String classPath, String main) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ArrayList<>(List.of(java, "-cp", classPath, main));
  }

  private List<String> threads(Path classes, String main, List<String> names) throws Exception {
    List<String> command = java(ours(), ThreadsMain.class.getName());
    command.addAll(List.of(RANKS + "", classes.toString(), main));
    command.addAll(names);
    return run(new ProcessBuilder(command));
  }

  private static List<String> processes(Path classes, String main, List<String> names)
      throws Exception {
    List<String> command = java(classes + File.pathSeparator + ours(), main);
    command.addAll(names);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code = LocalLauncher.of(RANKS, command).output(print, print).run();
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(code).as(text).isZero();
    return text.lines().sorted().toList();
  }

  /** The package lacks the link to log4j that its manifests ask for: a copy has it. */
  private List<String> peer(Path classes, List<String> names) throws Exception {
    Path home = folder.resolve("mpj");
    Files.createDirectories(home.resolve("lib"));
    Files.createDirectories(home.resolve("logs"));
    try (Stream<Path> jars = Files.list(PEER)) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, home.resolve("lib").resolve(jar.getFileName()));
      }
    }
    Files.copy(LOG4J, home.resolve("lib/log4j-1.2.jar"));
    Path settings = Files.createDirectories(home.resolve("conf"));
    try (Stream<Path> files = Files.list(Path.of("/etc/mpj"))) {
      for (Path file : files.toList()) {
        Files.copy(file, settings.resolve(file.getFileName()));
      }
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(
            List.of(java, "-jar", home.resolve("lib/starter.jar").toString(), "-np", RANKS + ""));
    command.addAll(List.of("-dev", "multicore", "All"));
    command.addAll(names);
    ProcessBuilder builder = new ProcessBuilder(command).directory(classes.toFile());
    builder.environment().put("MPJ_HOME", home.toString());
    return run(builder);
  }

  private List<String> run(ProcessBuilder builder) throws Exception {
    Path out = Files.createTempFile(folder, "run", ".out");
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    int code = process.waitFor();
    List<String> lines = Files.readAllLines(out);
    assertThat(code).as(String.join("\n", lines)).isZero();
    return lines.stream().filter(line -> !line.startsWith("MPJ Express")).sorted().toList();
  }
}
