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
    return pieces.size() == 1
        ? single(pieces.get(0), grid, tile, ByteBuffer::allocate)
        : merged(pieces, grid, tile);
  }

  /**
   * The same into memory that is there already, as far as one piece goes.
   *
   * @param memory gives so many bytes of any content
   */
  public static TileBytes gather(
      List<Piece> pieces, Grid grid, long tile, IntFunction<ByteBuffer> memory) {
    return pieces.size() == 1
        ? single(pieces.get(0), grid, tile, memory)
        : merged(pieces, grid, tile);
  }

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

  private static TileBytes merged(List<Piece> pieces, Grid grid, long tile) {
    int size = pieces.get(0).store().elementSize();
    ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(grid.tileElements() * size));
    IntervalSet ranges = new IntervalSet();
    for (Piece p : pieces) {
      Runs.of(p.selection(), grid, tile)
          .forEach(
              (box, from, n) -> {
                ranges.add(box * size, (box + n) * size);
                p.source().copy(from, (int) n, whole, Math.toIntExact(box * size));
              });
    }
    ByteBuffer packed = ByteBuffer.allocate((int) ranges.length());
    for (int i = 0; i < ranges.size(); i++) {
      packed.put(whole.slice((int) ranges.from(i), (int) (ranges.to(i) - ranges.from(i))));
    }
    return new TileBytes(ranges, packed.flip());
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
