package org.myelin.hdf5.internal.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The blocks that a structure of many blocks takes in the file, so that all can be given back when
 * it is written anew.
 */
public final class SpaceUse {
  private final TreeMap<Long, Long> blocks = new TreeMap<>();

  /** Enters blocks of the structure that a file holds; refuses what cannot be true. */
  public void stored(MetadataIo io, String structure, long address, long size) {
    if (size < 0 || address < 0 || address > io.stored() - size || overlaps(address, size)) {
      throw io.corrupt(
          structure,
          "address",
          Math.max(address, -1),
          size + " bytes outside the file or in use already",
          "a block of its own");
    }
    blocks.put(address, size);
  }

  private boolean overlaps(long address, long size) {
    Long next = blocks.higherKey(address - 1);
    var before = blocks.lowerEntry(address);
    return next != null && next < address + size
        || before != null && before.getKey() + before.getValue() > address;
  }

  /** A sink that enters every block it allocates. */
  public MetadataSink recording(MetadataSink sink) {
    return new MetadataSink() {
      @Override
      public long allocate(long size) {
        long at = sink.allocate(size);
        blocks.put(at, size);
        return at;
      }

      @Override
      public void release(long address, long size) {
        blocks.remove(address);
        sink.release(address, size);
      }

      @Override
      public void put(long address, byte[] bytes) {
        sink.put(address, bytes);
      }
    };
  }

  /** Calls with address and size of each block. */
  public void forEach(BiConsumer<Long, Long> each) {
    blocks.forEach(each);
  }

  /** Gives all blocks back. */
  public void release(MetadataSink sink) {
    List<Long> addresses = new ArrayList<>(blocks.keySet());
    addresses.forEach(a -> sink.release(a, blocks.remove(a)));
  }
}
