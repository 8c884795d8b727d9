package org.myelin.mpi.internal.launch;

import java.util.Map;

/**
 * Recognises Slurm's srun with {@code --mpi=none}. A batch script itself, which is no step, is not
 * a rank.
 */
public final class SlurmProvider extends NumberedProvider {
  /** For the ServiceLoader. */
  public SlurmProvider() {
    super("srun");
  }

  @Override
  Numbers numbers(Map<String, String> environment) {
    String rank = environment.get("SLURM_PROCID");
    String step = environment.get("SLURM_STEP_ID");
    String size = environment.get("SLURM_STEP_NUM_TASKS");
    if (rank == null || step == null || size == null) {
      return null;
    }
    return new Numbers(
        Integer.parseInt(rank),
        Integer.parseInt(size),
        "srun-" + environment.get("SLURM_JOB_ID") + "." + step,
        environment.getOrDefault("SLURM_STEP_NUM_NODES", "1").equals("1"));
  }
}
