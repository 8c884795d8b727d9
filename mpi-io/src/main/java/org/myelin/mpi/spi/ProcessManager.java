package org.myelin.mpi.spi;

import java.util.Optional;

/**
 * Whoever started this process as a rank: says which rank it is, lets the ranks exchange addresses,
 * and hears and tells of failures. Usable from any thread.
 */
public interface ProcessManager {
  /** Told of failures. */
  @FunctionalInterface
  interface FailureListener {
    /**
     * {@code rank} failed, or the manager itself when it is -1; {@code ends} when the job cannot go
     * on without it.
     */
    void failed(int rank, String cause, boolean ends);
  }

  /** Name for messages. */
  String name();

  /** This process's rank. */
  int rank();

  /** Number of ranks in the job. */
  int size();

  /** 256 bits that only the ranks of this job know. */
  byte[] secret();

  /** Offers a value to all ranks; they see it after the next {@link #fence}. */
  void put(String key, String value);

  /** Returns when all ranks have called it. */
  void fence();

  /** A value that some rank has put before the last fence. */
  Optional<String> get(String key);

  /** Who is told of failures elsewhere; one listener, which may be called at once. */
  void onFailure(FailureListener listener);

  /** Tells all ranks that this one cannot go on. */
  void fail(String cause);

  /** Tells all ranks that the job ends here, also where it could go on without this rank. */
  default void abort(String cause) {
    fail(cause);
  }

  /** This rank has ended well; nothing is asked after this. */
  default void close() {}
}
