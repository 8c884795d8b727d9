package org.myelin.mpi;

import org.myelin.mpi.internal.buffer.Elements;

/** The parts of a user's buffer that belong to each partner of a collective operation. */
final class Blocks {
  private Blocks() {}

  static Elements[] equal(int parts, Object buffer, long offset, long count, Datatype type) {
    return new Elements(buffer, offset, Math.multiplyExact(count, parts), type).parts(parts, count);
  }

  static Elements[] uneven(
      int parts, Object buffer, long offset, long[] counts, long[] displacements, Datatype type) {
    checkLength("counts", counts.length, parts);
    checkLength("displacements", displacements.length, parts);
    Elements origin = new Elements(buffer, offset, 0, type);
    Elements[] all = new Elements[parts];
    for (int i = 0; i < parts; i++) {
      all[i] = counts[i] == 0 ? Elements.NONE : origin.at(displacements[i], counts[i]);
    }
    return all;
  }

  static Elements[] mixed(
      int parts, Object buffer, long[] counts, long[] offsets, Datatype[] types) {
    checkLength("counts", counts.length, parts);
    checkLength("offsets", offsets.length, parts);
    checkLength("types", types.length, parts);
    Elements[] all = new Elements[parts];
    for (int i = 0; i < parts; i++) {
      all[i] =
          counts[i] == 0 ? Elements.NONE : new Elements(buffer, offsets[i], counts[i], types[i]);
    }
    return all;
  }

  static void checkLength(String what, int found, int expected) {
    if (found != expected) {
      throw new IllegalArgumentException(
          what + " must have one entry for each of " + expected + " ranks, found " + found);
    }
  }
}
