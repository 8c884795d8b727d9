package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/** Layout versions 1 and 2, of libhdf5 before 1.6.3: all classes share one shape. */
final class OldLayout {
  private static final int MAX_DIMS = 33;

  private OldLayout() {}

  static DataLayoutMessage transfer(Wire w, DataLayoutMessage m, int version) {
    int n = w.u8("dimensionality", m == null ? 0 : dims(m).length);
    if (n > MAX_DIMS) {
      throw w.corrupt("dimensionality", n, "at most " + MAX_DIMS);
    }
    int number = w.u8("layout class", m, DataLayoutMessage::layoutClass);
    w.zeros("reserved", 5);
    return switch (number) {
      case DataLayoutMessage.COMPACT -> compact(w, (CompactLayout) m, version, n);
      case DataLayoutMessage.CONTIGUOUS -> contiguous(w, (ContiguousLayout) m, version, n);
      case DataLayoutMessage.CHUNKED -> chunked(w, (ChunkedLayout) m, version, n);
      default -> throw w.corrupt("layout class", number, "0 to 2");
    };
  }

  private static long[] dims(DataLayoutMessage m) {
    if (m instanceof CompactLayout c) {
      return c.dims();
    } else if (m instanceof ContiguousLayout c) {
      return c.dims();
    } else if (m instanceof ChunkedLayout c) {
      return c.dims();
    }
    throw new IllegalArgumentException("virtual layouts need version 4, not " + m.version());
  }

  private static CompactLayout compact(Wire w, CompactLayout m, int version, int n) {
    long[] dims = shape(w, m, n);
    long size = w.u32("compact data size", m == null ? 0 : m.data().length);
    return new CompactLayout(version, dims, w.bytes("raw data", size, m, CompactLayout::data));
  }

  private static ContiguousLayout contiguous(Wire w, ContiguousLayout m, int version, int n) {
    long address = w.offset("data address", m, ContiguousLayout::address);
    return new ContiguousLayout(version, shape(w, m, n), address, -1);
  }

  private static ChunkedLayout chunked(Wire w, ChunkedLayout m, int version, int n) {
    if (n < 2) {
      throw w.corrupt("dimensionality", n, "2 to " + MAX_DIMS);
    }
    long address = w.offset("data address", m, ChunkedLayout::indexAddress);
    long[] dims = ChunkedLayout.dims(w, m, n, 4);
    return new ChunkedLayout(version, 0, dims, new ChunkIndexing.BTreeV1(), address);
  }

  private static long[] shape(Wire w, DataLayoutMessage m, int n) {
    w.count("dimensionality", n, 4);
    long[] out = new long[n];
    for (int i = 0; i < n; i++) {
      out[i] = w.u32("dimension size", m == null ? 0 : dims(m)[i]);
    }
    return out;
  }
}
