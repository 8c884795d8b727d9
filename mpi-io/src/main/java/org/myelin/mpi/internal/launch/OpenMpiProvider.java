package org.myelin.mpi.internal.launch;

import java.util.Map;

/** Recognises Open MPI's mpirun by its variables. */
public final class OpenMpiProvider extends NumberedProvider {
  /** For the ServiceLoader. */
  public OpenMpiProvider() {
    super("mpirun");
  }

  @Override
  Numbers numbers(Map<String, String> environment) {
    String rank = environment.get("OMPI_COMM_WORLD_RANK");
    if (rank == null) {
      return null;
    }
    String size = environment.getOrDefault("OMPI_COMM_WORLD_SIZE", "");
    String job =
        environment.getOrDefault(
            "PMIX_NAMESPACE", environment.getOrDefault("OMPI_MCA_ess_base_jobid", ""));
    return new Numbers(
        Integer.parseInt(rank),
        Integer.parseInt(size),
        "mpirun-" + job,
        size.equals(environment.get("OMPI_COMM_WORLD_LOCAL_SIZE")));
  }
}
