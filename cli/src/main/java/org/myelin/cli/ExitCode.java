package org.myelin.cli;

/** What the exit codes of {@code myelin} mean. */
public final class ExitCode {
  /** All went well. */
  public static final int FINE = 0;

  /** The command worked and found something to report. */
  public static final int FINDINGS = 1;

  /** The command line is not understood. */
  public static final int USAGE = 2;

  /** Something could not be read, written or run. */
  public static final int FAILED = 3;

  private ExitCode() {}
}
