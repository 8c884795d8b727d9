package org.myelin.hdf5;

import java.util.List;

/**
 * What {@link Hdf5Diff} compares, what counts as a difference, and what is printed: h5diff's
 * options under names that say what they mean.
 *
 * <pre>{@code DiffOptions.DEFAULT.withDelta(1e-6).withObjects("/run1", "/run2")}</pre>
 *
 * @param report whether each difference is printed with its position ({@code -r})
 * @param verbose how much is told of all objects: -1 nothing, 0 a list and each comparison ({@code
 *     -v}), 1 also how many attributes there are, 2 also which, 3 the names of the files instead
 * @param quiet whether nothing is printed ({@code -q})
 * @param listNotComparable whether is told why objects cannot be compared ({@code -c})
 * @param delta numbers differ if their distance is larger ({@code -d}); 0 for any distance
 * @param relative numbers differ if their distance is more than this part of the first ({@code
 *     -p}); 0 for any distance
 * @param systemEpsilon whether floating-point numbers are the same that are nearer than the
 *     smallest step above 1 ({@code --use-system-epsilon})
 * @param nanEqual whether NaNs are found to be equal to each other; without it only by their bits
 *     ({@code -N} says not)
 * @param count differences to find in each dataset or attribute at most ({@code -n}); 0 for all
 * @param followLinks whether what soft and external links lead to is compared
 * @param noDanglingLinks whether a link to nothing is an error; only with {@code followLinks}
 * @param first path of the object in the first file, with a selection in brackets if wished
 * @param second path of the object in the second file
 * @param excludedPaths paths that are left out, with all below them
 * @param excludedAttributes paths of objects whose attributes are left out
 */
public record DiffOptions(
    boolean report,
    int verbose,
    boolean quiet,
    boolean listNotComparable,
    double delta,
    double relative,
    boolean systemEpsilon,
    boolean nanEqual,
    long count,
    boolean followLinks,
    boolean noDanglingLinks,
    String first,
    String second,
    List<String> excludedPaths,
    List<String> excludedAttributes) {
  /** The whole files, any difference, how many there are in which object. */
  public static final DiffOptions DEFAULT =
      new DiffOptions(
          false, -1, false, false, 0, 0, false, true, 0, false, false, "/", "/", List.of(),
          List.of());

  /** Copies the lists; refuses options that contradict each other. */
  public DiffOptions {
    excludedPaths = List.copyOf(excludedPaths);
    excludedAttributes = List.copyOf(excludedAttributes);
    if ((delta > 0 ? 1 : 0) + (relative > 0 ? 1 : 0) + (systemEpsilon ? 1 : 0) > 1) {
      throw new IllegalArgumentException(
          "at most one of a delta, a relative difference and the system's epsilon");
    }
    if (!(delta >= 0) || !(relative >= 0) || count < 0) {
      throw new IllegalArgumentException("delta, relative difference and count are not negative");
    }
    if (quiet && (report || verbose >= 0)) {
      throw new IllegalArgumentException("quiet contradicts a report and verbosity");
    }
    if (noDanglingLinks && !followLinks) {
      throw new IllegalArgumentException("no dangling links goes with following links only");
    }
  }

  /** Whether each comparison is told ({@code -v} of any level). */
  public boolean isVerbose() {
    return verbose >= 0;
  }

  /** With a report of each difference. */
  public DiffOptions withReport() {
    return new DiffOptions(
        true,
        verbose,
        quiet,
        listNotComparable,
        delta,
        relative,
        systemEpsilon,
        nanEqual,
        count,
        followLinks,
        noDanglingLinks,
        first,
        second,
        excludedPaths,
        excludedAttributes);
  }

  /** With this smallest distance of numbers that differ. */
  public DiffOptions withDelta(double newDelta) {
    return new DiffOptions(
        report,
        verbose,
        quiet,
        listNotComparable,
        newDelta,
        relative,
        systemEpsilon,
        nanEqual,
        count,
        followLinks,
        noDanglingLinks,
        first,
        second,
        excludedPaths,
        excludedAttributes);
  }

  /** For these two objects. */
  public DiffOptions withObjects(String newFirst, String newSecond) {
    return new DiffOptions(
        report,
        verbose,
        quiet,
        listNotComparable,
        delta,
        relative,
        systemEpsilon,
        nanEqual,
        count,
        followLinks,
        noDanglingLinks,
        newFirst,
        newSecond,
        excludedPaths,
        excludedAttributes);
  }
}
