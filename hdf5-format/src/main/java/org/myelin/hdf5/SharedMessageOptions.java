package org.myelin.hdf5;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which messages the objects of a new file share (libhdf5's "SOHM"): a message that several objects
 * have in the same form is kept once for all of them. It makes files with many like objects smaller
 * and work on them slower; libhdf5 has read such files since 1.8.
 *
 * <pre>{@code
 * FileOptions.DEFAULT.withSharedMessages(SharedMessageOptions.of(SharedMessageOptions.Index.all(50)))
 * }</pre>
 *
 * @param indexes 1 to 8; no kind of message in two of them
 * @param listMax an index of more messages than so many becomes a B-tree; 0 to 5000
 * @param treeMin one of fewer messages than so many becomes a list again; 0 to {@code listMax + 1}
 */
public record SharedMessageOptions(List<Index> indexes, int listMax, int treeMin) {
  private static final int MOST_INDEXES = 8;
  private static final int LONGEST_LIST = 5000;

  /** The kinds of messages that can be shared. */
  public enum Kind {
    /** Shapes. */
    DATASPACE,
    /** Datatypes that are not objects of their own. */
    DATATYPE,
    /** Fill values. */
    FILL_VALUE,
    /** Filters with their parameters. */
    FILTER_PIPELINE,
    /** Attributes, whole. */
    ATTRIBUTE
  }

  /**
   * Messages that are kept together.
   *
   * @param kinds at least one
   * @param minSize bytes of the smallest message that is shared; 0 to 2<sup>32</sup> - 1
   */
  public record Index(Set<Kind> kinds, long minSize) {
    /**
     * Checks the arguments.
     *
     * @throws IllegalArgumentException if they are beyond their limits
     */
    public Index {
      if (kinds.isEmpty() || minSize < 0 || minSize > 0xffffffffL) {
        throw new IllegalArgumentException(
            "an index of shared messages has a kind or more and a least size below 2^32; found "
                + kinds
                + " and "
                + minSize);
      }
      kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    /** An index of messages of all kinds from that size on. */
    public static Index all(long minSize) {
      return new Index(EnumSet.allOf(Kind.class), minSize);
    }
  }

  /**
   * Checks the arguments.
   *
   * @throws IllegalArgumentException if they are beyond their limits
   */
  public SharedMessageOptions {
    indexes = List.copyOf(indexes);
    long kinds = indexes.stream().mapToLong(i -> i.kinds().size()).sum();
    boolean twice = indexes.stream().flatMap(i -> i.kinds().stream()).distinct().count() < kinds;
    if (indexes.isEmpty() || indexes.size() > MOST_INDEXES || twice) {
      throw new IllegalArgumentException(
          "a file has 1 to 8 indexes of shared messages, each kind in one; found " + indexes);
    }
    if (listMax < 0 || listMax > LONGEST_LIST || treeMin < 0 || treeMin > listMax + 1) {
      throw new IllegalArgumentException(
          "lists of shared messages have at most 5000, and trees begin at one more at the latest;"
              + " found "
              + listMax
              + " and "
              + treeMin);
    }
  }

  /** These indexes with libhdf5's limits for lists and trees, 50 and 40. */
  public static SharedMessageOptions of(Index... indexes) {
    return new SharedMessageOptions(List.of(indexes), 50, 40);
  }

  /** These indexes with other limits for lists and trees. */
  public SharedMessageOptions withLimits(int newListMax, int newTreeMin) {
    return new SharedMessageOptions(indexes, newListMax, newTreeMin);
  }
}
