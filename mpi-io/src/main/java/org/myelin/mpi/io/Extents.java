package org.myelin.mpi.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.datatype.Maps;
import org.myelin.mpi.internal.datatype.TypeMap;
import org.myelin.mpi.internal.fileio.Access;
import org.myelin.mpi.internal.fileio.Memory;
import org.myelin.mpi.internal.fileio.Stream;

/**
 * Stretches of the file and the buffers that hold their bytes. Arguments are checked when the
 * transfer begins, so that in a collective call the other ranks learn of a refusal.
 */
final class Extents implements Stream {
  private final long[] positions;
  private final long[] lengths; // null: one extent per buffer
  private final ByteBuffer[] buffers;
  private Access access = Access.NONE;
  private Stream inOrder = Stream.of();

  Extents(long[] positions, long[] lengths, ByteBuffer[] buffers) {
    this.positions = positions;
    this.lengths = lengths;
    this.buffers = buffers;
  }

  /** Where the bytes lie in the file; known once the stream is open. */
  Access access() {
    return access;
  }

  @Override
  public Memory open(boolean reading) {
    sameCount(lengths == null ? buffers.length : lengths.length);
    TypeMap map = lengths == null ? eachBuffer() : stretches();
    if (map.low() < 0) {
      throw new MpiException(ErrorClass.ARG, -1, "position " + map.low() + " is negative");
    }
    if (!reading && !map.disjoint()) {
      throw new MpiException(ErrorClass.ARG, -1, "extents to be written overlap or fall");
    }
    Memory memory = inOrder.open(reading);
    if (memory.size() != map.size()) {
      throw new MpiException(
          ErrorClass.ARG,
          -1,
          "extents of " + map.size() + " bytes for buffers of " + memory.size() + " bytes");
    }
    access = new Access(map, 0, map.size());
    return memory;
  }

  @Override
  public void done(long bytes, boolean reading) {
    inOrder.done(bytes, reading);
  }

  private TypeMap stretches() {
    inOrder = Stream.of(buffers);
    return Maps.listed(positions, lengths);
  }

  private TypeMap eachBuffer() {
    Integer[] order = new Integer[positions.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(i -> positions[i]));
    ByteBuffer[] sorted = new ByteBuffer[order.length];
    long[] at = new long[order.length];
    long[] bytes = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      sorted[i] = buffers[order[i]];
      at[i] = positions[order[i]];
      bytes[i] = sorted[i].remaining();
    }
    inOrder = Stream.of(sorted);
    return Maps.listed(at, bytes);
  }

  private void sameCount(int count) {
    if (positions.length != count) {
      throw new IllegalArgumentException(
          positions.length
              + " positions for "
              + count
              + (lengths == null ? " buffers" : " lengths"));
    }
  }
}
