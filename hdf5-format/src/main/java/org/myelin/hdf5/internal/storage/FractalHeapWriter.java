package org.myelin.hdf5.internal.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level1.FractalHeapDirectBlock;
import org.myelin.hdf5.internal.format.level1.FractalHeapHeader;
import org.myelin.hdf5.internal.format.level1.FractalHeapIndirectBlock;
import org.myelin.hdf5.internal.format.level1.HugeObjectRecord;
import org.myelin.hdf5.internal.wire.Lookup3;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Makes a whole fractal heap in new space: objects one behind the other in direct blocks, those
 * over the limit by themselves (huge). It has no free-space manager: who adds an object later takes
 * a new block, as libhdf5 does for such heaps. Specification: III.G.
 */
public final class FractalHeapWriter {
  private static final int CHECKSUMS = 2;
  private static final int HUGE = 0x10;

  private final MetadataIo io;
  private final FractalHeapHeader shape;
  private final int overhead;
  private final TreeMap<Long, byte[]> blocks = new TreeMap<>();
  private final TreeMap<Long, byte[]> huge = new TreeMap<>();

  /** Where there is room in blocks, by offset, and how much. */
  private final TreeMap<Long, Long> gaps = new TreeMap<>();

  private final TreeMap<Long, Long> kept = new TreeMap<>();
  private long next;
  private long start;
  private byte[] current;
  private int used;
  private long managed;
  private long managedBytes;
  private long tiny;
  private long tinyBytes;

  private FractalHeapWriter(MetadataIo io, int idLength, long startBlock, int bits) {
    this.io = io;
    this.shape =
        new FractalHeapHeader(
            idLength,
            CHECKSUMS,
            4096,
            new long[10],
            Wire.UNDEFINED,
            Wire.UNDEFINED,
            4,
            startBlock,
            64 << 10,
            bits,
            1,
            Wire.UNDEFINED,
            0,
            new byte[0],
            0,
            0);
    this.overhead = 5 + io.geometry().sizeOfOffsets() + shape.offsetWidth() + 4;
  }

  /** A heap for the links of a group, with libhdf5's parameters. */
  public static FractalHeapWriter forLinks(MetadataIo io) {
    return new FractalHeapWriter(io, 7, 512, 32);
  }

  /** A heap for the attributes of an object, with libhdf5's parameters. */
  public static FractalHeapWriter forAttributes(MetadataIo io) {
    return new FractalHeapWriter(io, 8, 1024, 40);
  }

  /**
   * A heap in the place of this one, for objects that keep their ids: call {@link #keep} for each,
   * then {@link #resume}.
   *
   * @throws UnsupportedFormatException if the heap is not of the kind that is written here
   */
  static FractalHeapWriter like(MetadataIo io, FractalHeapHeader stored) {
    int idLength = stored.idLength();
    FractalHeapWriter w =
        new FractalHeapWriter(io, idLength, stored.startBlockSize(), stored.maxHeapBits());
    boolean direct = idLength - 1 >= io.geometry().sizeOfOffsets() + io.geometry().sizeOfLengths();
    int managedId = 1 + w.shape.offsetWidth() + w.shape.lengthWidth();
    if (stored.filtered()
        || direct
        || idLength < managedId
        || !stored.checksums()
        || stored.tableWidth() != w.shape.tableWidth()
        || stored.maxDirectSize() != w.shape.maxDirectSize()
        || stored.maxManaged() != w.shape.maxManaged()) {
      throw new UnsupportedFormatException(
          io.file()
              + ": changing objects in a fractal heap with filters or with blocks of other sizes"
              + " than libhdf5's is not supported");
    }
    return w;
  }

  /** Enters an object that the heap has had under this id. */
  void keep(byte[] id, byte[] object) {
    int kind = id[0] >> 4 & 3;
    if (kind == HUGE >> 4) {
      huge.put(number(id, 1, Math.min(shape.idLength() - 1, 8)), object);
    } else if (kind != 0) {
      tiny++;
      tinyBytes += object.length;
    } else {
      long offset = number(id, 1, shape.offsetWidth());
      long begin = beginOfBlock(offset);
      byte[] block = blocks.computeIfAbsent(begin, b -> new byte[(int) blockAt(b)]);
      if (offset - begin < overhead || offset - begin > block.length - object.length) {
        throw io.corrupt(
            "Fractal heap", "heap ID", -1, "offset " + offset, "an object inside one block");
      }
      System.arraycopy(object, 0, block, (int) (offset - begin), object.length);
      kept.merge(offset, offset + object.length, Math::max);
      managed++;
      managedBytes += object.length;
    }
  }

  /** From here on objects are added, to the room between those that were kept at first. */
  void resume() {
    blocks.forEach(
        (begin, block) -> {
          long at = begin + overhead;
          long end = begin + block.length;
          for (var o : kept.subMap(begin, end).entrySet()) {
            gap(at, o.getKey());
            at = Math.max(at, o.getValue());
          }
          gap(at, end);
          next = end;
        });
    kept.clear();
  }

  private void gap(long from, long to) {
    if (to > from) {
      gaps.put(from, to - from);
    }
  }

  /** Takes out an object that has this id; its room is used again. */
  void remove(byte[] id, byte[] object) {
    int kind = id[0] >> 4 & 3;
    if (kind == HUGE >> 4) {
      huge.remove(number(id, 1, Math.min(shape.idLength() - 1, 8)));
    } else if (kind != 0) {
      tiny--;
      tinyBytes -= object.length;
    } else {
      managed--;
      managedBytes -= object.length;
      release(number(id, 1, shape.offsetWidth()), object.length);
    }
  }

  /** Room joins the room beside it; between two blocks there is always a prefix. */
  private void release(long from, long length) {
    Long behind = gaps.remove(from + length);
    length += behind == null ? 0 : behind;
    var before = gaps.floorEntry(from);
    if (before != null && before.getKey() + before.getValue() == from) {
      gaps.put(before.getKey(), before.getValue() + length);
    } else {
      gaps.put(from, length);
    }
  }

  /** Adds an object; returns its heap ID. */
  public byte[] add(byte[] object) {
    ByteBuffer id = ByteBuffer.allocate(shape.idLength()).order(ByteOrder.LITTLE_ENDIAN);
    if (object.length > shape.maxManaged()) {
      long key = huge.isEmpty() ? 1 : huge.lastKey() + 1;
      huge.put(key, object);
      id.put((byte) HUGE);
      number(id, key, Math.min(shape.idLength() - 1, 8));
      return id.array();
    }
    long at = inGap(object);
    if (at < 0) {
      if (current == null || current.length - used < object.length) {
        newBlock(object.length);
      }
      System.arraycopy(object, 0, current, used, object.length);
      at = start + used;
      used += object.length;
    }
    id.put((byte) 0);
    number(id, at, shape.offsetWidth());
    number(id, object.length, shape.lengthWidth());
    managed++;
    managedBytes += object.length;
    return id.array();
  }

  /** Puts an object into the first gap that holds it; returns its offset, or -1. */
  private long inGap(byte[] object) {
    for (var g : gaps.entrySet()) {
      if (g.getValue() >= object.length) {
        long at = g.getKey();
        long left = g.getValue() - object.length;
        gaps.remove(at);
        gap(at + object.length, at + object.length + left);
        var block = blocks.floorEntry(at);
        System.arraycopy(object, 0, block.getValue(), (int) (at - block.getKey()), object.length);
        return at;
      }
    }
    return -1;
  }

  private static long number(byte[] id, int at, int width) {
    long v = 0;
    for (int i = 0; i < width; i++) {
      v |= (id[at + i] & 0xffL) << (8 * i);
    }
    return v;
  }

  private static void number(ByteBuffer id, long value, int width) {
    for (int i = 0; i < width; i++) {
      id.put((byte) (value >> 8 * i));
    }
  }

  /** The next block that is large enough; smaller ones on the way stay without storage. */
  private void newBlock(int length) {
    long size = blockAt(next);
    while (size - overhead < length) {
      next += size;
      size = blockAt(next);
    }
    if (next + size > 1L << shape.maxHeapBits()) {
      throw new UnsupportedFormatException(
          io.file()
              + ": more than 2^"
              + shape.maxHeapBits()
              + " bytes of links or attributes of one object; the format has no room for more");
    }
    start = next;
    current = new byte[(int) size];
    used = overhead;
    blocks.put(start, current);
    next += size;
  }

  /** Where the direct block begins that holds this offset of the heap. */
  private long beginOfBlock(long offset) {
    long begin = 0;
    long rest = offset;
    while (true) {
      int row = shape.row(rest);
      long size = shape.blockSize(row);
      long inRow = rest - shape.rowStart(row);
      begin += shape.rowStart(row) + inRow / size * size;
      if (row < shape.directRows()) {
        return begin;
      }
      rest = inRow % size;
    }
  }

  /** Bytes of the direct block that begins at this offset of the heap. */
  private long blockAt(long offset) {
    int row = shape.row(offset);
    long rest = offset;
    while (row >= shape.directRows()) {
      rest = (rest - shape.rowStart(row)) % shape.blockSize(row);
      row = shape.row(rest);
    }
    return shape.blockSize(row);
  }

  /** Stages the heap; returns the address of its header. */
  public long write(MetadataSink sink) {
    long at = sink.allocate(FractalHeapHeader.baseSize(io.geometry()));
    TreeMap<Long, Long> places = new TreeMap<>();
    blocks.forEach((offset, bytes) -> places.put(offset, direct(sink, at, offset, bytes)));
    int rows = 0;
    long root = Wire.UNDEFINED;
    long covered = 0;
    long room = 0;
    if (blocks.size() == 1 && blocks.firstKey() == 0) {
      root = places.get(0L);
      covered = shape.startBlockSize();
      room = covered - overhead;
    } else if (!blocks.isEmpty()) {
      rows = shape.row(blocks.lastKey()) + 1;
      root = indirect(sink, at, 0, rows, places);
      covered = shape.rowStart(rows);
      room = room(rows);
    }
    long hugeTree = hugeObjects(sink);
    long[] statistics = {
      room - managedBytes,
      covered,
      blocks.values().stream().mapToLong(b -> b.length).sum(),
      rows == 0 ? 0 : next,
      managed,
      huge.values().stream().mapToLong(b -> b.length).sum(),
      huge.size(),
      tinyBytes,
      tiny,
      huge.isEmpty() ? 0 : huge.lastKey()
    };
    FractalHeapHeader h =
        new FractalHeapHeader(
            shape.idLength(),
            shape.flags(),
            shape.maxManaged(),
            statistics,
            hugeTree,
            Wire.UNDEFINED,
            shape.tableWidth(),
            shape.startBlockSize(),
            shape.maxDirectSize(),
            shape.maxHeapBits(),
            shape.startRows(),
            root,
            rows,
            shape.filters(),
            0,
            0);
    sink.put(at, io.encode(h, FractalHeapHeader::transfer));
    return at;
  }

  /** Bytes for objects in so many rows, in blocks with storage and without. */
  private long room(int rows) {
    long sum = 0;
    for (int r = 0; r < rows; r++) {
      sum +=
          shape.tableWidth()
              * (r < shape.directRows()
                  ? shape.blockSize(r) - overhead
                  : room(shape.rowsOf(shape.blockSize(r))));
    }
    return sum;
  }

  private long direct(MetadataSink sink, long header, long offset, byte[] bytes) {
    prefix(header, offset, 0, bytes);
    prefix(header, offset, Lookup3.hash(bytes), bytes);
    long at = sink.allocate(bytes.length);
    sink.put(at, bytes);
    return at;
  }

  private void prefix(long header, long offset, int checksum, byte[] bytes) {
    byte[] p =
        io.encode(
            new FractalHeapDirectBlock(header, offset, checksum), FractalHeapDirectBlock.of(shape));
    System.arraycopy(p, 0, bytes, 0, p.length);
  }

  private long indirect(
      MetadataSink sink, long header, long from, int rows, TreeMap<Long, Long> places) {
    long[] children = new long[rows * shape.tableWidth()];
    for (int i = 0; i < children.length; i++) {
      int row = i / shape.tableWidth();
      long size = shape.blockSize(row);
      long begin = from + shape.rowStart(row) + i % shape.tableWidth() * size;
      if (row < shape.directRows()) {
        children[i] = places.getOrDefault(begin, Wire.UNDEFINED);
      } else {
        children[i] =
            places.subMap(begin, begin + size).isEmpty()
                ? Wire.UNDEFINED
                : indirect(sink, header, begin, shape.rowsOf(size), places);
      }
    }
    byte[] bytes =
        io.encode(
            new FractalHeapIndirectBlock(header, from, children, null, null),
            FractalHeapIndirectBlock.of(shape, rows));
    long at = sink.allocate(bytes.length);
    sink.put(at, bytes);
    return at;
  }

  private long hugeObjects(MetadataSink sink) {
    if (huge.isEmpty()) {
      return Wire.UNDEFINED;
    }
    List<HugeObjectRecord> records = new ArrayList<>();
    huge.forEach(
        (key, object) -> {
          long at = sink.allocate(object.length);
          sink.put(at, object);
          records.add(new HugeObjectRecord(at, object.length, 0, object.length, key));
        });
    return BTreeV2Writer.write(
        io,
        sink,
        HugeObjectRecord.type(io.geometry(), false, false),
        BTreeV2Writer.SMALL_NODE,
        records);
  }
}
