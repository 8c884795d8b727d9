package org.myelin.mpi.spi;

/**
 * What a {@link Transport} reports to its rank. Calls for one source come in order, one at a time.
 */
public interface Inbound {
  /** A frame from {@code source} has arrived; its payload is to be put into the landing. */
  Landing accept(int source, Frame frame);

  /** {@code source} cannot be reached any more; never called after its goodbye. */
  void lost(int source, String why);
}
