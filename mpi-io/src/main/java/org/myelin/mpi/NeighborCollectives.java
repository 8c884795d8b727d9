package org.myelin.mpi;

import java.util.Arrays;
import java.util.function.Function;
import org.myelin.mpi.internal.buffer.Elements;
import org.myelin.mpi.internal.collective.Neighbors;
import org.myelin.mpi.internal.match.CollectiveKind;

/**
 * Collective operations between neighbours of a topology (MPI standard, "Neighborhood Collective
 * Communication on Virtual Topologies"), in one of three ways: {@link Topology#neighbors}, {@link
 * Topology#nonblockingNeighbors} and {@link Topology#persistentNeighbors}. Blocks are in the order
 * of {@link Topology#destinations} and {@link Topology#sources}; the block of a neighbour that is
 * not there is left as it is.
 *
 * @param <R> what a call gives: {@link Status}, {@link Request} or {@link PersistentRequest}
 */
public final class NeighborCollectives<R> {
  private final Neighbors neighbors;
  private final Function<Collectives.Task, R> way;

  NeighborCollectives(Topology topology, boolean opposite, Function<Collectives.Task, R> way) {
    neighbors = new Neighbors(topology.sources(), topology.destinations(), opposite);
    this.way = way;
  }

  /** The same elements to all destinations; those of the sources, equal in size, in a row. */
  public R allGather(
      Object send,
      long sendOffset,
      long sendCount,
      Datatype sendType,
      Object receive,
      long receiveOffset,
      long receiveCount,
      Datatype receiveType) {
    Elements mine = new Elements(send, sendOffset, sendCount, sendType);
    return run(
        CollectiveKind.NEIGHBOR_ALL_GATHER,
        same(mine),
        Blocks.equal(sources(), receive, receiveOffset, receiveCount, receiveType));
  }

  /** As {@link #allGather}, of each source as many elements as are said, where they are said. */
  public R allGatherv(
      Object send,
      long sendOffset,
      long sendCount,
      Datatype sendType,
      Object receive,
      long receiveOffset,
      long[] counts,
      long[] displacements,
      Datatype receiveType) {
    Elements mine = new Elements(send, sendOffset, sendCount, sendType);
    return run(
        CollectiveKind.NEIGHBOR_ALL_GATHERV,
        same(mine),
        Blocks.uneven(sources(), receive, receiveOffset, counts, displacements, receiveType));
  }

  /** Equal blocks, one to each destination; one of each source. */
  public R allToAll(
      Object send,
      long sendOffset,
      long sendCount,
      Datatype sendType,
      Object receive,
      long receiveOffset,
      long receiveCount,
      Datatype receiveType) {
    return run(
        CollectiveKind.NEIGHBOR_ALL_TO_ALL,
        Blocks.equal(destinations(), send, sendOffset, sendCount, sendType),
        Blocks.equal(sources(), receive, receiveOffset, receiveCount, receiveType));
  }

  /** As {@link #allToAll}, with counts and displacements of their own for each neighbour. */
  public R allToAllv(
      Object send,
      long sendOffset,
      long[] sendCounts,
      long[] sendDisplacements,
      Datatype sendType,
      Object receive,
      long receiveOffset,
      long[] receiveCounts,
      long[] receiveDisplacements,
      Datatype receiveType) {
    return run(
        CollectiveKind.NEIGHBOR_ALL_TO_ALLV,
        Blocks.uneven(destinations(), send, sendOffset, sendCounts, sendDisplacements, sendType),
        Blocks.uneven(
            sources(), receive, receiveOffset, receiveCounts, receiveDisplacements, receiveType));
  }

  /**
   * As {@link #allToAll}, with counts, types and offsets of their own for each neighbour. Offsets
   * count elements of an array, bytes of a byte buffer.
   */
  public R allToAllw(
      Object send,
      long[] sendCounts,
      long[] sendOffsets,
      Datatype[] sendTypes,
      Object receive,
      long[] receiveCounts,
      long[] receiveOffsets,
      Datatype[] receiveTypes) {
    return run(
        CollectiveKind.NEIGHBOR_ALL_TO_ALLW,
        Blocks.mixed(destinations(), send, sendCounts, sendOffsets, sendTypes),
        Blocks.mixed(sources(), receive, receiveCounts, receiveOffsets, receiveTypes));
  }

  private R run(CollectiveKind kind, Elements[] to, Elements[] from) {
    return way.apply(
        new Collectives.Task(kind, null, null, -1, -1, s -> neighbors.plan(s, to, from)));
  }

  private int sources() {
    return neighbors.sources().length;
  }

  private int destinations() {
    return neighbors.destinations().length;
  }

  private Elements[] same(Elements mine) {
    Elements[] all = new Elements[destinations()];
    Arrays.fill(all, mine);
    return all;
  }
}
