package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.util.function.LongFunction;
import org.myelin.hdf5.StringPadding;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.storage.HeapValues;
import org.myelin.hdf5.internal.wire.Geometry;

/** Variable-length strings in bulk: neighbours mostly lie in one collection of the global heap. */
public final class VlenStrings {
  /** Bytes between two looks at the budget. */
  private static final int STEP = 1 << 16;

  private VlenStrings() {}

  /**
   * Decodes elements {@code from} to {@code to} of {@code b} into their places of the array.
   *
   * @param heap gives the collection at an address
   * @param budget shared with other threads
   */
  public static void read(
      ByteBuffer b,
      int from,
      int to,
      String[] into,
      StringPadding padding,
      Geometry g,
      LongFunction<HeapValues> heap,
      ReadBudget budget) {
    int slot = 8 + g.sizeOfOffsets();
    HeapValues values = null;
    long collection = 0;
    long bytes = 0;
    for (int i = from; i < to; i++) {
      int at = i * slot;
      long count = VlenElements.count(b, at);
      GlobalHeapId id = VlenElements.id(b, at, g);
      if (count == 0 || id.isNull()) {
        into[i] = "";
        continue;
      }
      if (values == null || collection != id.collectionAddress()) {
        collection = id.collectionAddress();
        values = heap.apply(collection);
      }
      int start = values.start(id.index());
      int length = (int) Math.min(count, values.length(id.index()));
      into[i] = ValueReader.text(values.bytes(), start, length, padding);
      bytes += ValueReader.OBJECT + length;
      if (bytes > STEP) {
        take(budget, bytes);
        bytes = 0;
      }
    }
    take(budget, bytes);
  }

  private static void take(ReadBudget budget, long bytes) {
    synchronized (budget) {
      budget.take(1, bytes);
    }
  }
}
