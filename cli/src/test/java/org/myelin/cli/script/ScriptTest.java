package org.myelin.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code myelin} in a copy of the tree's outline, with a stand-in for Maven that counts
 * its calls and makes a jar of {@link Echo}. Each test names the defect it exists to catch.
 */
@Tag("process")
class ScriptTest {
  private static final Path ROOT = Path.of(System.getProperty("myelin.root", ".."));

  @TempDir Path folder;
  private Path tree;
  private Path calls;

  /** What a finished script left. */
  private record End(int code, String out, String err) {}

  @BeforeEach
  void outline() throws IOException {
    assumeTrue(File.separatorChar == '/', "the script needs a POSIX shell");
    tree = Files.createDirectories(folder.resolve("a tree"));
    calls = folder.resolve("calls");
    Files.copy(ROOT.resolve("myelin"), tree.resolve("myelin"));
    executable(tree.resolve("myelin"));
    Files.createDirectories(tree.resolve(".mvn"));
    Files.createFile(tree.resolve("pom.xml"));
    for (String module : List.of("mpi-io", "hdf5-format", "nwb-model", "cli", "benchmarks")) {
      Files.createDirectories(tree.resolve(module).resolve("src/main"));
      Files.createFile(tree.resolve(module).resolve("pom.xml"));
    }
    Path echo = folder.resolve("echo.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(echo), manifest)) {
      String name = Echo.class.getName().replace('.', '/') + ".class";
      jar.putNextEntry(new JarEntry(name));
      try (var bytes = Echo.class.getClassLoader().getResourceAsStream(name)) {
        bytes.transferTo(jar);
      }
    }
    maven(
        """
        echo noise from the build
        sleep 1
        mkdir -p cli/target/run && cp '%s' cli/target/run/myelin.jar
        """
            .formatted(echo));
  }

  private void maven(String body) throws IOException {
    Path mvn = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
    Files.writeString(mvn, "#!/bin/sh\necho call >>'%s'\n%s".formatted(calls, body));
    executable(mvn);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private long builds() throws IOException {
    return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
  }

  private Process start(Path in, Map<String, String> environment, String... command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().merge("PATH", "", (path, none) -> folder.resolve("bin") + ":" + path);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static End end(Process process) throws IOException, InterruptedException {
    byte[] out = process.getInputStream().readAllBytes();
    byte[] err = process.getErrorStream().readAllBytes();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new End(
        process.exitValue(),
        new String(out, StandardCharsets.UTF_8),
        new String(err, StandardCharsets.UTF_8));
  }

  private End run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(tree.resolve("myelin").toString()));
    command.addAll(List.of(arguments));
    return end(start(folder, Map.of(), command.toArray(String[]::new)));
  }

  /** Catches: words of the build on standard output, arguments split at spaces, lost exit codes. */
  @Test
  void buildsOnceAndBecomesTheProgram() throws Exception {
    assertThat(run("exit", "7", "two words", "")).isEqualTo(new End(7, "[7][two words][]\n", ""));
    assertThat(run("exit", "0")).isEqualTo(new End(0, "[0]\n", ""));
    assertThat(builds()).isEqualTo(1);
  }

  /** Catches: a build that a changed, added or removed source does not start. */
  @Test
  void buildsAgainWhenASourceChanges() throws Exception {
    run("exit", "0");
    Path source = tree.resolve("mpi-io/src/main/New.java");
    Files.createFile(source);
    run("exit", "0");
    assertThat(builds()).isEqualTo(2);
    Files.delete(source);
    run("exit", "0");
    assertThat(builds()).isEqualTo(3);
    Files.writeString(tree.resolve("pom.xml"), "<project/>");
    run("exit", "0");
    run("exit", "0");
    assertThat(builds()).isEqualTo(4);
  }

  /** Catches: two builds at once in one tree, a waiter that does not go on, a left lock. */
  @Test
  void severalAtOnceBuildOnce() throws Exception {
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      started.add(start(folder, Map.of(), tree.resolve("myelin").toString(), "exit", "" + i));
    }
    for (int i = 0; i < 4; i++) {
      assertThat(end(started.get(i))).isEqualTo(new End(i, "[" + i + "]\n", ""));
    }
    assertThat(builds()).isEqualTo(1);
  }

  /** Catches the same on a system without flock, and a lock whose maker has died. */
  @Test
  void severalAtOnceBuildOnceWithoutFlock() throws Exception {
    Path bin = folder.resolve("bin");
    for (String tool :
        "sh dirname readlink find mkdir cat rm mv cp tail head sed sleep locale uname".split(" ")) {
      for (String place : List.of("/usr/bin", "/bin")) {
        if (Files.exists(Path.of(place, tool)) && Files.notExists(bin.resolve(tool))) {
          Files.writeString(
              bin.resolve(tool), "#!/bin/sh\nexec %s/%s \"$@\"\n".formatted(place, tool));
          executable(bin.resolve(tool));
        }
      }
    }
    Path lock = Files.createDirectories(tree.resolve(".build/lock.d"));
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
    Map<String, String> path = Map.of("PATH", bin.toString());
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      started.add(start(folder, path, tree.resolve("myelin").toString(), "exit", "" + i));
    }
    for (int i = 0; i < 3; i++) {
      assertThat(end(started.get(i))).isEqualTo(new End(i, "[" + i + "]\n", ""));
    }
    assertThat(builds()).isEqualTo(1);
    assertThat(lock).doesNotExist();
  }

  /** Catches: a tree that is looked for in the caller's folder, paths that are not the caller's. */
  @Test
  void worksFromAnyFolderAndThroughLinks() throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Files.createSymbolicLink(elsewhere.resolve("absolute"), tree.resolve("myelin"));
    Files.createSymbolicLink(elsewhere.resolve("relative"), Path.of("../a tree/myelin"));
    Files.createSymbolicLink(elsewhere.resolve("twice"), Path.of("relative"));
    for (String link : List.of("./absolute", "./relative", "./twice")) {
      assertThat(end(start(elsewhere, Map.of("CDPATH", "/tmp"), link, "cwd")).out)
          .isEqualTo(elsewhere.toRealPath() + "\n");
    }
    String path = elsewhere + ":" + folder.resolve("bin") + ":" + System.getenv("PATH");
    assertThat(end(start(tree, Map.of("PATH", path), "sh", "-c", "twice cwd")).out)
        .isEqualTo(tree.toRealPath() + "\n");
  }

  /** Catches: names of files and output that turn to question marks outside a UTF-8 locale. */
  @Test
  void namesAndOutputAreUtf8WhateverTheLocale() throws Exception {
    for (Map<String, String> locale :
        List.of(
            Map.of("LC_ALL", "C"),
            Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "POSIX"),
            Map.of("LC_ALL", "xx_YY.UTF-8"))) {
      End end = end(start(folder, locale, tree.resolve("myelin").toString(), "touch", "µé漢"));
      assertThat(end).isEqualTo(new End(0, "µé漢\n", ""));
      assertThat(folder.resolve("µé漢")).exists();
      Files.delete(folder.resolve("µé漢"));
    }
  }

  /**
   * Catches: a failed build that runs the old jar, hides its reason or speaks on standard output.
   */
  @Test
  void aFailedBuildShowsItsTail() throws Exception {
    maven("echo '[ERROR] no such symbol'; exit 1");
    End end = run("exit", "0");
    assertThat(end.code).isEqualTo(3);
    assertThat(end.out).isEmpty();
    assertThat(end.err).contains("[ERROR] no such symbol", "myelin: the build failed");
    assertThat(run("exit", "0").code).isEqualTo(3);
  }

  /** Catches: an unexplained end where the JDK or Maven is missing. */
  @Test
  void namesWhatIsMissing() throws Exception {
    String script = tree.resolve("myelin").toString();
    End end = end(start(folder, Map.of("JAVA_HOME", folder.toString()), script, "exit", "0"));
    assertThat(end.err).contains("JAVA_HOME is " + folder);
    assertThat(end.code).isEqualTo(3);

    Path old = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
    Files.writeString(old, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
    executable(old);
    end = end(start(folder, Map.of("JAVA_HOME", folder + "/old"), script, "exit", "0"));
    assertThat(end.err).contains("is version 11: a JDK 17 or newer is needed");
    assertThat(end.code).isEqualTo(3);
  }

  /** Catches: a shell that stays between the caller and Java, and keeps its signals. */
  @Test
  void signalsReachTheProgram() throws Exception {
    run("exit", "0");
    Process process = start(folder, Map.of(), tree.resolve("myelin").toString(), "sleep");
    assertThat(process.getInputStream().read()).isEqualTo('s');
    process.destroy();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
  }

  /** Catches: a check for changes that grows beyond what a user would notice. */
  @Test
  void startsQuicklyWhenNothingChanged() throws Exception {
    run("exit", "0");
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String jar = tree.resolve(".build/myelin.jar").toString();
    long overhead = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      end(start(folder, Map.of(), java, "-XX:+UseSerialGC", "-jar", jar, "exit", "0"));
      long direct = System.nanoTime();
      run("exit", "0");
      long through = System.nanoTime();
      overhead = Math.min(overhead, (through - direct) - (direct - start));
    }
    assertThat(TimeUnit.NANOSECONDS.toMillis(overhead)).isLessThan(100);
  }

  /** The program that the stand-in builds. */
  public static final class Echo {
    private Echo() {}

    /** {@code exit CODE…}, {@code cwd}, {@code touch NAME}, {@code sleep}. */
    public static void main(String[] args) throws Exception {
      switch (args[0]) {
        case "cwd" -> System.out.println(System.getProperty("user.dir"));
        case "touch" -> {
          Files.createFile(Path.of(args[1]));
          System.out.println(args[1]);
        }
        case "sleep" -> {
          System.out.println("sleeping");
          Thread.sleep(60_000);
        }
        default -> {
          StringBuilder line = new StringBuilder();
          for (String word : List.of(args).subList(1, args.length)) {
            line.append('[').append(word).append(']');
          }
          System.out.println(line);
          System.exit(Integer.parseInt(args[1]));
        }
      }
    }
  }
}
