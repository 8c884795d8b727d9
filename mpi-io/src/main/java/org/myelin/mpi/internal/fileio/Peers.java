package org.myelin.mpi.internal.fileio;

import java.nio.ByteBuffer;

/** What collective file access needs of a communicator. Every call is collective. */
public interface Peers {
  /** This rank. */
  int rank();

  /** Number of ranks. */
  int size();

  /** The bytes of every rank, by rank. */
  byte[][] allGather(byte[] mine);

  /** Sends one array to each rank and returns the one from each. */
  byte[][] allToAll(byte[][] toEach);

  /**
   * Sends what each buffer has left to its rank and fills the buffers of the others; null is
   * nothing, and both sides know the sizes. Buffers are used only until the call returns.
   */
  void exchange(ByteBuffer[] toEach, ByteBuffer[] fromEach);

  /** The file is closed, or was not opened in the end. */
  default void close() {}
}
