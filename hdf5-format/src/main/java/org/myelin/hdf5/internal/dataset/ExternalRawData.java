package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.util.List;
import org.myelin.hdf5.Hdf5IOException;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.internal.chunk.Grid;
import org.myelin.hdf5.spi.FileDriver;

/**
 * Elements in one row of bytes that lies in pieces in raw files. As libhdf5 has it, what lies
 * behind the end of a raw file reads as zero, while a raw file that is missing, or pieces that are
 * too short for the dataset, are errors. Specification: IV.A.2.h.
 */
public final class ExternalRawData implements ElementStorage {
  /** One piece of the row; {@code size} is {@link #UNLIMITED} for all that may come. */
  public record Piece(String file, long offset, long size) {}

  /** The size of a piece without end. */
  public static final long UNLIMITED = -1;

  /** Opens raw files, of which it keeps those that are open. */
  public interface Files {
    /**
     * The file of this name.
     *
     * @throws Hdf5IOException if there is none
     */
    FileDriver open(String name);

    /** The file of this name, to be written; it is made if there is none. */
    FileDriver openToWrite(String name);
  }

  /** Runs nearer to each other than this are read at once. */
  private static final int WINDOW = 256 << 10;

  /** Bytes that are written at once. */
  private static final int STEP = 1 << 20;

  private final RawStorage file;
  private final String path;
  private final long[] shape;
  private final int elementSize;
  private final List<Piece> pieces;
  private final Files files;

  /** Where the elements of a dataset of this shape lie. */
  public ExternalRawData(
      RawStorage file,
      String path,
      long[] shape,
      int elementSize,
      List<Piece> pieces,
      Files files) {
    this.file = file;
    this.path = path;
    this.shape = shape.clone();
    this.elementSize = elementSize;
    this.pieces = List.copyOf(pieces);
    this.files = files;
  }

  /** The pieces in their order. */
  public List<Piece> pieces() {
    return pieces;
  }

  @Override
  public void read(Selection.Placed selection, ElementSink sink, Nesting outer) {
    long step = Math.max(1, WINDOW / elementSize);
    long[] window = {0, 0};
    ByteBuffer[] bytes = {ByteBuffer.allocate(0)};
    Runs.of(selection, new Grid(shape, shape), 0)
        .forEach(
            (from, packed, n) -> {
              for (long done = 0; done < n; ) {
                long at = from + done;
                if (at < window[0] || at >= window[1]) {
                  long end = Math.min(at + step, elements());
                  bytes[0] = fetch(at * elementSize, Math.toIntExact((end - at) * elementSize));
                  window[0] = at;
                  window[1] = end;
                }
                int count = (int) Math.min(n - done, window[1] - at);
                int place = (int) ((at - window[0]) * elementSize);
                sink.accept(packed + done, count, bytes[0], place);
                done += count;
              }
            });
  }

  private long elements() {
    return new Grid(shape, shape).tileElements();
  }

  private ByteBuffer fetch(long from, int length) {
    ByteBuffer b = ByteBuffer.allocate(length);
    long start = 0;
    for (Piece p : pieces) {
      long end = p.size == UNLIMITED ? Long.MAX_VALUE : start + p.size;
      if (end < start) {
        throw file.corrupt(
            "External Data Files message", "data size", -1, p.size + "", "sizes of one sum");
      }
      long at = from + b.position();
      if (b.hasRemaining() && at >= start && at < end) {
        part(p, at - start, (int) Math.min(b.remaining(), end - at), b);
      }
      start = end;
    }
    if (b.hasRemaining()) {
      throw file.corrupt(
          "External Data Files message of dataset " + path,
          "data size",
          -1,
          start + " bytes in all",
          "at least the " + elements() * elementSize + " bytes of the dataset");
    }
    return b.flip();
  }

  private void part(Piece p, long in, int length, ByteBuffer into) {
    if (p.offset > Long.MAX_VALUE - in - length) {
      throw file.corrupt(
          "External Data Files message of dataset " + path,
          "offset in external data file",
          -1,
          p.offset + "",
          "a place in a file");
    }
    FileDriver raw = files.open(p.file);
    int there = (int) Math.max(0, Math.min(length, raw.size() - p.offset - in));
    if (there > 0) {
      raw.read(p.offset + in, into.slice(into.position(), there));
    }
    into.position(into.position() + length);
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void write(org.myelin.hdf5.internal.dataset.Piece piece) {
    int step = Math.max(1, STEP / elementSize);
    Runs.of(piece.selection(), new Grid(shape, shape), 0)
        .forEach(
            (to, packed, n) -> {
              for (long done = 0; done < n; done += step) {
                int count = (int) Math.min(step, n - done);
                ByteBuffer b = ByteBuffer.allocate(count * elementSize);
                piece.source().copy(packed + done, count, b, 0);
                store((to + done) * elementSize, b);
              }
            });
  }

  private void store(long to, ByteBuffer bytes) {
    long start = 0;
    long end = to + bytes.remaining();
    for (Piece p : pieces) {
      long pieceEnd = p.size == UNLIMITED ? Long.MAX_VALUE : start + p.size;
      long from = Math.max(start, to);
      long until = Math.min(pieceEnd, end);
      if (from < until) {
        ByteBuffer part = bytes.slice((int) (from - to), (int) (until - from));
        files.openToWrite(p.file).write(p.offset + from - start, part);
      }
      start = pieceEnd;
    }
    if (start < end) {
      throw new IllegalArgumentException(
          file.name()
              + ": dataset "
              + path
              + " has external files for "
              + start
              + " bytes only, so byte "
              + (end - 1)
              + " has no place");
    }
  }
}
