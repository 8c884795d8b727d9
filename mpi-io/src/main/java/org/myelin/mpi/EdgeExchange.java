package org.myelin.mpi;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Brings edges that any rank may know to the two ranks that they join. */
final class EdgeExchange {
  private record Edge(int source, int destination, int weight) {}

  private EdgeExchange() {}

  static GraphComm graph(
      Intracomm comm, int[] sources, int[] degrees, int[] destinations, int[] weights) {
    List<List<Edge>> toEach = new ArrayList<>();
    for (int i = 0; i < comm.size(); i++) {
      toEach.add(new ArrayList<>());
    }
    int next = 0;
    for (int i = 0; i < sources.length; i++) {
      for (int k = 0; k < degrees[i]; k++, next++) {
        Edge edge = new Edge(sources[i], destinations[next], weights == null ? 0 : weights[next]);
        checked(comm, edge.source, toEach).add(edge);
        if (edge.source != edge.destination) {
          checked(comm, edge.destination, toEach).add(edge);
        }
      }
    }
    byte[][] received =
        comm.allToAllBytes(toEach.stream().map(EdgeExchange::encode).toArray(byte[][]::new));
    List<Edge> in = new ArrayList<>();
    List<Edge> out = new ArrayList<>();
    for (byte[] bytes : received) {
      for (ByteBuffer buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) {
        Edge edge = new Edge(buffer.getInt(), buffer.getInt(), buffer.getInt());
        if (edge.source == comm.rank()) {
          out.add(edge);
        }
        if (edge.destination == comm.rank()) {
          in.add(edge);
        }
      }
    }
    return comm.graph(
        true,
        in.stream().mapToInt(Edge::source).toArray(),
        weights == null ? null : in.stream().mapToInt(Edge::weight).toArray(),
        out.stream().mapToInt(Edge::destination).toArray(),
        weights == null ? null : out.stream().mapToInt(Edge::weight).toArray());
  }

  private static List<Edge> checked(Intracomm comm, int rank, List<List<Edge>> toEach) {
    if (rank < 0 || rank >= toEach.size()) {
      throw new IllegalArgumentException(
          "an edge of rank "
              + rank
              + ", but "
              + comm.name()
              + " has ranks 0 to "
              + (toEach.size() - 1));
    }
    return toEach.get(rank);
  }

  private static byte[] encode(List<Edge> edges) {
    ByteBuffer out = ByteBuffer.allocate(12 * edges.size());
    for (Edge edge : edges) {
      out.putInt(edge.source).putInt(edge.destination).putInt(edge.weight);
    }
    return out.array();
  }
}
