package org.myelin.mpi;

import org.myelin.mpi.internal.match.Engine;

/**
 * Ranks on a graph, of which each knows its own edges (MPI standard, "Distributed Graph
 * Constructor"; the older graph constructor gives the same thing). Several edges between two ranks
 * carry their messages in the order in which both list them.
 */
public final class GraphComm extends Intracomm implements Topology {
  private final int[] sources;
  private final int[] sourceWeights;
  private final int[] destinations;
  private final int[] destinationWeights;

  GraphComm(
      Engine engine,
      int[] group,
      int context,
      String name,
      int[] sources,
      int[] sourceWeights,
      int[] destinations,
      int[] destinationWeights) {
    super(engine, group, context, name);
    this.sources = sources;
    this.sourceWeights = sourceWeights;
    this.destinations = destinations;
    this.destinationWeights = destinationWeights;
  }

  @Override
  public int[] sources() {
    return sources.clone();
  }

  @Override
  public int[] destinations() {
    return destinations.clone();
  }

  /** Weights of the edges from {@link #sources}, or null when none were given. */
  public int[] sourceWeights() {
    return sourceWeights == null ? null : sourceWeights.clone();
  }

  /** Weights of the edges to {@link #destinations}, or null when none were given. */
  public int[] destinationWeights() {
    return destinationWeights == null ? null : destinationWeights.clone();
  }

  @Override
  public GraphComm dup() {
    return dupInto(
        (members, number, name) ->
            new GraphComm(
                engine,
                members,
                number,
                name,
                sources,
                sourceWeights,
                destinations,
                destinationWeights));
  }

  @Override
  public NeighborCollectives<Status> neighbors() {
    return blocking(this, false);
  }

  @Override
  public NeighborCollectives<Request> nonblockingNeighbors() {
    return nonblocking(this, false);
  }

  @Override
  public NeighborCollectives<PersistentRequest> persistentNeighbors() {
    return persistent(this, false);
  }
}
