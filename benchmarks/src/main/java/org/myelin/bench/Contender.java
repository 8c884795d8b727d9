package org.myelin.bench;

/** One side of a workload. */
@FunctionalInterface
public interface Contender {
  /**
   * Does the work once and gives the workload's figure.
   *
   * @throws MissingPeerException if what it needs is not installed
   */
  double round() throws Exception;
}
