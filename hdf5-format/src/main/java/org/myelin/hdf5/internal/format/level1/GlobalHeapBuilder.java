package org.myelin.hdf5.internal.format.level1;

import java.util.LinkedHashMap;
import java.util.Map;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/** Collects objects for one global heap collection; mutable, not for several threads. */
public final class GlobalHeapBuilder {
  private static final int MAX_INDEX = 0xffff;

  private final Geometry geometry;
  private final long size;
  private final Map<Integer, GlobalHeapObject> objects = new LinkedHashMap<>();
  private long used;
  private int next = 1;

  private GlobalHeapBuilder(Geometry geometry, long size) {
    this.geometry = geometry;
    this.size = size;
    used = GlobalHeapCollection.headerSize(geometry);
  }

  /**
   * An empty collection that holds at least one object of this length, and is at least as large as
   * libhdf5 asks.
   */
  public static GlobalHeapBuilder forContent(Geometry g, long contentLength) {
    long need =
        GlobalHeapCollection.headerSize(g) + GlobalHeapCollection.objectSize(g, contentLength);
    return new GlobalHeapBuilder(g, Math.max(need, GlobalHeapCollection.MINIMUM_SIZE));
  }

  /** Goes on with a collection of a file. */
  public static GlobalHeapBuilder of(Geometry g, GlobalHeapCollection c) {
    GlobalHeapBuilder b = new GlobalHeapBuilder(g, c.size());
    c.objects().values().forEach(b::put);
    return b;
  }

  private void put(GlobalHeapObject o) {
    objects.put(o.index(), o);
    used += GlobalHeapCollection.objectSize(geometry, o.bytes().length);
    next = Math.max(next, o.index() + 1);
  }

  /** Whether an object of this length fits. */
  public boolean fits(long contentLength) {
    return next <= MAX_INDEX
        && used + GlobalHeapCollection.objectSize(geometry, contentLength) <= size;
  }

  /** Adds an object that {@link #fits}; its index. */
  public int add(byte[] content) {
    if (!fits(content.length)) {
      throw new IllegalStateException(
          "a global heap collection of " + size + " bytes has no room for " + content.length);
    }
    int index = next;
    put(new GlobalHeapObject(index, 0, content.clone()));
    return index;
  }

  /** Bytes of the whole block. */
  public long size() {
    return size;
  }

  /** What has been collected. */
  public GlobalHeapCollection build() {
    return new GlobalHeapCollection(size, objects);
  }

  /** The bytes of the whole block. */
  public byte[] encode() {
    return Wire.encode(geometry, build(), GlobalHeapCollection::transfer);
  }
}
