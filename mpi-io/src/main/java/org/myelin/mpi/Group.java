package org.myelin.mpi;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An ordered set of ranks, from which communicators are made (MPI standard, "Group Management").
 * Immutable and local: no call here talks to other ranks.
 */
public final class Group {
  /** What {@link #rank} and {@link #translate} give for a process that is not in a group. */
  public static final int UNDEFINED = -32766;

  /** The group without ranks. */
  public static final Group EMPTY = new Group(new int[0], -1);

  /** How two groups or communicators are alike. */
  public enum Comparison {
    /** The same object. */
    IDENT,
    /** The same ranks in the same order; communicators have traffic of their own. */
    CONGRUENT,
    /** The same ranks in another order. */
    SIMILAR,
    /** Other ranks. */
    UNEQUAL
  }

  private final int[] members;
  private final int me;

  /**
   * @param members world ranks
   * @param me this process's world rank
   */
  Group(int[] members, int me) {
    this.members = members;
    this.me = me;
  }

  int[] members() {
    return members;
  }

  /** Number of ranks. */
  public int size() {
    return members.length;
  }

  /** This process's number in the group, or {@link #UNDEFINED}. */
  public int rank() {
    return rankOf(me);
  }

  private int rankOf(int worldRank) {
    int found = Groups.find(members, worldRank);
    return found < 0 ? UNDEFINED : found;
  }

  /** The numbers in {@code other} of the ranks with these numbers here, or {@link #UNDEFINED}. */
  public int[] translate(int[] ranks, Group other) {
    return Arrays.stream(ranks)
        .map(rank -> rank == Comm.PROC_NULL ? rank : other.rankOf(member(rank)))
        .toArray();
  }

  /** IDENT for the same ranks in the same order, SIMILAR for another order, else UNEQUAL. */
  public Comparison compare(Group other) {
    if (Arrays.equals(members, other.members)) {
      return Comparison.IDENT;
    }
    int[] mine = members.clone();
    int[] theirs = other.members.clone();
    Arrays.sort(mine);
    Arrays.sort(theirs);
    return Arrays.equals(mine, theirs) ? Comparison.SIMILAR : Comparison.UNEQUAL;
  }

  /** All ranks of this group, then those of {@code other} that are not in this one. */
  public Group union(Group other) {
    IntStream more = Arrays.stream(other.members).filter(rank -> Groups.find(members, rank) < 0);
    return with(IntStream.concat(Arrays.stream(members), more));
  }

  /** The ranks that are in both, in this group's order. */
  public Group intersection(Group other) {
    return with(Arrays.stream(members).filter(rank -> Groups.find(other.members, rank) >= 0));
  }

  /** The ranks that are not in {@code other}, in this group's order. */
  public Group difference(Group other) {
    return with(Arrays.stream(members).filter(rank -> Groups.find(other.members, rank) < 0));
  }

  /** The ranks with these numbers, in this order. */
  public Group include(int... ranks) {
    distinct(ranks);
    return with(Arrays.stream(ranks).map(this::member));
  }

  /** All but the ranks with these numbers. */
  public Group exclude(int... ranks) {
    distinct(ranks);
    boolean[] out = new boolean[members.length];
    for (int rank : ranks) {
      member(rank);
      out[rank] = true;
    }
    return with(IntStream.range(0, members.length).filter(i -> !out[i]).map(i -> members[i]));
  }

  /** The ranks with the numbers of ranges {first, last, stride}, in this order. */
  public Group includeRanges(int[]... ranges) {
    return include(numbers(ranges));
  }

  /** All but the ranks with the numbers of ranges {first, last, stride}. */
  public Group excludeRanges(int[]... ranges) {
    return exclude(numbers(ranges));
  }

  private static int[] numbers(int[]... ranges) {
    IntStream.Builder all = IntStream.builder();
    for (int[] range : ranges) {
      if (range.length != 3 || range[2] == 0) {
        throw new IllegalArgumentException(
            "a range is {first, last, stride} with a stride other than 0, found "
                + Arrays.toString(range));
      }
      for (long i = range[0]; range[2] > 0 ? i <= range[1] : i >= range[1]; i += range[2]) {
        all.add((int) i);
      }
    }
    return all.build().toArray();
  }

  private int member(int rank) {
    if (rank < 0 || rank >= members.length) {
      throw new IllegalArgumentException(
          "rank " + rank + " is not in the group, which has " + members.length + " ranks");
    }
    return members[rank];
  }

  private static void distinct(int... ranks) {
    if (Arrays.stream(ranks).distinct().count() != ranks.length) {
      throw new IllegalArgumentException("a rank is named twice in " + Arrays.toString(ranks));
    }
  }

  private Group with(IntStream worldRanks) {
    return new Group(worldRanks.toArray(), me);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Group group && Arrays.equals(members, group.members);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(members);
  }

  /** The world ranks. */
  @Override
  public String toString() {
    return "group of world ranks " + Arrays.toString(members);
  }
}
