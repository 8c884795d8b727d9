package org.myelin.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.myelin.bench.Contender;
import org.myelin.bench.MissingPeerException;

/** MPICH and Open MPI, running small C programs that are compiled when first needed. */
public enum NativeMpi {
  MPICH("mpicc.mpich", "mpiexec.mpich", "Debian: mpich"),
  OPEN_MPI("mpicc.openmpi", "mpirun.openmpi", "Debian: openmpi-bin, libopenmpi-dev");

  private final String compiler;
  private final String launcher;
  private final String advice;

  NativeMpi(String compiler, String launcher, String advice) {
    this.compiler = compiler;
    this.launcher = launcher;
    this.advice = advice;
  }

  /** The name in results. */
  public String label() {
    return this == MPICH ? "mpich" : "openmpi";
  }

  /** Runs the C program {@code name} with {@code ranks} ranks; it prints its figure. */
  public Contender program(Path folder, String name, int ranks, Object... args) {
    return () -> {
      Path binary = folder.resolve(name + "-" + label());
      Path mpicc = Child.onPath(compiler, advice);
      Path mpiexec = Child.onPath(launcher, advice);
      if (!Files.exists(binary)) {
        Path source = folder.resolve(name + ".c");
        try (InputStream in = NativeMpi.class.getResourceAsStream(name + ".c")) {
          Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
        }
        compile(mpicc, source, binary);
      }
      List<String> command = new ArrayList<>(List.of(mpiexec.toString()));
      if (this == OPEN_MPI) {
        command.addAll(List.of("--oversubscribe", "--allow-run-as-root"));
      }
      command.addAll(List.of("-n", Integer.toString(ranks), binary.toString()));
      Arrays.stream(args).map(Object::toString).forEach(command::add);
      return Child.figure(command);
    };
  }

  /** A compiler alone does not help: Debian has its header in another package. */
  private void compile(Path mpicc, Path source, Path binary)
      throws InterruptedException, MissingPeerException {
    try {
      Child.output(List.of(mpicc.toString(), "-O2", "-o", binary.toString(), source.toString()));
    } catch (IOException cannot) {
      throw new MissingPeerException(
          compiler + " cannot compile " + source.getFileName() + ": " + advice);
    }
  }
}
