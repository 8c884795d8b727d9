package mpi;

/** {@code count} of {@code type} at element {@code offset} of a user's buffer. */
record Part(Object buffer, int offset, int count, Datatype type) {
  static final Part IN_PLACE = new Part(Coll.IN_PLACE, 0, 0, MPI.BYTE);

  Area area() {
    return new Area(buffer, offset);
  }

  org.myelin.mpi.Datatype core() {
    return type.core;
  }

  boolean inPlace() {
    return buffer == Coll.IN_PLACE;
  }

  /** As many for each rank, one behind the other. */
  Parts dealt(int ranks) {
    int[] counts = new int[ranks];
    int[] displacements = new int[ranks];
    for (int i = 0; i < ranks; i++) {
      counts[i] = count;
      displacements[i] = i * count;
    }
    return new Parts(buffer, offset, counts, displacements, type);
  }
}
