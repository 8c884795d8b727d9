package org.myelin.hdf5;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
  private final Room room;
  private final List<ExternalFile> externalFiles;
  private final List<VirtualSource> sources;

  /** When and how room is made; null where that is left to the kind of layout. */
  private record Room(AllocationTime allocation, FillTime fill, boolean edgesUnfiltered) {
    static final Room DEFAULT = new Room(null, null, false);
  }

  private Layout(
      Kind kind,
      long[] chunkShape,
      List<FilterDescription> filters,
      Room room,
      List<ExternalFile> externalFiles,
      List<VirtualSource> sources) {
    this.kind = kind;
    this.chunkShape = chunkShape;
    this.filters = List.copyOf(filters);
    this.room = room;
    this.externalFiles = List.copyOf(externalFiles);
    this.sources = List.copyOf(sources);
  }

  private static Layout plain(Kind kind, long[] chunkShape, List<FilterDescription> filters) {
    return new Layout(kind, chunkShape, filters, Room.DEFAULT, List.of(), List.of());
  }

  /** Elements inside the object header: for small data that is written once. */
  public static Layout compact() {
    return plain(Kind.COMPACT, new long[0], List.of());
  }

  /** Elements in one block: for data of fixed shape without filters. */
  public static Layout contiguous() {
    return plain(Kind.CONTIGUOUS, new long[0], List.of());
  }

  /**
   * Elements in boxes of this shape, one length per dimension: needed for filters and for growing
   * dimensions. Chunks of 4 GiB and more need {@link FormatBounds#EARLIEST}, whose files then read
   * in libhdf5 2.0 and later only, or {@link FormatBounds#LATEST}; filtered ones have at most 2
   * GiB.
   */
  public static Layout chunked(long... chunkShape) {
    if (chunkShape.length == 0 || chunkShape.length > 32) {
      throw new IllegalArgumentException(
          "a chunk has 1 to 32 dimensions, not " + chunkShape.length);
    }
    for (long n : chunkShape) {
      if (n < 1) {
        throw new IllegalArgumentException(
            "chunk lengths are at least 1, not " + Arrays.toString(chunkShape));
      }
    }
    return plain(Kind.CHUNKED, chunkShape.clone(), List.of());
  }

  /**
   * Elements in boxes of a shape that suits most datasets: at most 1 MiB, which is what libhdf5
   * keeps of a dataset in memory by default. It begins as the whole dataspace, where a dimension
   * that can grow counts as at least 1024 long (or as its maximum, if that is less); as long as it
   * is over 1 MiB its longest dimension is halved, the first of several.
   */
  public static Layout chunked(Datatype type, Dataspace space) {
    long[] shape = space.shape();
    long[] max = space.maxShape();
    long bytes = type.size();
    for (int d = 0; d < shape.length; d++) {
      if (max[d] != shape[d] || shape[d] == 0) {
        long least = max[d] == Dataspace.UNLIMITED ? 1024 : Math.min(1024, max[d]);
        shape[d] = Math.max(shape[d], Math.max(1, least));
      }
    }
    while (isOver(shape, bytes)) {
      int longest = 0;
      for (int d = 1; d < shape.length; d++) {
        longest = shape[d] > shape[longest] ? d : longest;
      }
      if (shape[longest] == 1) {
        break;
      }
      shape[longest] = (shape[longest] + 1) / 2;
    }
    return chunked(shape);
  }

  private static boolean isOver(long[] shape, long elementBytes) {
    long most = (1 << 20) / elementBytes;
    long n = 1;
    for (long s : shape) {
      if (s > most / n) {
        return true;
      }
      n *= s;
    }
    return false;
  }

  /**
   * Elements in raw data files, piece after piece: contiguous data that lies outside of the file.
   * The files must be in folders that {@link FileOptions#external} allows; missing ones are made
   * when they are first written.
   */
  public static Layout external(ExternalFile... pieces) {
    if (pieces.length == 0) {
      throw new IllegalArgumentException("external data needs at least one file");
    }
    return plain(Kind.CONTIGUOUS, new long[0], List.of()).withExternalFiles(List.of(pieces));
  }

  /** Elements that are those of other datasets. Nothing is checked or opened before it is read. */
  public static Layout virtual(VirtualSource... sources) {
    return plain(Kind.VIRTUAL, new long[0], List.of()).withSources(List.of(sources));
  }

  /** A layout of any kind, as files may hold; new datasets use the methods above. */
  public static Layout of(Kind kind, long[] chunkShape, List<FilterDescription> filters) {
    return plain(kind, chunkShape, filters);
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

  /** Adds a filter by its description; {@link FilterDescription} has those that can be written. */
  public Layout filter(FilterDescription filter) {
    if (kind != Kind.CHUNKED) {
      throw new IllegalStateException("only chunked layouts have filters; this one is " + kind);
    }
    List<FilterDescription> more = new ArrayList<>(filters);
    more.add(filter);
    return new Layout(kind, chunkShape, more, room, externalFiles, sources);
  }

  /**
   * With room made at that time, instead of early for compact, late for contiguous and incremental
   * for chunked layouts.
   */
  public Layout allocate(AllocationTime time) {
    boolean can =
        switch (kind) {
          case COMPACT -> time == AllocationTime.EARLY;
          case CONTIGUOUS -> time != AllocationTime.INCREMENTAL;
          case CHUNKED -> true;
          case VIRTUAL -> false;
        };
    if (!can) {
      throw new IllegalStateException("a " + kind + " layout cannot make its room " + time);
    }
    return with(new Room(time, room.fill, room.edgesUnfiltered));
  }

  /** With the fill value written at that time, instead of whenever somebody could see it miss. */
  public Layout fillTime(FillTime time) {
    return with(new Room(room.allocation, time, room.edgesUnfiltered));
  }

  /**
   * With chunks that stick out over the edge of the dataset stored without the filters: faster
   * where the last chunk grows by small writes. Needs {@link FormatBounds#V110}.
   */
  public Layout edgesUnfiltered() {
    if (kind != Kind.CHUNKED) {
      throw new IllegalStateException("only chunked layouts have edge chunks; this one is " + kind);
    }
    return with(new Room(room.allocation, room.fill, true));
  }

  private Layout with(Room newRoom) {
    return new Layout(kind, chunkShape, filters, newRoom, externalFiles, sources);
  }

  /** As a file says it of its dataset. */
  public Layout withExternalFiles(List<ExternalFile> pieces) {
    return new Layout(kind, chunkShape, filters, room, pieces, sources);
  }

  /** As a file says it of its dataset. */
  public Layout withSources(List<VirtualSource> newSources) {
    return new Layout(kind, chunkShape, filters, room, externalFiles, newSources);
  }

  /** When room is made, if that was asked for or stands in the file. */
  public Optional<AllocationTime> allocationTime() {
    return Optional.ofNullable(room.allocation);
  }

  /** When the fill value is written, if that was asked for or stands in the file. */
  public Optional<FillTime> fillTime() {
    return Optional.ofNullable(room.fill);
  }

  /** Whether chunks that stick out over the edge are stored without the filters. */
  public boolean hasUnfilteredEdges() {
    return room.edgesUnfiltered;
  }

  /** The raw data files that hold the elements, in order; empty if they are in the HDF5 file. */
  public List<ExternalFile> externalFiles() {
    return externalFiles;
  }

  /** A virtual layout's mappings. */
  public List<VirtualSource> sources() {
    return sources;
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
        && filters.equals(l.filters)
        && room.equals(l.room)
        && externalFiles.equals(l.externalFiles)
        && sources.equals(l.sources);
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
