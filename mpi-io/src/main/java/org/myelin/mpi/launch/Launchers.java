package org.myelin.mpi.launch;

import java.util.List;
import org.myelin.mpi.internal.launch.Managers;

/**
 * Which launcher started this process: {@code myelin run}, MPICH's mpiexec, Open MPI's mpirun,
 * Slurm's srun or a Kubernetes Indexed Job. The variable {@code MYELIN_MPI_LAUNCHER} chooses one by
 * name, or {@code none}.
 */
public final class Launchers {
  private Launchers() {}

  /** Whether this process is a rank of a job. */
  public static boolean isRank() {
    return Managers.launched(System.getenv());
  }

  /** A line for each launcher with what its variables say, and one with that which is used. */
  public static List<String> explain() {
    return Managers.explain(System.getenv());
  }
}
