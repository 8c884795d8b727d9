package org.myelin.mpi;

/**
 * Who is next to this rank (MPI standard, chapter "Virtual Topologies"), in the order in which
 * neighbourhood collectives count them. {@link Comm#PROC_NULL} stands for a neighbour that is not
 * there.
 */
public sealed interface Topology permits CartComm, GraphComm {
  /** Ranks that this one receives from. */
  int[] sources();

  /** Ranks that this one sends to. */
  int[] destinations();

  /** Operations between neighbours that return when they have ended. */
  NeighborCollectives<Status> neighbors();

  /** Operations between neighbours that go on while the program does something else. */
  NeighborCollectives<Request> nonblockingNeighbors();

  /** Operations between neighbours to be started again and again. */
  NeighborCollectives<PersistentRequest> persistentNeighbors();
}
