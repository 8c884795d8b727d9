package org.myelin.hdf5.internal.storage;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.myelin.hdf5.ReadLimits;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level1.GlobalHeapBuilder;
import org.myelin.hdf5.internal.format.level1.GlobalHeapCollection;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;

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
  private final HeapLoans loans;
  private final LinkedHashMap<Long, HeapValues> cache = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Long, GlobalHeapBuilder> unwritten = new HashMap<>();
  private long cached;
  private GlobalHeapBuilder open;
  private long openAddress;

  /** An empty store over the file's heap. */
  public GlobalHeapStore(MetadataIo io, FileSpaceAllocator allocator) {
    this.io = io;
    this.allocator = allocator;
    this.loans = new HeapLoans(io);
  }

  /** The file's limits. */
  public ReadLimits limits() {
    return io.limits();
  }

  /**
   * An address that stands for a collection of another file's heap as long as this file is open.
   *
   * @param lender the other heap; null for a value that is in none, which {@code change} makes of
   *     no bytes
   * @param form null, or what tells this change from others
   * @param change what becomes of each value; null if nothing does
   * @throws UnsupportedFormatException if addresses of this file are too short for that
   */
  public long lend(
      GlobalHeapStore lender, long address, Object form, UnaryOperator<byte[]> change) {
    return loans.lend(lender, address, form, change);
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
  public byte[] read(GlobalHeapId id) {
    // without the lock: two files may lend to each other
    byte[] lent = loans.read(id);
    return lent == null ? own(id.collectionAddress()).copy(id) : lent;
  }

  /** All values of a collection, unchanged if it is lent. */
  public HeapValues values(long address) {
    HeapValues lent = loans.values(address);
    return lent == null ? own(address) : lent;
  }

  private synchronized HeapValues own(long address) {
    GlobalHeapBuilder b = unwritten.get(address);
    return b == null ? collection(address) : parse(address, ByteBuffer.wrap(b.encode()));
  }

  /** Drops what was read: another program may have changed it. */
  public synchronized void forget() {
    cache.clear();
    cached = 0;
  }

  private HeapValues collection(long address) {
    HeapValues c = cache.get(address);
    if (c == null) {
      ByteBuffer start = io.upTo(address, GlobalHeapCollection.MINIMUM_SIZE);
      long size = GlobalHeapCollection.sizeOf(io.geometry(), io.file(), address, start);
      io.met("Global heap collection", address, size);
      c =
          parse(
              address,
              size <= start.limit() ? start : io.bytes("Global heap collection", address, size));
      cache.put(address, c);
      cached += c.bytes().length;
      while (cached > CACHE_BYTES && cache.size() > 1) {
        Long eldest = cache.keySet().iterator().next();
        cached -= cache.remove(eldest).bytes().length;
      }
    }
    return c;
  }

  private HeapValues parse(long address, ByteBuffer bytes) {
    return new HeapValues(
        io,
        address,
        bytes.array(),
        io.parse("Global heap collection", address, bytes, GlobalHeapCollection::index));
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
