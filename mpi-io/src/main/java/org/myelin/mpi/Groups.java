package org.myelin.mpi;

import java.util.stream.IntStream;

/** Looking world ranks up in a list of members. */
final class Groups {
  private Groups() {}

  /** Place of a world rank, or -1. A group that is in order from 0, as most are, costs nothing. */
  static int find(int[] members, int worldRank) {
    if (worldRank >= 0 && worldRank < members.length && members[worldRank] == worldRank) {
      return worldRank;
    }
    for (int i = 0; i < members.length; i++) {
      if (members[i] == worldRank) {
        return i;
      }
    }
    return -1;
  }

  /** The ranks of both, each once. */
  static int[] union(int[] one, int[] other) {
    return one == other
        ? one
        : IntStream.concat(IntStream.of(one), IntStream.of(other)).distinct().toArray();
  }

  /** Place of a world rank that must be there. */
  static int indexOf(int[] members, int worldRank) {
    int found = find(members, worldRank);
    if (found < 0) {
      throw new IllegalStateException("world rank " + worldRank + " is not a member");
    }
    return found;
  }
}
