package org.myelin.mpi.internal.launch;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.spi.ProcessManager;
import org.myelin.mpi.spi.ProcessManagerProvider;

/** Recognises MPICH's mpiexec, and srun with {@code --mpi=pmi2}, both of which speak PMI-1. */
public final class Pmi1Provider implements ProcessManagerProvider {
  private static final String PORT = "PMI_PORT";
  private static final String ID = "PMI_ID";
  private static final String DESCRIPTOR = "PMI_FD";

  /** Set by who has made standard input the manager's socket, as in {@code 0<&$PMI_FD}. */
  private static final String ON_INPUT = "MYELIN_PMI_STDIN";

  @Override
  public String name() {
    return "pmi";
  }

  @Override
  public Optional<String> recognise(Map<String, String> environment) {
    if (environment.get(PORT) != null && environment.get(ID) != null) {
      return Optional.of("process " + environment.get(ID) + ", PMI_PORT " + environment.get(PORT));
    }
    return Optional.ofNullable(environment.get(DESCRIPTOR))
        .map(
            fd ->
                "rank "
                    + environment.get("PMI_RANK")
                    + " of "
                    + environment.get("PMI_SIZE")
                    + ", PMI_FD "
                    + fd);
  }

  @Override
  public Optional<ProcessManager> find(Map<String, String> environment) {
    String launcher = environment.containsKey("SLURM_STEP_ID") ? "srun" : "mpiexec";
    try {
      if (environment.get(PORT) != null && environment.get(ID) != null) {
        return Optional.of(byPort(launcher, environment));
      }
      if (environment.get(DESCRIPTOR) == null) {
        return Optional.empty();
      }
      int number =
          environment.containsKey(ON_INPUT) ? 0 : Integer.parseInt(environment.get(DESCRIPTOR));
      int rank = Integer.parseInt(environment.getOrDefault("PMI_RANK", ""));
      int size = Integer.parseInt(environment.getOrDefault("PMI_SIZE", ""));
      return Optional.of(new Pmi1(launcher, Pmi1Wire.ofDescriptor(number), rank, size));
    } catch (IOException | NumberFormatException failed) {
      throw new MpiException(
          ErrorClass.OTHER,
          -1,
          "started by " + launcher + " but cannot talk to it: " + failed.getMessage(),
          failed);
    }
  }

  private static Pmi1 byPort(String launcher, Map<String, String> environment) throws IOException {
    Pmi1Wire wire = Pmi1Wire.toPort(environment.get(PORT));
    wire.ask("cmd=initack pmiid=" + environment.get(ID), "initack");
    int size = -1;
    int rank = -1;
    for (Map<String, String> line = wire.read(); ; line = wire.read()) {
      size = Integer.parseInt(line.getOrDefault("size", "" + size));
      rank = Integer.parseInt(line.getOrDefault("rank", "" + rank));
      if (line.containsKey("debug")) {
        return new Pmi1(launcher, wire, rank, size);
      }
    }
  }
}
