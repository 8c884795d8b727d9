package org.myelin.hdf5.internal.storage;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.myelin.hdf5.internal.format.level1.GlobalHeapBuilder;
import org.myelin.hdf5.internal.format.level1.GlobalHeapCollection;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.format.level1.GlobalHeapObject;

/**
 * The file's variable-length values. New ones go into new collections, so what the last commit
 * describes is never touched. Reading is safe for several threads; adding is for the one writer.
 */
public final class GlobalHeapStore {
  /** Collections are kept decoded up to this many bytes. */
  private static final long CACHE_BYTES =
      Math.min(16L << 20, Runtime.getRuntime().maxMemory() / 16);

  private final MetadataIo io;
  private final FileSpaceAllocator allocator;
  private final LinkedHashMap<Long, GlobalHeapCollection> cache =
      new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Long, GlobalHeapBuilder> unwritten = new HashMap<>();
  private long cached;
  private GlobalHeapBuilder open;
  private long openAddress;

  /** An empty store over the file's heap. */
  public GlobalHeapStore(MetadataIo io, FileSpaceAllocator allocator) {
    this.io = io;
    this.allocator = allocator;
  }

  /** Adds a value; it is in the file after the next commit, and can be read at once. */
  public synchronized GlobalHeapId add(byte[] value) {
    if (open == null || !open.fits(value.length)) {
      GlobalHeapBuilder fresh = GlobalHeapBuilder.forContent(io.geometry(), value.length);
      long address = allocator.allocate(fresh.size());
      unwritten.put(address, fresh);
      // a large value gets a collection of its own; smaller ones go on filling the one that is open
      if (open == null || fresh.size() <= GlobalHeapCollection.MINIMUM_SIZE) {
        open = fresh;
        openAddress = address;
      } else {
        return new GlobalHeapId(address, fresh.add(value));
      }
    }
    return new GlobalHeapId(openAddress, open.add(value));
  }

  /** The bytes of a value. */
  public synchronized byte[] read(GlobalHeapId id) {
    GlobalHeapBuilder b = unwritten.get(id.collectionAddress());
    GlobalHeapCollection c = b == null ? collection(id.collectionAddress()) : b.build();
    GlobalHeapObject o = c.objects().get((int) id.index());
    if (o == null) {
      throw io.corrupt(
          "Global heap collection",
          "object index",
          id.collectionAddress(),
          "no object " + id.index(),
          "one of " + c.objects().size() + " objects");
    }
    return o.bytes();
  }

  private GlobalHeapCollection collection(long address) {
    GlobalHeapCollection c = cache.get(address);
    if (c == null) {
      ByteBuffer start = io.upTo(address, GlobalHeapCollection.MINIMUM_SIZE);
      long size = GlobalHeapCollection.sizeOf(io.geometry(), io.file(), address, start);
      c =
          size <= start.limit()
              ? io.parse("Global heap collection", address, start, GlobalHeapCollection::transfer)
              : io.read("Global heap collection", address, size, GlobalHeapCollection::transfer);
      cache.put(address, c);
      cached += weight(c);
      while (cached > CACHE_BYTES && cache.size() > 1) {
        Long eldest = cache.keySet().iterator().next();
        cached -= weight(cache.remove(eldest));
      }
    }
    return c;
  }

  /** Bytes in memory, about: many objects are shorter than what Java adds to each. */
  private static long weight(GlobalHeapCollection c) {
    return c.size() + 100L * c.objects().size();
  }

  /** Whether there are values that the file does not hold. */
  public synchronized boolean dirty() {
    return !unwritten.isEmpty();
  }

  /** Stages the collections that are new. */
  public synchronized void commit(CommitBatch batch) {
    unwritten.forEach((address, b) -> batch.put(address, b.encode()));
    unwritten.clear();
    open = null;
  }
}
