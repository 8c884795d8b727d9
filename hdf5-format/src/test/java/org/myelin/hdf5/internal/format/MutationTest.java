package org.myelin.hdf5.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.internal.format.level1.ChunkBTreeNode;
import org.myelin.hdf5.internal.format.level1.FixedArrayDataBlock;
import org.myelin.hdf5.internal.format.level1.FixedArrayHeader;
import org.myelin.hdf5.internal.format.level1.GlobalHeapCollection;
import org.myelin.hdf5.internal.format.level1.GroupBTreeNode;
import org.myelin.hdf5.internal.format.level1.SymbolTableNode;
import org.myelin.hdf5.internal.format.level2.Message;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.SharedMessage;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;
import org.myelin.hdf5.oracle.CpuClock;

/**
 * Catches what damaged bytes do to a reader: any failure but the two located exceptions, an
 * allocation that a count in the file asks for, or a loop that does not end.
 */
class MutationTest {
  private static final String FILE = "mutant.h5";
  private static final int ROUNDS = 300;

  /** Readers may copy what is there a few times; the first of them also loads classes. */
  private static final long ALLOCATION_PER_BYTE = 64;

  private static final long ALLOCATION_FLOOR = 1 << 20;
  private static final long NANOS_PER_FILE = 5_000_000_000L;

  private final AllocationMeter meter = new AllocationMeter();

  /** Flips, boundary values and truncation. */
  static byte[] mutate(Random random, byte[] original) {
    if (original.length > 1 && random.nextInt(5) == 0) {
      return Arrays.copyOf(original, random.nextInt(original.length));
    }
    byte[] out = original.clone();
    for (int i = 1 + random.nextInt(4); i > 0 && out.length > 0; i--) {
      int at = random.nextInt(out.length);
      switch (random.nextInt(3)) {
        case 0 -> out[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> out[at] = (byte) random.nextInt();
        default -> {
          byte fill = (byte) (random.nextBoolean() ? 0xff : random.nextBoolean() ? 0 : 0x7f);
          Arrays.fill(out, at, Math.min(out.length, at + (1 << random.nextInt(4))), fill);
        }
      }
    }
    return out;
  }

  private int survive(long seed, byte[] bytes, Runnable reading) {
    RuntimeException refusal = null;
    long before = meter.allocated();
    try {
      reading.run();
    } catch (CorruptFileException | UnsupportedFormatException located) {
      refusal = located;
    } catch (Throwable other) {
      fail("seed " + seed + ": untyped " + other, other);
    }
    long used = meter.allocated() - before;
    if (refusal != null) {
      assertThat(refusal.getMessage()).contains(FILE).doesNotContain("\n");
    }
    assertThat(used)
        .as("bytes allocated for %d bytes, seed %d", bytes.length, seed)
        .isLessThan(ALLOCATION_FLOOR + ALLOCATION_PER_BYTE * bytes.length);
    return refusal == null ? 0 : 1;
  }

  private <R> int mutants(long seed, Geometry g, R value, Wire.Description<R> d) {
    byte[] bytes = mutate(new Random(seed), Wire.encode(g, value, d));
    return survive(
        seed, bytes, () -> Wire.read(g, FILE, "structure", 0, ByteBuffer.wrap(bytes), d));
  }

  private static long firstSeed() {
    long seed = Long.getLong("myelin.seed", System.nanoTime());
    System.out.println("MutationTest seed " + seed + " (repeat with -Dmyelin.seed=" + seed + ")");
    return seed;
  }

  @Test
  void infrastructure() {
    long first = firstSeed();
    int refused = 0;
    for (long seed = first; seed < first + ROUNDS; seed++) {
      RandomStructures r = new RandomStructures(seed);
      Geometry g = r.geometry();
      int k = 1 + r.below(20);
      int rank = 1 + r.below(5);
      FixedArrayHeader h = r.fixedArray();
      refused += mutants(seed, g, r.symbols(k), SymbolTableNode.of(k));
      refused += mutants(seed, g, r.groupNode(k), GroupBTreeNode.of(k));
      refused += mutants(seed, g, r.chunkNode(k, rank), ChunkBTreeNode.of(k, rank));
      refused += mutants(seed, g, r.collection(), GlobalHeapCollection::transfer);
      refused += mutants(seed, g, h, FixedArrayHeader::transfer);
      refused += mutants(seed, g, r.dataBlock(h), FixedArrayDataBlock.of(h));
      refused += mutants(seed, g, r.shared(), SharedMessage::transfer);
      byte[] s = mutate(new Random(seed), new SuperblockV2(3, g, 0, 0, -1, 48, 48).encode());
      refused += survive(seed, s, () -> Superblock.read(FILE, 0, ByteBuffer.wrap(s)));
    }
    assertThat(refused).as("mutants that were refused at all").isGreaterThan(ROUNDS);
  }

  @Test
  void messages() {
    long first = firstSeed();
    int refused = 0;
    for (MessageType type : MessageType.values()) {
      for (long seed = first; seed < first + 2 * ROUNDS; seed++) {
        RandomStructures r = new RandomStructures(seed);
        Geometry g = r.geometry();
        Message m = r.message(type);
        byte[] bytes = mutate(new Random(seed), MessageType.encode(g, m));
        refused += survive(seed, bytes, () -> type.decode(g, FILE, 0, ByteBuffer.wrap(bytes)));
      }
    }
    assertThat(refused).as("mutants that were refused at all").isGreaterThan(2 * ROUNDS);
  }

  /**
   * The bytes of any message as those of any other: nothing may be assumed about what a type id
   * points at.
   */
  @Test
  void messagesOfAnotherType() {
    long first = firstSeed();
    for (MessageType type : MessageType.values()) {
      for (MessageType as : MessageType.values()) {
        for (long seed = first; seed < first + 20; seed++) {
          RandomStructures r = new RandomStructures(seed);
          byte[] bytes = MessageType.encode(r.geometry(), r.message(type));
          survive(seed, bytes, () -> as.decode(r.geometry(), FILE, 0, ByteBuffer.wrap(bytes)));
        }
      }
    }
  }

  @Test
  void mutantsOfRealFiles() {
    Optional<Path> folder = Corpus.folder();
    assumeTrue(folder.isPresent(), "no HDF5 corpus beside the checkout; set -Dmyelin.shared");
    long first = firstSeed();
    List<Corpus.Entry> files = Corpus.dataFiles(folder.get(), 20 << 10);
    assertThat(files).hasSizeGreaterThan(100);
    for (int i = 0; i < 60; i++) {
      Corpus.Entry e = files.get((int) ((first + i * 31L) % files.size()));
      byte[] original = e.bytes();
      for (long seed = first + 1000L * i; seed < first + 1000L * i + 30; seed++) {
        byte[] bytes = mutate(new Random(seed), original);
        walk(e.name(), bytes, seed);
      }
    }
  }

  /** Files that broke other readers, CVE files among them. */
  @Test
  void malformedFiles() {
    Optional<Path> folder = Corpus.folder();
    assumeTrue(folder.isPresent(), "no HDF5 corpus beside the checkout; set -Dmyelin.shared");
    List<Corpus.Entry> files = Corpus.malformedFiles(folder.get(), 16 << 20);
    assertThat(files).hasSizeGreaterThan(400);
    files.forEach(e -> walk(e.name(), e.bytes(), 0));
  }

  private static void walk(String name, byte[] bytes, long seed) {
    long start = CpuClock.nanos();
    try {
      new FileWalk(name, bytes, (what, address, theirs, ours) -> {}).tolerant().run();
    } catch (CorruptFileException | UnsupportedFormatException located) {
      assertThat(located.getMessage()).contains(name);
    } catch (Throwable other) {
      fail(name + " seed " + seed + ": untyped " + other, other);
    }
    assertThat(CpuClock.nanos() - start).as(name).isLessThan(NANOS_PER_FILE);
  }
}
