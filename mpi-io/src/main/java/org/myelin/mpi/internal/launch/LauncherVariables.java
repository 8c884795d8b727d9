package org.myelin.mpi.internal.launch;

/**
 * The environment of a rank that our launcher starts.
 *
 * <p>The secret is handed over in the environment, not in a file: it is readable by the same user
 * only ({@code /proc/PID/environ} has mode 0400, as a 0600 file would be), a launcher that is
 * killed leaves nothing behind, and standard input stays the program's own. Never in the arguments,
 * which everybody can read.
 */
public final class LauncherVariables {
  /** The rank. */
  public static final String RANK = "MYELIN_RANK";

  /** Number of ranks. */
  public static final String SIZE = "MYELIN_SIZE";

  /** Host and port of the coordinator. */
  public static final String COORDINATOR = "MYELIN_COORDINATOR";

  /** The job's secret in URL-safe base 64. */
  public static final String SECRET = "MYELIN_SECRET";

  private LauncherVariables() {}
}
