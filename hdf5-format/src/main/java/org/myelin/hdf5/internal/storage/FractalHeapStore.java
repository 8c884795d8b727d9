package org.myelin.hdf5.internal.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level1.FractalHeapDirectBlock;
import org.myelin.hdf5.internal.format.level1.FractalHeapHeader;
import org.myelin.hdf5.internal.format.level1.FractalHeapIndirectBlock;
import org.myelin.hdf5.internal.format.level1.FreeSpaceHeader;
import org.myelin.hdf5.internal.format.level1.HugeObjectRecord;
import org.myelin.hdf5.internal.wire.Lookup3;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * The objects of one fractal heap, by heap ID. Specification: III.G. Keeps the blocks that it has
 * read, so it is meant for one pass over a group or an object. Not thread-safe.
 */
public final class FractalHeapStore {
  /** Undoes the filters of blocks and huge objects; the message is in encoded form. */
  @FunctionalInterface
  public interface Unfilter {
    /** The decoded bytes, {@code size} of them. */
    ByteBuffer decode(byte[] pipeline, ByteBuffer stored, int filterMask, long size);
  }

  private static final String NAME = "Fractal heap";

  private final MetadataIo io;
  private final Unfilter unfilter;
  private final long address;
  private final FractalHeapHeader header;
  private final Map<Long, ByteBuffer> blocks = new HashMap<>();
  private final Map<Long, FractalHeapIndirectBlock> indirect = new HashMap<>();
  private Map<Long, HugeObjectRecord> huge;
  private long given;

  /** The heap whose header lies at {@code address}. */
  public FractalHeapStore(MetadataIo io, long address, Unfilter unfilter) {
    this.io = io;
    this.unfilter = unfilter;
    this.address = address;
    int base = FractalHeapHeader.baseSize(io.geometry());
    ByteBuffer start = io.bytes(NAME + " header", address, base);
    int filters = start.getShort(FractalHeapHeader.FILTERS_LENGTH_AT) & 0xffff;
    this.header =
        io.read(
            NAME + " header",
            address,
            FractalHeapHeader.size(io.geometry(), filters),
            FractalHeapHeader::transfer);
  }

  /** What the heap says of itself. */
  FractalHeapHeader header() {
    return header;
  }

  /** Enters all that the heap takes in the file. */
  public void enter(SpaceUse use) {
    use.stored(
        io,
        NAME + " header",
        address,
        FractalHeapHeader.size(io.geometry(), header.filters().length));
    if (header.hugeTree() != Wire.UNDEFINED) {
      var type =
          HugeObjectRecord.type(
              io.geometry(), header.idLength() - 1 >= directIdSize(), header.filtered());
      BTreeV2Reader.forEach(
          io,
          header.hugeTree(),
          type,
          r -> use.stored(io, NAME + " huge object", r.address(), r.length()));
      BTreeV2Reader.enter(io, header.hugeTree(), type, use);
    }
    if (header.freeSpaceManager() != Wire.UNDEFINED) {
      FreeSpaceHeader f =
          io.read(
              "Free-space manager header",
              header.freeSpaceManager(),
              FreeSpaceHeader.size(io.geometry()),
              FreeSpaceHeader::transfer);
      use.stored(
          io,
          "Free-space manager header",
          header.freeSpaceManager(),
          FreeSpaceHeader.size(io.geometry()));
      if (f.sectionsAddress() != Wire.UNDEFINED) {
        use.stored(io, "Free-space section list", f.sectionsAddress(), f.sectionsAllocated());
      }
    }
    if (header.rootAddress() != Wire.UNDEFINED && header.rootRows() == 0) {
      use.stored(
          io,
          NAME + " direct block",
          header.rootAddress(),
          header.filtered() ? header.rootFilteredSize() : header.startBlockSize());
    } else if (header.rootAddress() != Wire.UNDEFINED) {
      enter(use, header.rootAddress(), 0, header.rootRows());
    }
  }

  private void enter(SpaceUse use, long at, long start, int rows) {
    FractalHeapIndirectBlock b = indirect(at, start, rows);
    use.stored(io, NAME + " indirect block", at, header.indirectSize(io.geometry(), rows));
    for (int i = 0; i < b.children().length; i++) {
      int row = i / header.tableWidth();
      long size = header.blockSize(row);
      if (b.children()[i] == Wire.UNDEFINED) {
        continue;
      }
      if (row >= header.directRows()) {
        long begin = start + header.rowStart(row) + i % header.tableWidth() * size;
        enter(use, b.children()[i], begin, header.rowsOf(size));
      } else {
        use.stored(
            io,
            NAME + " direct block",
            b.children()[i],
            header.filtered() ? b.filteredSizes()[i] : size);
      }
    }
  }

  private int directIdSize() {
    return io.geometry().sizeOfOffsets()
        + io.geometry().sizeOfLengths()
        + (header.filtered() ? 4 + io.geometry().sizeOfLengths() : 0);
  }

  /**
   * The bytes of an object. Each object is meant to be asked for once: objects do not overlap, so
   * together they cannot be more than the file, and index records that say otherwise are refused.
   */
  public ByteBuffer read(byte[] id) {
    ByteBuffer object = find(id);
    given += object.remaining();
    long most = header.filtered() ? io.limits().maxAllocation() : io.stored();
    if (given > most) {
      throw corrupt("objects", "more than " + most + " bytes of objects", "what the file holds");
    }
    return object;
  }

  private ByteBuffer find(byte[] id) {
    if (id.length < header.idLength()) {
      throw corrupt("heap ID", id.length + " bytes", header.idLength() + " bytes");
    }
    ByteBuffer rest = ByteBuffer.wrap(id, 0, header.idLength()).order(ByteOrder.LITTLE_ENDIAN);
    int first = rest.get() & 0xff;
    if (first >> 6 != 0) {
      throw new UnsupportedFormatException(
          io.file(), NAME, "heap ID version", -1, String.valueOf(first >> 6), "version 0");
    }
    return switch (first >> 4 & 3) {
      case 0 -> managed(number(rest, header.offsetWidth()), number(rest, header.lengthWidth()));
      case 1 -> huge(rest);
      case 2 -> tiny(first, rest);
      default -> throw corrupt("heap ID", "type 3", "0 to 2");
    };
  }

  private long number(ByteBuffer id, int width) {
    if (width > id.remaining()) {
      throw corrupt("heap ID", id.remaining() + " bytes left", width + " bytes");
    }
    long v = 0;
    for (int i = 0; i < width; i++) {
      v |= (id.get() & 0xffL) << (8 * i);
    }
    return v;
  }

  private RuntimeException corrupt(String field, String found, String expected) {
    return io.corrupt(NAME, field, address, found, expected);
  }

  // ---- tiny and huge

  /** The object itself is in the ID. */
  private ByteBuffer tiny(int first, ByteBuffer rest) {
    int length = first & 15;
    if (header.idLength() - 1 > 16) {
      length = length << 8 | rest.get() & 0xff;
    }
    length++;
    if (length > rest.remaining()) {
      throw corrupt("heap ID", "a tiny object of " + length + " bytes", "what fits into the ID");
    }
    return rest.slice().limit(length);
  }

  private ByteBuffer huge(ByteBuffer rest) {
    HugeObjectRecord r;
    if (header.idLength() - 1 >= directIdSize()) {
      r = io.parse(NAME + " ID", -1, rest, HugeObjectRecord.of(true, header.filtered()));
    } else {
      long id = number(rest, Math.min(header.idLength() - 1, 8));
      r = hugeObjects().get(id);
      if (r == null) {
        throw corrupt("heap ID", "huge object " + id, "one of " + huge.size() + " huge objects");
      }
    }
    ByteBuffer stored = io.bytes(NAME + " huge object", r.address(), r.length());
    return header.filtered()
        ? decode(stored, r.filterMask(), r.memorySize(), "huge object")
        : stored;
  }

  private Map<Long, HugeObjectRecord> hugeObjects() {
    if (huge == null) {
      huge = new HashMap<>();
      if (header.hugeTree() != Wire.UNDEFINED) {
        BTreeV2Reader.forEach(
            io,
            header.hugeTree(),
            HugeObjectRecord.type(io.geometry(), false, header.filtered()),
            r -> huge.put(r.id(), r));
      }
    }
    return huge;
  }

  private ByteBuffer decode(ByteBuffer stored, int mask, long size, String what) {
    if (size > io.limits().maxAllocation() || size > Integer.MAX_VALUE - 64) {
      throw corrupt(what + " size", size + " bytes", "less than 2^31");
    }
    return unfilter.decode(header.filters(), stored, mask, size);
  }

  // ---- managed

  private ByteBuffer managed(long offset, long length) {
    if (header.rootAddress() == Wire.UNDEFINED) {
      throw corrupt("heap ID", "a managed object", "none, since there is no root block");
    }
    if (header.rootRows() == 0) {
      ByteBuffer root =
          block(
              header.rootAddress(),
              0,
              header.startBlockSize(),
              header.rootFilteredSize(),
              header.rootFilterMask());
      return slice(root, offset, length);
    }
    return find(header.rootAddress(), 0, header.rootRows(), offset, length);
  }

  /** Goes down; each step covers less of the heap, so it ends whatever the addresses say. */
  private ByteBuffer find(long at, long start, int rows, long offset, long length) {
    FractalHeapIndirectBlock b = indirect(at, start, rows);
    int row = header.row(offset - start);
    if (row >= rows) {
      throw corrupt("heap ID", "offset " + offset, "an offset in " + rows + " rows of blocks");
    }
    long size = header.blockSize(row);
    long column = (offset - start - header.rowStart(row)) / size;
    int child = (int) (row * (long) header.tableWidth() + column);
    long begin = start + header.rowStart(row) + column * size;
    long to = b.children()[child];
    if (to == Wire.UNDEFINED) {
      throw corrupt("heap ID", "offset " + offset, "an offset in a block that exists");
    }
    if (row >= header.directRows()) {
      return find(to, begin, header.rowsOf(size), offset, length);
    }
    long stored = header.filtered() ? b.filteredSizes()[child] : size;
    int mask = header.filtered() ? b.filterMasks()[child] : 0;
    return slice(block(to, begin, size, stored, mask), offset - begin, length);
  }

  private FractalHeapIndirectBlock indirect(long at, long start, int rows) {
    FractalHeapIndirectBlock b = indirect.get(at);
    if (b == null || b.blockOffset() != start) {
      b =
          io.read(
              NAME + " indirect block",
              at,
              header.indirectSize(io.geometry(), rows),
              FractalHeapIndirectBlock.of(header, rows));
      check(NAME + " indirect block", at, b.headerAddress(), b.blockOffset(), start);
      indirect.put(at, b);
    }
    return b;
  }

  private void check(String name, long at, long heap, long found, long expected) {
    if (heap != address) {
      throw io.corrupt(name, "heap header address", at, "" + heap, "" + address);
    }
    if (found != expected) {
      throw io.corrupt(name, "block offset", at, "" + found, "" + expected);
    }
  }

  private ByteBuffer block(long at, long start, long size, long storedSize, int mask) {
    ByteBuffer known = blocks.get(at);
    if (known != null && known.capacity() == size) {
      return known;
    }
    String name = NAME + " direct block";
    ByteBuffer b = io.bytes(name, at, header.filtered() ? storedSize : size);
    if (header.filtered()) {
      b = decode(b, mask, size, "direct block").slice();
    }
    FractalHeapDirectBlock prefix = io.parse(name, at, b, FractalHeapDirectBlock.of(header));
    check(name, at, prefix.headerAddress(), prefix.blockOffset(), start);
    if (header.checksums()) {
      checkSum(name, at, b, prefix);
    }
    blocks.put(at, b);
    return b;
  }

  private void checkSum(String name, long at, ByteBuffer b, FractalHeapDirectBlock prefix) {
    byte[] bytes = new byte[b.remaining()];
    b.duplicate().get(bytes);
    int end = Math.toIntExact(Wire.size(io.geometry(), prefix, FractalHeapDirectBlock.of(header)));
    java.util.Arrays.fill(bytes, end - 4, end, (byte) 0);
    int expected = Lookup3.hash(bytes);
    if (expected != prefix.checksum()) {
      throw io.corrupt(
          name,
          "checksum",
          at,
          Integer.toHexString(prefix.checksum()),
          Integer.toHexString(expected));
    }
  }

  private ByteBuffer slice(ByteBuffer block, long offset, long length) {
    if (offset < 0 || length < 0 || offset > block.limit() - length) {
      throw corrupt(
          "heap ID",
          length + " bytes at " + offset + " of a block",
          "at most the block's " + block.limit() + " bytes");
    }
    return block.slice((int) offset, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
