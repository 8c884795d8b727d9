package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.myelin.hdf5.AllocationTime;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Finding;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.chunk.ChunkRecord;
import org.myelin.hdf5.internal.chunk.ChunkTable;
import org.myelin.hdf5.internal.chunk.Grid;
import org.myelin.hdf5.internal.chunk.ImplicitChunks;
import org.myelin.hdf5.internal.filter.FilterPipelineCodec;
import org.myelin.hdf5.spi.FilterException;

/**
 * The elements of one dataset in stored form: where they lie, how they are read, and where new ones
 * go. Shared by all {@code Dataset} objects of the same dataset; readers may be several threads, a
 * writer is one.
 *
 * <p>Chunked data lies in the boxes of {@link #grid}; contiguous data is handled in boxes that are
 * runs of its block.
 */
public final class DatasetStore {
  /** Contiguous data is read and written in boxes of at most this many bytes. */
  private static final long ROW_BYTES = 4L << 20;

  /** Boxes that are read side by side before the next ones are looked up. */
  private static final int BATCH = 4096;

  /** Reads of fewer bytes end sooner than another thread begins. */
  private static final long WORTH_THREADS = 2L << 20;

  /** Bytes of a box that must be in memory as a whole. */
  public static final long MOST_IN_ONE_BUFFER = Integer.MAX_VALUE - 64;

  /** From so many chunks to one that is stored on, those that are not are not looked up. */
  private static final int SPARSE = 4;

  private final RawStorage file;
  private final long key;
  private final String path;
  private final Datatype type;
  private final int elementSize;
  private final Layout layout;
  private final Fill fill;
  private final ChunkTable table;
  private final String refusal;
  private final ImplicitChunks implicit;
  private final AllocationTime allocation;
  private final ElementStorage elsewhere;
  private final boolean edgesUnfiltered;
  private final FilterPipelineCodec codec;
  private long[] shape;
  private long address;
  private ByteBuffer compact;
  private boolean changed;
  private volatile boolean deleted;

  /** As found in an object header, or as asked for by a creator. */
  public DatasetStore(RawStorage file, StoreDescription d) {
    this.file = file;
    this.key = d.key();
    this.path = d.path();
    this.type = d.type();
    this.elementSize = Math.toIntExact(d.type().size());
    this.layout = d.layout();
    this.fill = d.fill();
    this.shape = d.shape();
    this.address = d.address();
    this.compact = d.compact();
    this.table = d.table();
    this.refusal = d.refusal();
    this.implicit = d.implicit();
    this.allocation = d.allocation();
    this.elsewhere = d.elsewhere();
    this.edgesUnfiltered = d.edgesUnfiltered();
    this.codec =
        new FilterPipelineCodec(
            file.name() + ": dataset " + d.path(), d.layout().filters(), file.deflate());
  }

  /** What identifies the dataset on every rank of a parallel file. */
  public long key() {
    return key;
  }

  /** The path under which the dataset was opened first. */
  public String path() {
    return path;
  }

  /** The stored element type. */
  public Datatype type() {
    return type;
  }

  /** Bytes of a stored element. */
  public int elementSize() {
    return elementSize;
  }

  /** Lengths of the dataspace now. */
  public long[] shape() {
    return shape(null);
  }

  /** The same, asked through virtual datasets. */
  long[] shape(Nesting outer) {
    return elsewhere == null ? shape.clone() : elsewhere.shape(shape, outer);
  }

  /** The layout as created. */
  public Layout layout() {
    return layout;
  }

  /** The value of elements that were never written. */
  public Fill fill() {
    return fill;
  }

  /** Where elements lie that are not in this file's blocks or chunks; null if they are. */
  public ElementStorage elsewhere() {
    return elsewhere;
  }

  /** Whether elements lie in the object header. */
  public boolean isCompact() {
    return layout.kind() == Layout.Kind.COMPACT;
  }

  /** Whether elements lie in chunks. */
  public boolean isChunked() {
    return layout.isChunked();
  }

  /** Whether chunks are filtered. */
  public boolean isFiltered() {
    return !layout.filters().isEmpty();
  }

  /** The boxes that reads and writes go by. */
  public Grid grid() {
    return isChunked()
        ? new Grid(shape, layout.chunkShape())
        : isCompact() ? new Grid(shape, shape) : Grid.rows(shape, elementSize, ROW_BYTES);
  }

  /** Bytes of a whole box. */
  public long tileBytes() {
    return Math.multiplyExact(grid().tileElements(), (long) elementSize);
  }

  /** Bytes of a box that lie inside the dataspace. */
  long validBytes(long tile) {
    Grid g = grid();
    long[] origin = g.origin(tile);
    long n = elementSize;
    for (int d = 0; d < origin.length; d++) {
      n *= Math.min(g.tile()[d], shape[d] - origin[d]);
    }
    return n;
  }

  /** Whether the filters are applied to that box. */
  public boolean filters(long tile) {
    return isFiltered() && !(edgesUnfiltered && validBytes(tile) < tileBytes());
  }

  /** Whether chunks that stick out over the edge are stored without the filters. */
  public boolean edgesUnfiltered() {
    return edgesUnfiltered;
  }

  /** Whether all chunks have their places for good. */
  boolean isImplicit() {
    return implicit != null;
  }

  /** The file. */
  public RawStorage file() {
    return file;
  }

  /** The chunks' table; null unless chunked. */
  public ChunkTable table() {
    return table;
  }

  /** Contiguous: the block's address, or -1 while it has none. */
  public long address() {
    return address;
  }

  /** Contiguous: bytes of the block, which may have no place yet. */
  public long blockBytes() {
    return Math.multiplyExact(new Grid(shape, shape).tileElements(), (long) elementSize);
  }

  /** Compact: the elements. */
  public ByteBuffer compact() {
    return compact.duplicate();
  }

  /**
   * Whether the object header must be written again: extent, address, or compact elements are new.
   */
  public boolean changed() {
    return changed;
  }

  /** Declares the object header up to date. */
  public void clean() {
    changed = false;
  }

  /** The filters' codec. */
  public FilterPipelineCodec codec() {
    return codec;
  }

  /** The chunk's place, or null if it is not stored. */
  public ChunkRecord record(long tile) {
    return table.find(grid().scaled(tile));
  }

  /** What elements without storage read as: with fill time NEVER that is not their fill value. */
  private Fill unwritten() {
    return fill.never() ? Fill.ZERO : fill;
  }

  /** A new box full of fill values. */
  ByteBuffer fillTile() {
    return unwritten().buffer(Math.toIntExact(tileBytes()));
  }

  // ---- reading

  /** The dataset is gone, and its space given back. */
  public void delete() {
    deleted = true;
  }

  /** Whether the dataset is gone. */
  public boolean isDeleted() {
    return deleted;
  }

  /** Throws if this version can neither read nor write the elements. */
  public void checkSupported() {
    if (deleted) {
      throw new IllegalStateException(file.name() + ": dataset " + path + " was deleted");
    }
    if (refusal != null) {
      throw new UnsupportedFormatException(
          file.name() + ": dataset " + path + " has " + refusal + ", which is not supported yet",
          new Finding("dataset " + path, "elements", -1, refusal, "a form that is supported"));
    }
  }

  /** Throws if this version cannot write elements; nothing is changed then. */
  public void checkWritable() {
    checkSupported();
    checkHere();
  }

  /** Throws if this version cannot give the dataset this shape. */
  public void checkResizable(long[] newShape) {
    checkSupported();
    checkHere();
    if (Resize.rewrites(this, newShape) && tileBytes() > MOST_IN_ONE_BUFFER) {
      throw unsupported("cutting chunks of " + tileBytes() + " bytes");
    }
  }

  /** Whether giving the dataset this shape reads stored chunks. */
  public boolean resizeReads(long[] newShape) {
    return Resize.rewrites(this, newShape);
  }

  private void checkHere() {
    if (elsewhere != null && !elsewhere.isWritable()) {
      throw unsupported("changing elements that lie in other files or datasets");
    }
  }

  private UnsupportedFormatException unsupported(String what) {
    return new UnsupportedFormatException(
        file.name() + ": dataset " + path + ": " + what + " is not supported yet");
  }

  /** Gives the selected elements to the sink. */
  public void read(Selection.Placed selection, ElementSink sink) {
    read(selection, sink, null);
  }

  /** The same, through virtual datasets. */
  void read(Selection.Placed selection, ElementSink sink, Nesting outer) {
    checkSupported();
    if (selection.elements() == 0) {
      return;
    }
    if (elsewhere != null) {
      elsewhere.read(selection, sink, outer);
      return;
    }
    Grid g = grid();
    List<Long> batch = new ArrayList<>();
    LongConsumer each =
        tile -> {
          batch.add(tile);
          if (batch.size() == BATCH) {
            readBatch(selection, g, batch, sink);
          }
        };
    if (isChunked()
        && selection instanceof Hyperslab h
        && g.boxesAround(h) / SPARSE > table.size() + BATCH) {
      // a small file may have any number of chunks that are not stored
      unwritten().give(sink, elementSize, 0, h.elements());
      table.forEach(
          (scaled, r) -> {
            if (g.touches(h, scaled)) {
              each.accept(g.number(scaled));
            }
          });
    } else {
      g.forEach(selection, each);
    }
    readBatch(selection, g, batch, sink);
  }

  /** Hands over to other threads only what is worth it: long reads, and chunks to be decoded. */
  private void readBatch(Selection.Placed selection, Grid g, List<Long> batch, ElementSink sink) {
    List<Long> costly = batch;
    if (isFiltered()) {
      costly = new ArrayList<>();
      for (long tile : batch) {
        ByteBuffer decoded = file.chunkCache().get(key, tile);
        if (decoded == null) {
          costly.add(tile);
        } else {
          give(Runs.of(selection, g, tile), decoded, sink);
        }
      }
    } else if (bytesToRead(selection, batch.size()) < WORTH_THREADS) {
      batch.forEach(tile -> readRuns(Runs.of(selection, g, tile), tile, sink));
      costly = List.of();
    }
    if (isFiltered() && tileBytes() > file.limits().maxAllocation() / 64) {
      // each thread would hold a large chunk or two
      costly.forEach(tile -> readRuns(Runs.of(selection, g, tile), tile, sink));
    } else {
      file.inParallel(costly, tile -> readRuns(Runs.of(selection, g, tile), tile, sink));
    }
    batch.clear();
  }

  /** Single elements cost about the page that each lies in. */
  private long bytesToRead(Selection.Placed selection, int tiles) {
    long each = selection instanceof Hyperslab ? elementSize : elementSize + 4096L;
    return Math.min(selection.elements() * each, tiles * tileBytes());
  }

  private void readRuns(Runs runs, long tile, ElementSink sink) {
    if (isCompact()) {
      give(runs, compact, sink);
    } else if (tileAddress(tile) < 0) {
      runs.forEach((box, packed, n) -> unwritten().give(sink, elementSize, packed, n));
    } else if (isFiltered()) {
      give(runs, cached(tile, runs), sink);
    } else {
      SpanReader reader = new SpanReader(file, path, tileAddress(tile), elementSize, sink);
      runs.forEach(reader);
      reader.flush();
    }
  }

  private void give(Runs runs, ByteBuffer bytes, ElementSink sink) {
    runs.forEach(sink.from(bytes, bytes.position(), elementSize));
  }

  private ByteBuffer cached(long tile, Runs runs) {
    ByteBuffer b = file.chunkCache().get(key, tile);
    if (b == null) {
      b = readTile(tile);
      if (runs.elements() * elementSize < b.remaining()) {
        file.chunkCache().put(key, tile, b);
      }
    }
    return b;
  }

  /** The decoded elements of a whole box. */
  ByteBuffer readTile(long tile) {
    ChunkRecord r = record(tile);
    if (r == null) {
      return fillTile();
    }
    if (tileBytes() > file.limits().maxAllocation() / 3) {
      throw new UnsupportedFormatException(
          file.name()
              + ": dataset "
              + path
              + ": filtered chunks of "
              + tileBytes()
              + " bytes are more than a third of ReadLimits.maxAllocation, which is "
              + file.limits().maxAllocation(),
          new Finding(
              "dataset " + path,
              "chunk size",
              r.address(),
              tileBytes() + " bytes",
              "at most a third of " + file.limits().maxAllocation()));
    }
    ByteBuffer stored = file.readRaw(path, r.address(), r.size());
    if (!filters(tile) && r.size() == tileBytes()) {
      return stored;
    }
    try {
      return codec.decode(stored, r.filterMask(), tileBytes());
    } catch (FilterException e) {
      throw file.corrupt(
          "chunk " + java.util.Arrays.toString(grid().scaled(tile)) + " of dataset " + path,
          "stored bytes",
          r.address(),
          e.getMessage(),
          "a chunk of " + tileBytes() + " bytes");
    }
  }

  /** Where a box without filters lies, or -1 if it is not stored. */
  public long tileAddress(long tile) {
    if (isChunked()) {
      ChunkRecord r = record(tile);
      return r == null ? -1 : r.address();
    }
    return address < 0 ? -1 : address + grid().contiguousOffset(tile) * elementSize;
  }

  // ---- writing; each of these is called alike on every rank

  /** Makes room for all elements if that is due when the dataset is made or grows. */
  public void allocateEarly() {
    if (allocation == AllocationTime.EARLY && elsewhere == null && !isCompact()) {
      allocateAll();
    }
  }

  /** Makes room before something is first written: for all elements, or chunk by chunk. */
  public void allocateForWrite() {
    boolean all = implicit != null || allocation != AllocationTime.INCREMENTAL;
    if (!isChunked() || all && table.size() == 0) {
      allocateAll();
    }
  }

  private void allocateAll() {
    if (!isChunked()) {
      allocateContiguous();
    } else if (implicit != null) {
      allocateImplicit();
    } else {
      FillChunks fresh = new FillChunks(this);
      Grid g = grid();
      g.forEach(Selection.all().within(shape), fresh::place);
    }
  }

  private void allocateImplicit() {
    if (table.size() == 0 && implicit.bytes() > 0) {
      long at = file.allocator().allocate(implicit.bytes());
      implicit.place(at, table);
      fillFresh(at, implicit.bytes());
    }
  }

  /** Gives contiguous data its block, filled where that is needed. */
  private void allocateContiguous() {
    long bytes = blockBytes();
    if (address >= 0 || bytes == 0) {
      return;
    }
    address = file.allocator().allocate(bytes);
    changed = true;
    fillFresh(address, bytes);
  }

  /** Fills new space of whole elements if it does not read as the fill value by itself. */
  void fillFresh(long from, long bytes) {
    if (!fill.reads(file.allocator().isFresh(from)) && file.isFirstRank()) {
      ByteBuffer step =
          fill.buffer((int) Math.min(bytes, (1 << 20) / elementSize * elementSize + elementSize));
      for (long at = 0; at < bytes; at += step.capacity()) {
        int n = (int) Math.min(step.capacity(), bytes - at);
        file.driver().write(file.baseAddress() + from + at, step.duplicate().limit(n));
      }
    }
  }

  /**
   * Gives an unfiltered chunk its place if it has none.
   *
   * @return whether ranks may write their parts straight into it; false if one must write all of it
   *     first
   */
  public boolean placeUnfiltered(long tile, boolean wholeByOne) {
    if (record(tile) != null) {
      return true;
    }
    long at = file.allocator().allocate(tileBytes());
    table.put(grid().scaled(tile), new ChunkRecord(at, tileBytes(), 0));
    if (tileBytes() > MOST_IN_ONE_BUFFER) {
      // nobody can put it together in memory
      fillFresh(at, tileBytes());
      return true;
    }
    return wholeByOne || fill.reads(file.allocator().isFresh(at));
  }

  /** Gives an encoded chunk its place; a filtered chunk never goes over the one it replaces. */
  public void placeEncoded(long tile, long size, int filterMask) {
    if (!isFiltered()) {
      return;
    }
    ChunkRecord before = record(tile);
    if (before != null) {
      file.allocator().release(before.address(), before.size());
    }
    table.put(
        grid().scaled(tile), new ChunkRecord(file.allocator().allocate(size), size, filterMask));
    file.chunkCache().forget(key, tile);
  }

  /** Throws if so many bytes cannot be the chunk that begins at that element. */
  public void checkStored(long[] offset, int filterMask, long bytes) {
    // the format has room for 32 filters
    int all = (int) ((1L << layout.filters().size()) - 1);
    boolean plain = !filters(tileAt(offset)) || (filterMask & all) == all;
    if ((filterMask & ~all) != 0
        || bytes == 0
        || plain && bytes != tileBytes()
        || !isFiltered() && filterMask != 0) {
      throw new IllegalArgumentException(
          file.name()
              + ": dataset "
              + path
              + ": "
              + bytes
              + " bytes with filter mask "
              + filterMask
              + " cannot be a chunk of "
              + tileBytes()
              + " bytes with "
              + layout.filters().size()
              + " filters");
    }
  }

  private long tileAt(long[] offset) {
    Grid g = grid();
    long[] scaled = new long[offset.length];
    for (int d = 0; d < scaled.length; d++) {
      scaled[d] = offset[d] / g.tile()[d];
    }
    return g.number(scaled);
  }

  /** Stores a chunk as it is. */
  public void writeStored(long[] offset, int filterMask, ByteBuffer stored) {
    allocateForWrite();
    long tile = tileAt(offset);
    if (isFiltered()) {
      placeEncoded(tile, stored.remaining(), filterMask);
    } else {
      placeUnfiltered(tile, true);
    }
    if (file.isFirstRank()) {
      file.driver().write(file.baseAddress() + record(tile).address(), stored);
    }
  }

  /**
   * Stores a chunk as it is, in a dataset where room is not made beforehand; an unfiltered one may
   * be given in several parts, each with the place of its first byte.
   */
  public void keepStored(long[] scaled, ChunkRecord as, long from, ByteBuffer part) {
    long tile = grid().number(scaled);
    if (implicit != null) {
      allocateImplicit();
    } else if (from == 0 && isFiltered()) {
      placeEncoded(tile, as.size(), as.filterMask());
    } else if (from == 0) {
      placeUnfiltered(tile, true);
    }
    if (file.isFirstRank()) {
      file.driver().write(file.baseAddress() + record(tile).address() + from, part);
    }
  }

  /** Stores a part of a contiguous dataset's block as it is. */
  public void keepBytes(long from, ByteBuffer part) {
    if (address < 0) {
      address = file.allocator().allocate(blockBytes());
      changed = true;
    }
    if (file.isFirstRank()) {
      file.driver().write(file.baseAddress() + address + from, part);
    }
  }

  /** Writes into compact data. */
  public void writeCompact(Piece piece) {
    Runs.of(piece.selection(), grid(), 0)
        .forEach(
            (box, packed, n) ->
                piece.source().copy(packed, (int) n, compact, Math.toIntExact(box * elementSize)));
    changed = true;
  }

  /**
   * Gives the dataspace these lengths; chunks keep their coordinates, and what is cut off reads as
   * the fill value when it comes back.
   */
  public void resize(long[] newShape) {
    Resize.run(this, newShape);
    file.chunkCache().forget(key);
    shape = newShape.clone();
    changed = true;
    allocateEarly();
  }
}
