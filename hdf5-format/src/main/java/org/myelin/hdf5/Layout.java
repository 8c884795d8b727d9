package org.myelin.hdf5;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a dataset's elements lie: in the object header (compact), in one block (contiguous), or in
 * chunks that may be filtered. Immutable; each call gives a changed copy.
 *
 * <pre>{@code Layout.chunked(256, 4).shuffle().deflate(6)}</pre>
 */
public final class Layout {
  /** The layout classes of the format. */
  public enum Kind {
    /** Inside the object header, at most 64 KiB less 1. */
    COMPACT,
    /** One block. */
    CONTIGUOUS,
    /** Equal boxes, found through a chunk index. */
    CHUNKED,
    /** Mapped from other datasets. */
    VIRTUAL
  }

  private final Kind kind;
  private final long[] chunkShape;
  private final List<FilterDescription> filters;

  private Layout(Kind kind, long[] chunkShape, List<FilterDescription> filters) {
    this.kind = kind;
    this.chunkShape = chunkShape;
    this.filters = List.copyOf(filters);
  }

  /** Elements inside the object header: for small data that is written once. */
  public static Layout compact() {
    return new Layout(Kind.COMPACT, new long[0], List.of());
  }

  /** Elements in one block: for data of fixed shape without filters. */
  public static Layout contiguous() {
    return new Layout(Kind.CONTIGUOUS, new long[0], List.of());
  }

  /**
   * Elements in boxes of this shape, one length per dimension: needed for filters and for growing
   * dimensions.
   */
  public static Layout chunked(long... chunkShape) {
    if (chunkShape.length == 0 || chunkShape.length > 32) {
      throw new IllegalArgumentException(
          "a chunk has 1 to 32 dimensions, not " + chunkShape.length);
    }
    for (long n : chunkShape) {
      if (n < 1 || n > 0xffffffffL) {
        throw new IllegalArgumentException(
            "chunk lengths are 1 to 4294967295, not " + Arrays.toString(chunkShape));
      }
    }
    return new Layout(Kind.CHUNKED, chunkShape.clone(), List.of());
  }

  /** A layout of any kind, as files may hold; new datasets use the methods above. */
  public static Layout of(Kind kind, long[] chunkShape, List<FilterDescription> filters) {
    return new Layout(kind, chunkShape, filters);
  }

  /** Adds deflate (zlib) at level 0 to 9. */
  public Layout deflate(int level) {
    if (level < 0 || level > 9) {
      throw new IllegalArgumentException("deflate levels are 0 to 9, not " + level);
    }
    return filter(
        new FilterDescription(FilterDescription.DEFLATE, "deflate", true, List.of(level)));
  }

  /** Adds the byte shuffle, which makes numbers compress better when it stands before deflate. */
  public Layout shuffle() {
    return filter(new FilterDescription(FilterDescription.SHUFFLE, "shuffle", true, List.of()));
  }

  /** Adds a Fletcher-32 checksum to each chunk; readers refuse chunks whose sum is wrong. */
  public Layout fletcher32() {
    return filter(
        new FilterDescription(FilterDescription.FLETCHER32, "fletcher32", false, List.of()));
  }

  /** Adds a filter by its description. */
  public Layout filter(FilterDescription filter) {
    if (kind != Kind.CHUNKED) {
      throw new IllegalStateException("only chunked layouts have filters; this one is " + kind);
    }
    List<FilterDescription> more = new ArrayList<>(filters);
    more.add(filter);
    return new Layout(kind, chunkShape, more);
  }

  /** The layout class. */
  public Kind kind() {
    return kind;
  }

  /** Whether elements lie in chunks. */
  public boolean isChunked() {
    return kind == Kind.CHUNKED;
  }

  /** Lengths of a chunk in elements, one per dimension; empty unless chunked. */
  public long[] chunkShape() {
    return chunkShape.clone();
  }

  /** The filters in the order in which they are applied on writing. */
  public List<FilterDescription> filters() {
    return filters;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Layout l
        && kind == l.kind
        && Arrays.equals(chunkShape, l.chunkShape)
        && filters.equals(l.filters);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(chunkShape) + filters.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder(kind.name().toLowerCase(java.util.Locale.ROOT));
    if (isChunked()) {
      s.append(Arrays.toString(chunkShape));
    }
    filters.forEach(f -> s.append(' ').append(f.name().isEmpty() ? "filter " + f.id() : f.name()));
    return s.toString();
  }
}
