package mpi;

/** For each rank a count of {@code type}, displaced by extents from element {@code offset}. */
record Parts(Object buffer, int offset, int[] counts, int[] displacements, Datatype type) {
  Area area() {
    return new Area(buffer, offset);
  }

  org.myelin.mpi.Datatype core() {
    return type.core;
  }

  /** The part of one rank. */
  Part of(int rank) {
    return new Part(buffer, offset + displacements[rank] * type.extent, counts[rank], type);
  }
}
