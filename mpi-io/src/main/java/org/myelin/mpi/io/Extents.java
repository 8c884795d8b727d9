package org.myelin.mpi.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.datatype.Maps;
import org.myelin.mpi.internal.datatype.TypeMap;
import org.myelin.mpi.internal.fileio.Access;

/** Buffers with their places in the file, brought into file order. */
final class Extents {
  private final long[] positions;
  private final ByteBuffer[] buffers;

  private Extents(long[] positions, ByteBuffer[] buffers) {
    this.positions = positions;
    this.buffers = buffers;
  }

  static Extents of(long[] positions, ByteBuffer[] buffers) {
    if (positions.length != buffers.length) {
      throw new IllegalArgumentException(
          positions.length + " positions for " + buffers.length + " buffers");
    }
    for (int i = 1; i < positions.length; i++) {
      if (positions[i] < positions[i - 1]) {
        return sorted(positions, buffers);
      }
    }
    return new Extents(positions, buffers);
  }

  private static Extents sorted(long[] positions, ByteBuffer[] buffers) {
    Integer[] order = new Integer[positions.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(i -> positions[i]));
    long[] at = new long[order.length];
    ByteBuffer[] held = new ByteBuffer[order.length];
    for (int i = 0; i < order.length; i++) {
      at[i] = positions[order[i]];
      held[i] = buffers[order[i]];
    }
    return new Extents(at, held);
  }

  ByteBuffer[] buffers() {
    return buffers;
  }

  Access access(boolean writing) {
    long[] lengths = new long[buffers.length];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = buffers[i].remaining();
    }
    if (positions.length > 0 && positions[0] < 0) {
      throw new MpiException(ErrorClass.ARG, -1, "position " + positions[0] + " is negative");
    }
    TypeMap map = Maps.listed(positions, lengths);
    if (writing && !map.disjoint()) {
      throw new MpiException(ErrorClass.ARG, -1, "extents to be written overlap");
    }
    return new Access(map, 0, map.size());
  }
}
