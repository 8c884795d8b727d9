package org.myelin.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.myelin.bench.Contender;
import org.myelin.bench.MissingPeerException;

/**
 * libhdf5 through its C API: a program that writes the files to be read, and reads them, and one
 * that measures writing.
 */
public final class Libhdf5 {
  private static final String ADVICE = "Debian: libhdf5-dev, gcc";

  private final String name;
  private final Path folder;
  private final int divisor;

  private Libhdf5(String name, Path folder, int divisor) {
    this.name = name;
    this.folder = folder;
    this.divisor = divisor;
  }

  /**
   * @param folder of the files
   * @param divisor 1 for the full sizes
   */
  public Libhdf5(Path folder, int divisor) {
    this("reads", folder, divisor);
  }

  /** The program that writes. */
  public static Libhdf5 writing(Path folder, int divisor) {
    return new Libhdf5("writes", folder, divisor);
  }

  private Path program() throws IOException, InterruptedException, MissingPeerException {
    Path binary = folder.resolve(name);
    if (!Files.exists(binary)) {
      Path h5cc = Child.onPath("h5cc", ADVICE);
      Path source = folder.resolve(name + ".c");
      try (InputStream in = Libhdf5.class.getResourceAsStream(name + ".c")) {
        Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
      }
      Child.output(
          List.of(h5cc.toString(), "-O2", "-o", binary + "", source + "", "-lz", "-lpthread"));
    }
    return binary;
  }

  private List<String> command(String figure)
      throws IOException, InterruptedException, MissingPeerException {
    return List.of(program() + "", folder.toString(), figure, Integer.toString(divisor));
  }

  /** Writes the files, once. */
  public void makeFiles() throws IOException, InterruptedException, MissingPeerException {
    if (!Files.exists(folder.resolve("w7-table.h5"))) {
      Child.output(command("make"));
    }
  }

  /** Reads once. */
  public Contender figure(String figure) {
    return () -> {
      makeFiles();
      return Child.figure(command(figure));
    };
  }

  /** Runs once, without files made before. */
  public Contender run(String figure) {
    return () -> Child.figure(command(figure));
  }
}
