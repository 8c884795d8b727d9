package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.myelin.hdf5.Block;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Selection;

/**
 * Reads a selection block by block, so that the stored and the decoded elements of one block stay
 * within a budget of bytes. For one thread.
 */
public final class BlockReader implements Iterator<Block> {
  /** Reads the stored form of a part of the selection. */
  @FunctionalInterface
  public interface Source {
    /** Fills the buffer. */
    void read(Selection.Placed part, ByteBuffer into);
  }

  private final Parts parts;
  private final Datatype type;
  private final int size;
  private final Footprint footprint;
  private final ValueReader reader;
  private final Source source;
  private final long budget;
  private ByteBuffer stored = ByteBuffer.allocate(0);
  private int next;
  private int end;
  private long position;

  /**
   * @param tile lengths of a chunk, or null
   */
  public BlockReader(
      Selection.Placed selection,
      long[] tile,
      Datatype type,
      Footprint footprint,
      ValueReader reader,
      Source source,
      long budget) {
    this.type = type;
    this.size = type.size();
    this.footprint = footprint;
    this.reader = reader;
    this.source = source;
    // slots are small beside what they stand for, so one read of them serves several blocks
    long perElement = footprint.isVariable() ? 4L * size : size + footprint.of(null, 0);
    long slots = footprint.isVariable() ? budget / 4 : 0;
    long most = Math.max(1, Math.min(budget / perElement, (Integer.MAX_VALUE - 8) / size));
    this.budget = Math.max(1, budget - slots);
    this.parts = new Parts(selection, most, tile);
  }

  @Override
  public boolean hasNext() {
    return next < end || parts.hasNext();
  }

  @Override
  public Block next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (next == end) {
      Selection.Placed part = parts.next();
      end = Math.toIntExact(part.elements());
      next = 0;
      if (stored.capacity() < end * size) {
        stored = null;
        stored = ByteBuffer.allocate(end * size);
      }
      source.read(part, stored.clear().limit(end * size));
      stored.clear();
    }
    int from = next;
    if (footprint.isVariable()) {
      long bytes = 0;
      do {
        bytes += footprint.of(stored, next * size);
        // one element that is larger than the budget comes alone
      } while ((bytes <= budget || next == from) && ++next < end && bytes <= budget);
    } else {
      next = end;
    }
    Block b =
        new Block(position, next - from, reader.array(type, stored, from * size, next - from));
    position += next - from;
    return b;
  }
}
