package org.myelin.hdf5;

/**
 * How far virtual datasets reach whose sources have no fixed end; libhdf5 has it as two properties
 * of a dataset's access. Immutable. It holds for all virtual datasets of a file that is opened with
 * it, and of the files that it leads to:
 *
 * <pre>
 * FileOptions complete = FileOptions.DEFAULT.withVirtualView(VirtualView.FIRST_MISSING);
 * FileOptions patient = FileOptions.DEFAULT.withVirtualView(VirtualView.DEFAULT.withPrintfGap(10));
 * </pre>
 *
 * @param bound which source settles the extent
 * @param printfGap how many sources with a number in their name may be missing, one after the
 *     other, before no more are looked for; of no effect with {@link Bound#FIRST_MISSING}, as in
 *     libhdf5
 */
public record VirtualView(Bound bound, long printfGap) {
  /** Which source settles how far a dimension without end goes. */
  public enum Bound {
    /** The one that goes farthest; what others lack reads as the fill value. */
    LAST_AVAILABLE,
    /** The one that ends first, so that no source lacks anything. */
    FIRST_MISSING
  }

  /** All that is there; the first number that is missing ends a row of sources. */
  public static final VirtualView DEFAULT = new VirtualView(Bound.LAST_AVAILABLE, 0);

  /** What all sources have. */
  public static final VirtualView FIRST_MISSING = new VirtualView(Bound.FIRST_MISSING, 0);

  /** Refuses a negative gap. */
  public VirtualView {
    if (printfGap < 0) {
      throw new IllegalArgumentException("a gap of " + printfGap + " sources");
    }
    java.util.Objects.requireNonNull(bound, "bound");
  }

  /** This view with another number of sources that may be missing in between. */
  public VirtualView withPrintfGap(long sources) {
    return new VirtualView(bound, sources);
  }
}
