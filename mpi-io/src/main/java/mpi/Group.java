package mpi;

/** Ranks in an order. Immutable. */
public class Group {
  final org.myelin.mpi.Group core;

  Group(org.myelin.mpi.Group core) {
    this.core = core;
  }

  static int number(org.myelin.mpi.Group.Comparison comparison) {
    return switch (comparison) {
      case IDENT -> MPI.IDENT;
      case CONGRUENT -> MPI.CONGRUENT;
      case SIMILAR -> MPI.SIMILAR;
      case UNEQUAL -> MPI.UNEQUAL;
    };
  }

  private static int defined(int rank) {
    return rank == org.myelin.mpi.Group.UNDEFINED ? MPI.UNDEFINED : rank;
  }

  /** Number of ranks. */
  public int Size() {
    return core.size();
  }

  /** This process's number in it, or {@link MPI#UNDEFINED}. */
  public int Rank() {
    return defined(core.rank());
  }

  /** The numbers in the second group of ranks of the first, or {@link MPI#UNDEFINED}. */
  public static int[] Translate_ranks(Group one, int[] ranks, Group two) {
    return Faults.call(
        () ->
            java.util.Arrays.stream(one.core.translate(ranks, two.core))
                .map(Group::defined)
                .toArray());
  }

  /** {@link MPI#IDENT}, {@link MPI#SIMILAR} or {@link MPI#UNEQUAL}. */
  public static int Compare(Group one, Group two) {
    return number(one.core.compare(two.core));
  }

  /** All ranks of the first, then those that only the second has. */
  public static Group Union(Group one, Group two) {
    return new Group(one.core.union(two.core));
  }

  /** The ranks that are in both, in the first one's order. */
  public static Group Intersection(Group one, Group two) {
    return new Group(one.core.intersection(two.core));
  }

  /** The ranks of the first that are not in the second. */
  public static Group Difference(Group one, Group two) {
    return new Group(one.core.difference(two.core));
  }

  /** The ranks with these numbers, in this order. */
  public Group Incl(int[] ranks) {
    return new Group(Faults.call(() -> core.include(ranks)));
  }

  /** All but the ranks with these numbers. */
  public Group Excl(int[] ranks) {
    return new Group(Faults.call(() -> core.exclude(ranks)));
  }

  /** The ranks of ranges {first, last, stride}. */
  public Group Range_incl(int[][] ranges) {
    return new Group(Faults.call(() -> core.includeRanges(ranges)));
  }

  /** All but the ranks of ranges {first, last, stride}. */
  public Group Range_excl(int[][] ranges) {
    return new Group(Faults.call(() -> core.excludeRanges(ranges)));
  }

  /** Nothing to do. */
  public void free() {}

  /** Nothing to do. */
  public void Free() {}

  /** As {@link #Size}. */
  public int getSize() {
    return Size();
  }

  /** As {@link #Rank}. */
  public int getRank() {
    return Rank();
  }

  /** Whether there is no group. */
  public boolean isNull() {
    return false;
  }

  /** As {@link #Translate_ranks}. */
  public static int[] translateRanks(Group one, int[] ranks, Group two) {
    return Translate_ranks(one, ranks, two);
  }

  /** As {@link #Compare}. */
  public static int compare(Group one, Group two) {
    return Compare(one, two);
  }

  /** As {@link #Union}. */
  public static Group union(Group one, Group two) {
    return Union(one, two);
  }

  /** As {@link #Intersection}. */
  public static Group intersection(Group one, Group two) {
    return Intersection(one, two);
  }

  /** As {@link #Difference}. */
  public static Group difference(Group one, Group two) {
    return Difference(one, two);
  }

  /** As {@link #Incl}. */
  public Group incl(int[] ranks) {
    return Incl(ranks);
  }

  /** As {@link #Excl}. */
  public Group excl(int[] ranks) {
    return Excl(ranks);
  }

  /** As {@link #Range_incl}. */
  public Group rangeIncl(int[][] ranges) {
    return Range_incl(ranges);
  }

  /** As {@link #Range_excl}. */
  public Group rangeExcl(int[][] ranges) {
    return Range_excl(ranges);
  }
}
