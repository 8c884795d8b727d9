package org.myelin.hdf5.internal.format.level2;

import java.util.Arrays;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Elements in chunks.
 *
 * @param version 1 to 5: up to 3 with a version 1 B-tree, from 4 on with the other indexes; 5 means
 *     that index records of filtered chunks hold sizes of full width
 * @param flags {@link #PARTIAL_UNFILTERED}, {@link #SINGLE_FILTERED}; 0 below version 4
 * @param dims of a chunk in elements, and at the end the bytes of an element
 * @param indexing which index
 * @param indexAddress of the index (of the chunk itself for a single chunk), undefined if there is
 *     none yet
 */
public record ChunkedLayout(
    int version, int flags, long[] dims, ChunkIndexing indexing, long indexAddress)
    implements DataLayoutMessage {
  /** Chunks that stick out over the dataset's edge are stored without filters. */
  public static final int PARTIAL_UNFILTERED = 1;

  /** The single chunk has filters. */
  public static final int SINGLE_FILTERED = 2;

  private static final int MAX_DIMS = 33;

  /** With a version 1 B-tree, as libhdf5 writes it by default. */
  public static ChunkedLayout btreeV1(long[] dims, long address) {
    return new ChunkedLayout(3, 0, dims, new ChunkIndexing.BTreeV1(), address);
  }

  /**
   * With an index of layout versions 4 and 5.
   *
   * @param edgesUnfiltered whether chunks that stick out over the edge are without filters
   */
  public static ChunkedLayout indexed(
      int version, long[] dims, ChunkIndexing indexing, long address, boolean edgesUnfiltered) {
    boolean filtered = indexing instanceof ChunkIndexing.SingleChunk s && s.filteredSize() >= 0;
    int flags = (filtered ? SINGLE_FILTERED : 0) | (edgesUnfiltered ? PARTIAL_UNFILTERED : 0);
    return new ChunkedLayout(version, flags, dims, indexing, address);
  }

  /** Dimensions of the dataset. */
  public int rank() {
    return dims.length - 1;
  }

  /** Lengths of a chunk in elements. */
  public long[] chunkShape() {
    return Arrays.copyOf(dims, dims.length - 1);
  }

  /** Bytes of an element. */
  public long elementSize() {
    return dims[dims.length - 1];
  }

  /** Bytes of an unfiltered chunk. */
  public long chunkBytes() {
    long n = 1;
    for (long d : dims) {
      n = Math.multiplyExact(n, d);
    }
    return n;
  }

  @Override
  public int layoutClass() {
    return CHUNKED;
  }

  /** Bytes of a chunk's size in index records of filtered chunks. */
  public int filteredSizeWidth(Geometry g) {
    // one byte more than the chunk needs, since a filter may make it larger; version 5 always has
    // full width
    return version >= 5 ? g.sizeOfLengths() : Math.min(8, 1 + Geometry.widthFor(chunkBytes()));
  }

  static ChunkedLayout transfer(Wire w, ChunkedLayout m, int version) {
    return version == 3 ? old(w, m) : indexed(w, m, version);
  }

  private static ChunkedLayout old(Wire w, ChunkedLayout m) {
    int n = dimensionality(w, m);
    long address = w.offset("address", m, ChunkedLayout::indexAddress);
    long[] dims = dims(w, m, n, 4);
    return new ChunkedLayout(3, 0, dims, new ChunkIndexing.BTreeV1(), address);
  }

  private static ChunkedLayout indexed(Wire w, ChunkedLayout m, int version) {
    int flags = w.u8("flags", m, ChunkedLayout::flags);
    if (flags > (PARTIAL_UNFILTERED | SINGLE_FILTERED)) {
      throw w.unsupported("flags", "flags 0x" + Integer.toHexString(flags), "bits 0 and 1");
    }
    int n = dimensionality(w, m);
    int width = w.u8("dimension size encoded length", m == null ? 0 : width(m.dims));
    if (width < 1 || width > 8) {
      throw w.corrupt("dimension size encoded length", width, "1 to 8");
    }
    long[] dims = dims(w, m, n, width);
    ChunkIndexing indexing =
        ChunkIndexing.transfer(w, m == null ? null : m.indexing, (flags & SINGLE_FILTERED) != 0);
    long address = w.offset("address", m, ChunkedLayout::indexAddress);
    return new ChunkedLayout(version, flags, dims, indexing, address);
  }

  /** The least width for all dimensions, which libhdf5 2.0 insists on. */
  private static int width(long[] dims) {
    return Geometry.widthFor(Arrays.stream(dims).max().orElse(1));
  }

  static int dimensionality(Wire w, ChunkedLayout m) {
    int n = w.u8("dimensionality", m == null ? 0 : m.dims.length);
    if (n < 2 || n > MAX_DIMS) {
      throw w.corrupt("dimensionality", n, "2 to " + MAX_DIMS);
    }
    return n;
  }

  static long[] dims(Wire w, ChunkedLayout m, int n, int width) {
    w.count("dimensionality", n, width);
    long[] dims = new long[n];
    long bytes = 1;
    for (int i = 0; i < n; i++) {
      dims[i] = w.uvar("dimension size", width, m == null ? 0 : m.dims[i]);
      if (dims[i] < 1 || dims[i] > Long.MAX_VALUE / bytes) {
        throw w.corrupt(
            "dimension size",
            Long.toUnsignedString(dims[i]),
            "at least 1, and chunks below 2^63 bytes");
      }
      bytes *= dims[i];
    }
    return dims;
  }
}
