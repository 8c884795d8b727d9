package org.myelin.hdf5.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.internal.format.level0.DriverInfoBlock;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.format.level0.SuperblockV0;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.internal.format.level1.ChunkBTreeNode;
import org.myelin.hdf5.internal.format.level1.FixedArrayDataBlock;
import org.myelin.hdf5.internal.format.level1.FixedArrayHeader;
import org.myelin.hdf5.internal.format.level1.GlobalHeapCollection;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.format.level1.GroupBTreeNode;
import org.myelin.hdf5.internal.format.level1.LocalHeap;
import org.myelin.hdf5.internal.format.level1.SymbolTableNode;
import org.myelin.hdf5.internal.format.level2.Message;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.SharedMessage;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Catches a step that counts other bytes than it writes, or writes other bytes than it reads, for
 * any legal value and any width of addresses.
 */
class RoundTripTest {
  private static final int ROUNDS = 400;
  private static final String FILE = "test.h5";

  /** Size = bytes written = bytes read, the value comes back, and it is written the same again. */
  private static <R> void roundTrip(long seed, Geometry g, R value, Wire.Description<R> d) {
    byte[] bytes = Wire.encode(g, value, d);
    assertThat(Wire.size(g, value, d)).as("size, seed %d", seed).isEqualTo(bytes.length);
    long[] read = new long[1];
    R back =
        Wire.read(
            g,
            FILE,
            "structure",
            0,
            ByteBuffer.wrap(bytes),
            (w, v) -> {
              R r = d.transfer(w, v);
              read[0] = w.position();
              return r;
            });
    assertThat(read[0]).as("bytes read, seed %d", seed).isEqualTo(bytes.length);
    assertThat(back).as("seed %d", seed).usingRecursiveComparison().isEqualTo(value);
    assertThat(Wire.encode(g, back, d)).as("written again, seed %d", seed).isEqualTo(bytes);
    assertThat(Wire.trace(g, value, d)).as("trace, seed %d", seed).isNotNull();
  }

  private static long firstSeed() {
    long seed = Long.getLong("myelin.seed", System.nanoTime());
    System.out.println("RoundTripTest seed " + seed + " (repeat with -Dmyelin.seed=" + seed + ")");
    return seed;
  }

  @Test
  void infrastructure() {
    long first = firstSeed();
    for (long seed = first; seed < first + ROUNDS; seed++) {
      RandomStructures r = new RandomStructures(seed);
      Geometry g = r.geometry();
      int k = 1 + r.below(20);
      int rank = 1 + r.below(5);
      roundTrip(seed, g, r.symbols(k), SymbolTableNode.of(k));
      roundTrip(seed, g, r.groupNode(k), GroupBTreeNode.of(k));
      roundTrip(seed, g, r.chunkNode(k, rank), ChunkBTreeNode.of(k, rank));
      roundTrip(seed, g, r.collection(), GlobalHeapCollection::transfer);
      roundTrip(seed, g, new GlobalHeapId(r.addressOrNone(), 7), GlobalHeapId::transfer);
      roundTrip(seed, g, new LocalHeap(r.length(), 1, r.address()), LocalHeap::transfer);
      roundTrip(seed, g, r.shared(), SharedMessage::transfer);
      roundTrip(seed, g, new DriverInfoBlock("NCSAmult", r.bytes(50)), DriverInfoBlock::transfer);
    }
  }

  @Test
  void fixedArrays() {
    long first = firstSeed();
    for (long seed = first; seed < first + ROUNDS; seed++) {
      RandomStructures r = new RandomStructures(seed);
      Geometry g = r.geometry();
      FixedArrayHeader h = r.fixedArray();
      roundTrip(seed, g, h, FixedArrayHeader::transfer);
      FixedArrayDataBlock block = r.dataBlock(h);
      roundTrip(seed, g, block, FixedArrayDataBlock.of(h));
      long size = Wire.size(g, block, FixedArrayDataBlock.of(h));
      assertThat(size).as("seed %d", seed).isEqualTo(h.dataBlockPrefixSize(g));
      for (long p = 0; p < h.pages(); p++) {
        assertThat(h.pageOffset(g, p)).as("page offset, seed %d", seed).isEqualTo(size);
        roundTrip(seed, g, r.elements(h, h.entriesIn(p)), FixedArrayDataBlock.page(h, p));
        size += h.pageSize(p);
      }
      assertThat(h.dataBlockSize(g)).as("whole size, seed %d", seed).isEqualTo(size);
    }
  }

  @Test
  void superblocks() {
    long first = firstSeed();
    for (long seed = first; seed < first + ROUNDS; seed++) {
      RandomStructures r = new RandomStructures(seed);
      Geometry g = r.geometry();
      int version = r.below(4);
      Superblock s =
          version < 2
              ? new SuperblockV0(
                  version,
                  g,
                  1 + r.below(99),
                  1 + r.below(99),
                  r.below(9),
                  version == 0 ? SuperblockV0.DEFAULT_STORAGE_K : 1 + r.below(99),
                  r.address(),
                  r.addressOrNone(),
                  r.address(),
                  r.addressOrNone(),
                  r.entry())
              : new SuperblockV2(
                  version, g, r.below(8), r.address(), r.addressOrNone(), r.address(), r.address());
      byte[] bytes = s.encode();
      assertThat(bytes.length).isLessThanOrEqualTo(Superblock.MAX_SIZE);
      Superblock back = Superblock.read(FILE, 0, ByteBuffer.wrap(bytes));
      assertThat(back).as("seed %d", seed).isEqualTo(s);
      assertThat(back.withEndOfFile(s.endOfFile()).encode()).isEqualTo(bytes);
    }
  }

  @Test
  void messages() {
    long first = firstSeed();
    for (MessageType type : MessageType.values()) {
      for (long seed = first; seed < first + ROUNDS; seed++) {
        RandomStructures r = new RandomStructures(seed);
        Geometry g = r.geometry();
        Message m = r.message(type);
        assertThat(m.type()).isEqualTo(type);
        assertThat(type.content()).isAssignableFrom(m.getClass());
        byte[] bytes = MessageType.encode(g, m);
        Message back = type.decode(g, FILE, 0, ByteBuffer.wrap(bytes));
        assertThat(back).as("%s, seed %d", type, seed).usingRecursiveComparison().isEqualTo(m);
        assertThat(MessageType.encode(g, back)).as("%s, seed %d", type, seed).isEqualTo(bytes);
        assertThat(MessageType.trace(g, m)).isNotNull();
      }
    }
  }

  /** The sizer has its own regions; attributes are where they nest. */
  @Test
  void sizesOfMessages() {
    long first = firstSeed();
    for (long seed = first; seed < first + ROUNDS; seed++) {
      RandomStructures r = new RandomStructures(seed);
      for (MessageType type :
          List.of(MessageType.ATTRIBUTE, MessageType.LINK, MessageType.DATATYPE)) {
        Message m = r.message(type);
        assertThat(MessageType.size(r.geometry(), m))
            .as("%s, seed %d", type, seed)
            .isEqualTo(MessageType.encode(r.geometry(), m).length);
      }
    }
  }
}
