package org.myelin.hdf5.internal.storage;

import java.util.Arrays;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.format.level1.GlobalHeapIndex;

/**
 * The values of one collection of the global heap, as the file holds them. Immutable.
 *
 * @param address of the collection
 * @param bytes the collection
 * @param index where the values lie in it
 */
public record HeapValues(MetadataIo io, long address, byte[] bytes, GlobalHeapIndex index) {
  /** First byte of a value; throws if there is none of this number. */
  public int start(long number) {
    if (!index.contains(number)) {
      throw io.corrupt(
          "Global heap collection",
          "object index",
          address,
          "no object " + number,
          "one of " + index.count() + " objects");
    }
    return index.start(number);
  }

  /** Bytes of a value. */
  public int length(long number) {
    return index.length(number);
  }

  byte[] copy(GlobalHeapId id) {
    int from = start(id.index());
    return Arrays.copyOfRange(bytes, from, from + length(id.index()));
  }
}
