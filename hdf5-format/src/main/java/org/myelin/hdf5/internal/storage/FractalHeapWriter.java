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
  private final List<byte[]> huge = new ArrayList<>();
  private long next;
  private long start;
  private byte[] current;
  private int used;
  private long managed;
  private long managedBytes;

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

  /** Adds an object; returns its heap ID. */
  public byte[] add(byte[] object) {
    ByteBuffer id = ByteBuffer.allocate(shape.idLength()).order(ByteOrder.LITTLE_ENDIAN);
    if (object.length > shape.maxManaged()) {
      huge.add(object);
      id.put((byte) HUGE);
      number(id, huge.size(), Math.min(shape.idLength() - 1, 8));
      return id.array();
    }
    if (current == null || current.length - used < object.length) {
      newBlock(object.length);
    }
    System.arraycopy(object, 0, current, used, object.length);
    id.put((byte) 0);
    number(id, start + used, shape.offsetWidth());
    number(id, object.length, shape.lengthWidth());
    used += object.length;
    managed++;
    managedBytes += object.length;
    return id.array();
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
      huge.stream().mapToLong(b -> b.length).sum(),
      huge.size(),
      0,
      0,
      huge.size()
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
    for (byte[] object : huge) {
      long at = sink.allocate(object.length);
      sink.put(at, object);
      records.add(new HugeObjectRecord(at, object.length, 0, object.length, records.size() + 1L));
    }
    return BTreeV2Writer.write(
        io,
        sink,
        HugeObjectRecord.type(io.geometry(), false, false),
        BTreeV2Writer.SMALL_NODE,
        records);
  }
}
