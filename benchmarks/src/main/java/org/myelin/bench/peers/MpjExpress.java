package org.myelin.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.myelin.bench.Contender;
import org.myelin.bench.MissingPeerException;

/**
 * MPJ Express in its multicore mode, whose ranks are threads, as Debian has it; its network mode
 * does not start there.
 */
public final class MpjExpress {
  private static final Path JARS = Path.of("/usr/share/mpj/lib");
  private static final Path SETTINGS = Path.of("/etc/mpj");
  private static final Path LOG4J = Path.of("/usr/share/java/log4j-1.2.jar");

  private MpjExpress() {}

  /** Runs the Java program {@code name} with {@code ranks} ranks; it prints its figure. */
  public static Contender program(Path folder, String name, int ranks, Object... args) {
    return () -> {
      Path home = folder.resolve("mpj");
      if (!Files.exists(home.resolve(name + ".class"))) {
        prepare(home, name);
      }
      List<String> command = new ArrayList<>(List.of("env", "MPJ_HOME=" + home));
      command.addAll(List.of(tool("java"), "-jar", home.resolve("lib/starter.jar").toString()));
      command.addAll(List.of("-np", Integer.toString(ranks), "-dev", "multicore"));
      command.addAll(List.of("-wdir", home.toString(), name));
      Arrays.stream(args).map(Object::toString).forEach(command::add);
      return Child.figure(command);
    };
  }

  /** The package lacks the link to log4j that its manifests ask for: a copy has it. */
  private static void prepare(Path home, String name)
      throws IOException, InterruptedException, MissingPeerException {
    if (!Files.isDirectory(JARS) || !Files.exists(LOG4J)) {
      throw new MissingPeerException("no MPJ Express (Debian: libmpj-java, liblog4j1.2-java)");
    }
    Path lib = home.resolve("lib");
    Files.createDirectories(home.resolve("logs"));
    copy(JARS, lib);
    copy(SETTINGS, home.resolve("conf"));
    if (!Files.exists(lib.resolve(LOG4J.getFileName()))) {
      Files.copy(LOG4J, lib.resolve(LOG4J.getFileName()));
    }
    Path source = home.resolve(name + ".java");
    try (InputStream in = MpjExpress.class.getResourceAsStream(name + ".java.txt")) {
      Files.copy(in, source);
    }
    String classPath = lib.resolve("mpj.jar") + ":" + lib.resolve("mpi.jar");
    Child.output(
        List.of(tool("javac"), "-proc:none", "-cp", classPath, "-d", home + "", source + ""));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        if (!Files.exists(to.resolve(file.getFileName()))) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    }
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
