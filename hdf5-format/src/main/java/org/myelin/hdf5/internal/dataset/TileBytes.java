package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;
import org.myelin.hdf5.internal.chunk.Grid;

/**
 * What one rank writes into one box of a dataset: byte ranges in the box, ascending and disjoint,
 * and their bytes one after the other.
 */
public final class TileBytes {
  private final IntervalSet ranges;
  private final ByteBuffer packed;

  private TileBytes(IntervalSet ranges, ByteBuffer packed) {
    this.ranges = ranges;
    this.packed = packed;
  }

  /**
   * Gathers what these pieces of one dataset hold for the box; a later piece wins where two
   * overlap.
   */
  public static TileBytes gather(List<Piece> pieces, Grid grid, long tile) {
    return gather(pieces, grid, tile, 0, Long.MAX_VALUE, ByteBuffer::allocate);
  }

  /**
   * The same of a part of the box, into memory that is there already.
   *
   * @param from first byte of the part in the box, a multiple of the element size
   * @param to byte behind it
   * @param memory gives so many bytes of any content
   */
  public static TileBytes gather(
      List<Piece> pieces,
      Grid grid,
      long tile,
      long from,
      long to,
      IntFunction<ByteBuffer> memory) {
    if (pieces.size() == 1
        && from == 0
        && to / pieces.get(0).store().elementSize() >= grid.tileElements()) {
      return single(pieces.get(0), grid, tile, memory);
    }
    IntervalSet ranges = new IntervalSet();
    for (Piece p : pieces) {
      forEach(p, grid, tile, from, to, (lo, hi, element) -> ranges.add(lo, hi));
    }
    ByteBuffer packed = memory.apply(Math.toIntExact(ranges.length()));
    for (Piece p : pieces) {
      int size = p.store().elementSize();
      IntervalSet.Packing at = ranges.packing();
      forEach(
          p,
          grid,
          tile,
          from,
          to,
          (lo, hi, element) ->
              p.source().copy(element, (int) ((hi - lo) / size), packed, (int) at.of(lo)));
    }
    return new TileBytes(ranges, packed);
  }

  /** One piece lies in order, so that one look at its runs is enough. */
  private static TileBytes single(Piece p, Grid grid, long tile, IntFunction<ByteBuffer> memory) {
    int size = p.store().elementSize();
    Runs runs = Runs.of(p.selection(), grid, tile);
    ByteBuffer packed = memory.apply(Math.toIntExact(runs.elements() * size));
    IntervalSet ranges = new IntervalSet();
    int[] at = {0};
    runs.forEach(
        (box, from, n) -> {
          ranges.add(box * size, (box + n) * size);
          p.source().copy(from, (int) n, packed, at[0]);
          at[0] += (int) n * size;
        });
    return new TileBytes(ranges, packed);
  }

  private interface Bytes {
    /** Bytes from {@code lo} to {@code hi} of the box are the piece's, from that element on. */
    void take(long lo, long hi, long element);
  }

  private static void forEach(Piece p, Grid grid, long tile, long from, long to, Bytes each) {
    int size = p.store().elementSize();
    Runs.of(p.selection(), grid, tile)
        .forEach(
            (box, element, n) -> {
              long lo = Math.max(from, box * size);
              long hi = Math.min(to, (box + n) * size);
              if (lo < hi) {
                each.take(lo, hi, element + (lo / size - box));
              }
            });
  }

  /** Number of ranges. */
  public int size() {
    return ranges.size();
  }

  /** First byte of range {@code i} in the box. */
  public long from(int i) {
    return ranges.from(i);
  }

  /** Length of range {@code i}. */
  public long length(int i) {
    return ranges.to(i) - ranges.from(i);
  }

  /** The ranges' bytes. */
  public ByteBuffer packed() {
    return packed.duplicate();
  }

  /** Puts the ranges into a whole box, and adds them to what is covered. */
  void applyTo(ByteBuffer box, IntervalSet covered) {
    int at = packed.position();
    for (int i = 0; i < size(); i++) {
      box.put((int) from(i), packed, at, (int) length(i));
      covered.add(ranges.from(i), ranges.to(i));
      at += (int) length(i);
    }
  }

  /** Bytes of {@link #encode}. */
  public int encodedSize() {
    return 4 + 16 * size() + packed.remaining();
  }

  /** Puts this into a message to the rank that owns the box. */
  public void encode(ByteBuffer out) {
    out.putInt(size());
    for (int i = 0; i < size(); i++) {
      out.putLong(ranges.from(i)).putLong(ranges.to(i));
    }
    out.put(packed.duplicate());
  }

  /** Takes one out of such a message. */
  public static TileBytes decode(ByteBuffer in) {
    IntervalSet ranges = new IntervalSet();
    for (int n = in.getInt(); n > 0; n--) {
      ranges.add(in.getLong(), in.getLong());
    }
    ByteBuffer packed = in.slice(in.position(), (int) ranges.length());
    in.position(in.position() + packed.remaining());
    return new TileBytes(ranges, packed);
  }
}
