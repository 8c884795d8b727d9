package org.myelin.hdf5.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.internal.format.level1.AttributeRecord;
import org.myelin.hdf5.internal.format.level1.BTreeV2Header;
import org.myelin.hdf5.internal.format.level1.BTreeV2Node;
import org.myelin.hdf5.internal.format.level1.BTreeV2RecordType;
import org.myelin.hdf5.internal.format.level1.ChunkBTreeRecord;
import org.myelin.hdf5.internal.format.level1.ChunkElements;
import org.myelin.hdf5.internal.format.level1.ExtensibleArrayDataBlock;
import org.myelin.hdf5.internal.format.level1.ExtensibleArrayHeader;
import org.myelin.hdf5.internal.format.level1.ExtensibleArrayIndexBlock;
import org.myelin.hdf5.internal.format.level1.ExtensibleArraySecondaryBlock;
import org.myelin.hdf5.internal.format.level1.FixedArrayHeader;
import org.myelin.hdf5.internal.format.level1.FractalHeapDirectBlock;
import org.myelin.hdf5.internal.format.level1.FractalHeapHeader;
import org.myelin.hdf5.internal.format.level1.FractalHeapIndirectBlock;
import org.myelin.hdf5.internal.format.level1.HugeObjectRecord;
import org.myelin.hdf5.internal.format.level1.LinkNameRecord;
import org.myelin.hdf5.internal.format.level1.LinkOrderRecord;
import org.myelin.hdf5.internal.format.level1.SharedMessageTable;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Catches index and heap structures that count other bytes than they write, or than the sizes by
 * which they are fetched, for any width of addresses.
 */
class IndexStructuresTest {
  private static final int ROUNDS = 200;

  private static <R> long roundTrip(long seed, Geometry g, R value, Wire.Description<R> d) {
    byte[] bytes = Wire.encode(g, value, d);
    R back = Wire.read(g, "test.h5", "structure", 0, ByteBuffer.wrap(bytes), d);
    assertThat(back).as("seed %d", seed).usingRecursiveComparison().isEqualTo(value);
    assertThat(Wire.size(g, value, d)).as("seed %d", seed).isEqualTo(bytes.length);
    assertThat(Wire.encode(g, back, d)).as("seed %d", seed).isEqualTo(bytes);
    return bytes.length;
  }

  private static ChunkElements elements(RandomStructures r, int n, boolean filtered) {
    ChunkElements e = ChunkElements.unwritten(n, filtered);
    for (int i = 0; i < n; i++) {
      e.addresses()[i] = r.addressOrNone();
      if (filtered) {
        e.sizes()[i] = r.below(256);
        e.filterMasks()[i] = r.below(8);
      }
    }
    return e;
  }

  private static long[] addresses(RandomStructures r, long n) {
    long[] a = new long[Math.toIntExact(n)];
    for (int i = 0; i < a.length; i++) {
      a[i] = r.addressOrNone();
    }
    return a;
  }

  @Test
  void extensibleArrays() {
    long first = System.nanoTime();
    for (long seed = first; seed < first + ROUNDS; seed++) {
      RandomStructures r = new RandomStructures(seed);
      Geometry g = r.geometry();
      boolean filtered = r.coin();
      int entry = FixedArrayHeader.entrySize(g, filtered, 1 + r.below(8));
      ExtensibleArrayHeader h =
          new ExtensibleArrayHeader(
              filtered,
              entry,
              20 + r.below(20),
              r.below(9),
              1 << r.below(4),
              2 << r.below(3),
              r.below(5),
              new long[] {1, 2, 3, 4, 5, 6},
              r.addressOrNone());
      assertThat(roundTrip(seed, g, h, ExtensibleArrayHeader::transfer))
          .isEqualTo(ExtensibleArrayHeader.size(g));
      ExtensibleArrayIndexBlock index =
          new ExtensibleArrayIndexBlock(
              r.address(),
              elements(r, h.indexElements(), filtered),
              addresses(r, h.directDataBlocks()),
              addresses(r, h.levels() - h.directLevels()));
      assertThat(roundTrip(seed, g, index, ExtensibleArrayIndexBlock.of(h)))
          .isEqualTo(h.indexBlockSize(g));
      int level = r.below(9);
      ExtensibleArraySecondaryBlock secondary =
          new ExtensibleArraySecondaryBlock(
              r.address(),
              h.firstElement(level),
              new byte[(int) h.bitmapSize(level)],
              addresses(r, h.dataBlocks(level)));
      assertThat(roundTrip(seed, g, secondary, ExtensibleArraySecondaryBlock.of(h, level)))
          .isEqualTo(h.secondaryBlockSize(g, level));
      ExtensibleArrayDataBlock data =
          new ExtensibleArrayDataBlock(
              r.address(),
              h.firstElement(level),
              h.pages(level) > 0 ? null : elements(r, (int) h.elements(level), filtered));
      assertThat(roundTrip(seed, g, data, ExtensibleArrayDataBlock.of(h, level)))
          .isEqualTo(h.dataBlockPrefixSize(g, level));
      assertThat(
              roundTrip(
                  seed,
                  g,
                  elements(r, 1 << h.pageBits(), filtered),
                  ExtensibleArrayDataBlock.page(h)))
          .isEqualTo(h.pageSize());
    }
  }

  @Test
  void version2BTrees() {
    long first = System.nanoTime();
    for (long seed = first; seed < first + ROUNDS; seed++) {
      RandomStructures r = new RandomStructures(seed);
      Geometry g = r.geometry();
      int rank = 1 + r.below(4);
      boolean filtered = r.coin();
      BTreeV2RecordType<ChunkBTreeRecord> type =
          ChunkBTreeRecord.type(g, rank, filtered ? 1 + r.below(8) : 0);
      int height = r.below(4);
      BTreeV2Header h =
          new BTreeV2Header(
              type.number(), 512, type.size(), height, 100, 40, r.addressOrNone(), 3, 99);
      assertThat(roundTrip(seed, g, h, BTreeV2Header::transfer)).isEqualTo(BTreeV2Header.size(g));
      int n = r.below((int) h.maxRecords(g, height) + 1);
      List<ChunkBTreeRecord> records = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        records.add(
            new ChunkBTreeRecord(
                r.address(), filtered ? r.below(256) : 0, filtered ? 5 : 0, new long[rank]));
      }
      int m = height == 0 ? 0 : n + 1;
      long[] children = new long[m];
      java.util.Arrays.setAll(children, i -> r.addressOrNone());
      BTreeV2Node<ChunkBTreeRecord> node =
          new BTreeV2Node<>(records, children, new long[m], new long[height > 1 ? m : 0]);
      assertThat(roundTrip(seed, g, node, BTreeV2Node.of(h, type, height, n)))
          .isEqualTo(h.usedSize(g, height, n))
          .isLessThanOrEqualTo(512);
      records(seed, g, r);
    }
  }

  private static <R> void record(long seed, Geometry g, R value, BTreeV2RecordType<R> type) {
    assertThat(roundTrip(seed, g, value, type.description())).isEqualTo(type.size());
  }

  private static void records(long seed, Geometry g, RandomStructures r) {
    record(seed, g, new LinkNameRecord(77, new byte[7]), LinkNameRecord.TYPE);
    record(seed, g, new LinkOrderRecord(78, new byte[7]), LinkOrderRecord.TYPE);
    record(seed, g, new AttributeRecord(new byte[8], 2, 3, 4), AttributeRecord.BY_NAME);
    record(seed, g, new AttributeRecord(new byte[8], 0, 3, 0), AttributeRecord.BY_ORDER);
    for (boolean direct : new boolean[] {false, true}) {
      record(
          seed,
          g,
          new HugeObjectRecord(r.address(), 9, 0, 9, direct ? 0 : 5),
          HugeObjectRecord.type(g, direct, false));
      record(
          seed,
          g,
          new HugeObjectRecord(r.address(), 9, 1, 20, direct ? 0 : 5),
          HugeObjectRecord.type(g, direct, true));
    }
  }

  @Test
  void fractalHeaps() {
    long first = System.nanoTime();
    for (long seed = first; seed < first + ROUNDS; seed++) {
      RandomStructures r = new RandomStructures(seed);
      Geometry g = r.geometry();
      byte[] filters = r.coin() ? new byte[0] : r.bytes(40);
      int startBits = 3 + r.below(5);
      int rows = r.below(9);
      FractalHeapHeader h =
          new FractalHeapHeader(
              7,
              2 * r.below(2),
              100,
              new long[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
              r.addressOrNone(),
              r.addressOrNone(),
              1 << r.below(4),
              1 << startBits,
              1 << (startBits + r.below(4)),
              20 + r.below(20),
              1,
              r.addressOrNone(),
              rows,
              filters,
              filters.length == 0 ? 0 : 17,
              filters.length == 0 ? 0 : 1);
      assertThat(roundTrip(seed, g, h, FractalHeapHeader::transfer))
          .isEqualTo(FractalHeapHeader.size(g, filters.length));
      int direct = Math.min(rows, h.directRows()) * h.tableWidth();
      FractalHeapIndirectBlock block =
          new FractalHeapIndirectBlock(
              r.address(),
              64,
              addresses(r, (long) rows * h.tableWidth()),
              h.filtered() ? new long[direct] : null,
              h.filtered() ? new int[direct] : null);
      assertThat(roundTrip(seed, g, block, FractalHeapIndirectBlock.of(h, rows)))
          .isEqualTo(h.indirectSize(g, rows));
      roundTrip(
          seed,
          g,
          new FractalHeapDirectBlock(r.address(), 64, h.checksums() ? 12345 : 0),
          FractalHeapDirectBlock.of(h));
      SharedMessageTable table =
          new SharedMessageTable(
              List.of(
                  new SharedMessageTable.Index(
                      r.below(2), 2, 10, 50, 40, 7, r.addressOrNone(), r.addressOrNone())));
      assertThat(roundTrip(seed, g, table, SharedMessageTable.of(1)))
          .isEqualTo(SharedMessageTable.size(g, 1));
    }
  }
}
