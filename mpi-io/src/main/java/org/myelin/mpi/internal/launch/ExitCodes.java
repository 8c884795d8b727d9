package org.myelin.mpi.internal.launch;

/** Exit codes in words. */
public final class ExitCodes {
  private static final int SIGNAL = 128;

  private ExitCodes() {}

  /** Above 128 it is a signal on Unix. */
  public static String describe(int code) {
    return code > SIGNAL && code < SIGNAL + 65
        ? "signal " + (code - SIGNAL) + " (exit code " + code + ")"
        : "exit code " + code;
  }
}
