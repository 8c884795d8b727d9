package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * How the chunks of a dataset are found, with what the layout message says about it; the records
 * stand in order of their number.
 */
public sealed interface ChunkIndexing {
  /**
   * The number in the file; version 1 B-trees have none, since only layout versions below 4 have
   * them.
   */
  int number();

  /** A version 1 B-tree. */
  record BTreeV1() implements ChunkIndexing {
    @Override
    public int number() {
      return 0;
    }
  }

  /**
   * The only chunk, whose address stands in the message.
   *
   * @param filteredSize stored bytes; -1 if there are no filters
   * @param filterMask bit i set: filter i was left out
   */
  record SingleChunk(long filteredSize, int filterMask) implements ChunkIndexing {
    @Override
    public int number() {
      return 1;
    }
  }

  /** All chunks one after the other, in order. */
  record Implicit() implements ChunkIndexing {
    @Override
    public int number() {
      return 2;
    }
  }

  /**
   * A fixed array.
   *
   * @param pageBits a page has 2^pageBits elements
   */
  record FixedArray(int pageBits) implements ChunkIndexing {
    @Override
    public int number() {
      return 3;
    }
  }

  /**
   * An extensible array.
   *
   * @param maxBits bits of the largest element number
   * @param indexElements elements in the index block
   * @param minPointers least data block pointers of a secondary block
   * @param minElements least elements of a data block
   * @param pageBits a page has 2^pageBits elements
   */
  record ExtensibleArray(
      int maxBits, int indexElements, int minPointers, int minElements, int pageBits)
      implements ChunkIndexing {
    /** What libhdf5 takes. */
    public static final ExtensibleArray DEFAULT = new ExtensibleArray(32, 4, 4, 16, 10);

    @Override
    public int number() {
      return 4;
    }
  }

  /**
   * A version 2 B-tree.
   *
   * @param nodeSize bytes of a node
   * @param splitPercent full beyond which a node is split
   * @param mergePercent full below which nodes are merged
   */
  record BTreeV2(long nodeSize, int splitPercent, int mergePercent) implements ChunkIndexing {
    /** What libhdf5 takes. */
    public static final BTreeV2 DEFAULT = new BTreeV2(2048, 100, 40);

    @Override
    public int number() {
      return 5;
    }
  }

  /** Reads, writes, sizes, traces the number and what follows it. */
  static ChunkIndexing transfer(Wire w, ChunkIndexing c, boolean singleFiltered) {
    int number = w.u8("chunk indexing type", c, ChunkIndexing::number);
    return switch (number) {
      case 1 -> single(w, (SingleChunk) c, singleFiltered);
      case 2 -> new Implicit();
      case 3 -> new FixedArray(w.u8("page bits", (FixedArray) c, FixedArray::pageBits));
      case 4 -> extensible(w, (ExtensibleArray) c);
      case 5 -> btree(w, (BTreeV2) c);
      default -> throw w.corrupt("chunk indexing type", number, "1 to 5");
    };
  }

  private static SingleChunk single(Wire w, SingleChunk c, boolean filtered) {
    if (!filtered) {
      return new SingleChunk(-1, 0);
    }
    long size = w.length("size of filtered chunk", c, SingleChunk::filteredSize);
    long mask = w.u32("filter mask", c, x -> x.filterMask & 0xffffffffL);
    return new SingleChunk(size, (int) mask);
  }

  private static ExtensibleArray extensible(Wire w, ExtensibleArray c) {
    return new ExtensibleArray(
        w.u8("max bits", c, ExtensibleArray::maxBits),
        w.u8("index elements", c, ExtensibleArray::indexElements),
        w.u8("min pointers", c, ExtensibleArray::minPointers),
        w.u8("min elements", c, ExtensibleArray::minElements),
        w.u8("page bits", c, ExtensibleArray::pageBits));
  }

  private static BTreeV2 btree(Wire w, BTreeV2 c) {
    return new BTreeV2(
        w.u32("node size", c, BTreeV2::nodeSize),
        w.u8("split percent", c, BTreeV2::splitPercent),
        w.u8("merge percent", c, BTreeV2::mergePercent));
  }
}
