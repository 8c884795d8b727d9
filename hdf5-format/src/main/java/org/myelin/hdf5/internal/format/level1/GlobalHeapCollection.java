package org.myelin.hdf5.internal.format.level1;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * A block of objects of any length: variable-length values, region references. Specification:
 * III.E.
 *
 * @param size bytes of the whole block
 * @param objects by index, in the order of the file
 */
public record GlobalHeapCollection(long size, Map<Integer, GlobalHeapObject> objects) {
  /** The least that libhdf5 2.0 accepts; smaller ones exist and are read all the same. */
  public static final int MINIMUM_SIZE = 4096;

  /** Everything in a collection lies at a multiple of this. */
  private static final int ALIGNMENT = 8;

  private static final GlobalHeapObject PASSED = new GlobalHeapObject(1, 0, new byte[0]);

  /** Copies the objects. */
  public GlobalHeapCollection {
    objects = Collections.unmodifiableMap(new LinkedHashMap<>(objects));
  }

  /** Bytes of the collection's own fields, and of the fields before each object. */
  public static int headerSize(Geometry g) {
    return (int) align(8L + g.sizeOfLengths());
  }

  /** Bytes that an object with so much content takes. */
  public static long objectSize(Geometry g, long contentLength) {
    return headerSize(g) + align(contentLength);
  }

  /** The size field of a collection of which only the start is at hand. */
  public static long sizeOf(Geometry g, String file, long address, ByteBuffer start) {
    return Wire.read(g, file, "Global heap collection", address, start, (w, v) -> head(w, 0L));
  }

  private static long head(Wire w, long size) {
    w.signature("GCOL");
    w.constant("version", 1, 1);
    w.zeros("reserved", 3);
    long found = w.length("collection size", size);
    w.align("padding", ALIGNMENT, 0);
    if (found < headerSize(w.geometry())) {
      throw w.corrupt("collection size", found, "at least " + headerSize(w.geometry()));
    }
    return found;
  }

  /** Reads, writes, sizes, traces; needs the whole collection. */
  public static GlobalHeapCollection transfer(Wire w, GlobalHeapCollection c) {
    long size = head(w, c == null ? 0 : c.size());
    Map<Integer, GlobalHeapObject> objects = c == null ? new LinkedHashMap<>() : c.objects();
    if (c == null) {
      if (size - w.position() > w.remaining()) {
        throw w.corrupt("collection size", size, "at most " + (w.position() + w.remaining()));
      }
      GlobalHeapObject o = object(w, null, size);
      while (o != null) {
        objects.put(o.index(), o);
        o = object(w, null, size);
      }
      w.zeros("free space", size - w.position());
    } else {
      objects.values().forEach(o -> object(w, o, size));
      freeSpace(w, size);
    }
    return new GlobalHeapCollection(size, objects);
  }

  /** Where the objects of a collection lie, without their bytes. Reads only. */
  public static GlobalHeapIndex index(Wire w, GlobalHeapIndex none) {
    long size = head(w, 0);
    if (size - w.position() > w.remaining()) {
      throw w.corrupt("collection size", size, "at most " + (w.position() + w.remaining()));
    }
    GlobalHeapIndex index = new GlobalHeapIndex();
    while (object(w, null, size, index) != null) {
      index.count++;
    }
    return index;
  }

  private static GlobalHeapObject object(Wire w, GlobalHeapObject o, long end) {
    return object(w, o, end, null);
  }

  /** An object that is read goes into the index, if there is one, instead of being copied. */
  private static GlobalHeapObject object(
      Wire w, GlobalHeapObject o, long end, GlobalHeapIndex into) {
    int head = headerSize(w.geometry());
    if (end - w.position() < head) {
      // too small for an object: free space without a mark
      return null;
    }
    long start = w.position();
    int index = w.u16("object index", o, GlobalHeapObject::index);
    int count = w.u16("reference count", o, GlobalHeapObject::referenceCount);
    w.zeros("reserved", 4);
    long size = w.length("object size", o == null ? 0 : o.bytes().length);
    w.align("padding", ALIGNMENT, start);
    if (index == 0) {
      return null;
    }
    if (align(size) > end - w.position()) {
      throw w.corrupt("object size", size, "at most " + (end - w.position()));
    }
    if (into != null) {
      into.enter(index, (int) w.position(), (int) size);
      w.zeros("object data", align(size));
      return PASSED;
    }
    byte[] bytes = w.bytes("object data", size, o, GlobalHeapObject::bytes);
    w.align("object padding", ALIGNMENT, start);
    return new GlobalHeapObject(index, count, bytes);
  }

  /** Object 0 covers what is left, its own fields included. */
  private static void freeSpace(Wire w, long size) {
    long left = size - w.position();
    if (left < 0) {
      throw w.corrupt("objects", w.position() + " bytes", size + " bytes");
    }
    if (left >= headerSize(w.geometry())) {
      w.constant("object index", 2, 0);
      w.zeros("reference count", 2);
      w.zeros("reserved", 4);
      w.length("free space", left);
    }
    w.zeros("free space", size - w.position());
  }

  static long align(long n) {
    return (n + ALIGNMENT - 1) & -ALIGNMENT;
  }
}
