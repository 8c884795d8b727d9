package org.myelin.hdf5.internal.format.level1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Utf8;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * The data segment of a local heap: NUL-terminated names at multiples of 8, and a list of free
 * blocks between them. Mutable; not for several threads. Specification: III.D.
 */
public final class LocalHeapData {
  private static final int ALIGNMENT = 8;

  private final Geometry geometry;
  private final String file;
  private final long address;
  private byte[] bytes;
  private final List<Free> free = new ArrayList<>();

  private record Free(int offset, int size) {}

  private LocalHeapData(Geometry geometry, String file, long address, byte[] bytes) {
    this.geometry = geometry;
    this.file = file;
    this.address = address;
    this.bytes = bytes;
  }

  /**
   * A segment with nothing in it but the empty name at offset 0, where a root group's own name is.
   */
  public static LocalHeapData empty(Geometry geometry, int size) {
    LocalHeapData d = new LocalHeapData(geometry, "new file", -1, new byte[align(size)]);
    d.addFree(ALIGNMENT, d.bytes.length - ALIGNMENT);
    return d;
  }

  /**
   * A segment as it stands in a file; refused if its free list goes round or leaves the segment.
   */
  public static LocalHeapData read(Geometry g, String file, LocalHeap header, ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    LocalHeapData d = new LocalHeapData(g, file, header.dataAddress(), bytes);
    if (bytes.length != header.dataSize()) {
      throw d.corrupt("data", 0, bytes.length + " bytes", header.dataSize() + " bytes");
    }
    d.readFreeList(header.freeListHead());
    return d;
  }

  private void readFreeList(long head) {
    int minimum = 2 * geometry.sizeOfLengths();
    long budget = bytes.length / minimum;
    for (long at = head; at != LocalHeap.NO_FREE_BLOCK && at != Wire.UNDEFINED; ) {
      if (at < 0 || at > bytes.length - minimum || --budget < 0) {
        throw corrupt(
            "free list",
            head,
            "a free block at " + at + (budget < 0 ? " again" : ""),
            "blocks inside the " + bytes.length + " bytes, each once");
      }
      ByteBuffer block = ByteBuffer.wrap(bytes, (int) at, minimum);
      long[] next = new long[1];
      long[] size = new long[1];
      Wire.read(
          geometry,
          file,
          "Local heap free block",
          address < 0 ? -1 : address + at,
          block,
          (w, v) -> {
            next[0] = w.lengthOrUnlimited("next free block", 0);
            size[0] = w.length("size", 0);
            return null;
          });
      if (size[0] < minimum || size[0] > bytes.length - at) {
        throw corrupt("free block size", at, "" + size[0], minimum + " to " + (bytes.length - at));
      }
      free.add(new Free((int) at, (int) size[0]));
      at = next[0];
    }
  }

  /** The text at an offset. */
  public String text(long offset) {
    return Utf8.decode(bytes, (int) offset, end(offset) - (int) offset);
  }

  /** Compares the text at an offset with another, by their bytes without a sign. */
  public int compare(long offset, byte[] other) {
    return Arrays.compareUnsigned(bytes, (int) offset, end(offset), other, 0, other.length);
  }

  private int end(long offset) {
    if (offset < 0 || offset >= bytes.length) {
      throw corrupt("name offset", 0, "offset " + offset, "below " + bytes.length);
    }
    int end = (int) offset;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    if (end == bytes.length) {
      throw corrupt("name", offset, "no NUL at its end", "a name that ends in the segment");
    }
    return end;
  }

  /**
   * Puts a name into the first free block that holds it; its offset, or -1 if it has to {@link
   * #grow} first.
   */
  public long insert(String name) {
    byte[] text = Utf8.encode(name);
    int need = align(text.length + 1);
    for (int i = 0; i < free.size(); i++) {
      Free f = free.get(i);
      if (f.size >= need) {
        take(i, f, need);
        Arrays.fill(bytes, f.offset, f.offset + need, (byte) 0);
        System.arraycopy(text, 0, bytes, f.offset, text.length);
        return f.offset;
      }
    }
    return -1;
  }

  private void take(int i, Free f, int need) {
    int left = f.size - need;
    if (left >= 2 * geometry.sizeOfLengths()) {
      free.set(i, new Free(f.offset + need, left));
    } else {
      // what is too small for a free block's own fields is lost, as in libhdf5
      free.remove(i);
    }
  }

  /** Gives a name's room back. */
  public void remove(long offset) {
    int length = align(Utf8.encode(text(offset)).length + 1);
    addFree((int) offset, Math.min(length, bytes.length - (int) offset));
  }

  private void addFree(int offset, int size) {
    int from = offset;
    int to = offset + size;
    for (int i = free.size() - 1; i >= 0; i--) {
      Free f = free.get(i);
      if (f.offset + f.size == from) {
        from = f.offset;
        free.remove(i);
      } else if (f.offset == to) {
        to = f.offset + f.size;
        free.remove(i);
      }
    }
    if (to - from >= 2 * geometry.sizeOfLengths()) {
      free.add(new Free(from, to - from));
    }
  }

  /** Makes the segment larger; it then needs a new place. */
  public void grow(int newSize) {
    int old = bytes.length;
    int size = align(newSize);
    if (size < old) {
      throw new IllegalArgumentException("a local heap of " + old + " bytes cannot shrink");
    }
    bytes = Arrays.copyOf(bytes, size);
    addFree(old, size - old);
  }

  /** Bytes of the segment. */
  public int size() {
    return bytes.length;
  }

  /** Bytes in free blocks. */
  public long freeBytes() {
    return free.stream().mapToLong(Free::size).sum();
  }

  /** The header for this segment at that address. */
  public LocalHeap header(long dataAddress) {
    long head = free.isEmpty() ? LocalHeap.NO_FREE_BLOCK : free.get(0).offset;
    return new LocalHeap(bytes.length, head, dataAddress);
  }

  /** The segment's bytes with its free list. */
  public byte[] encode() {
    byte[] out = bytes.clone();
    for (int i = 0; i < free.size(); i++) {
      long next = i + 1 < free.size() ? free.get(i + 1).offset : LocalHeap.NO_FREE_BLOCK;
      Free f = free.get(i);
      byte[] block =
          Wire.encode(
              geometry,
              f,
              (w, v) -> {
                w.lengthOrUnlimited("next free block", next);
                w.length("size", v.size);
                return v;
              });
      System.arraycopy(block, 0, out, f.offset, block.length);
    }
    return out;
  }

  private static int align(int n) {
    return (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private CorruptFileException corrupt(String field, long at, String found, String expected) {
    return new CorruptFileException(
        file, "Local heap data", field, address < 0 ? -1 : address + at, found, expected, "");
  }
}
