package org.myelin.hdf5.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.internal.format.level1.GlobalHeapBuilder;
import org.myelin.hdf5.internal.format.level1.GlobalHeapCollection;
import org.myelin.hdf5.internal.format.level1.LocalHeap;
import org.myelin.hdf5.internal.format.level1.LocalHeapData;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

class HeapTest {
  private static final Geometry G = Geometry.DEFAULT;

  private static LocalHeapData reopen(LocalHeapData d) {
    return LocalHeapData.read(G, "f.h5", d.header(0x400), ByteBuffer.wrap(d.encode()));
  }

  /**
   * Names that overlap, free blocks that overlap names, and a list that does not survive being
   * written.
   */
  @Test
  void localHeapKeepsNamesThroughInsertRemoveGrowAndReopen() {
    long seed = Long.getLong("myelin.seed", System.nanoTime());
    System.out.println("HeapTest seed " + seed);
    Random random = new Random(seed);
    LocalHeapData heap = LocalHeapData.empty(G, 88);
    Map<Long, String> names = new HashMap<>();
    for (int i = 0; i < 3000; i++) {
      if (random.nextInt(3) == 0 && !names.isEmpty()) {
        long at = names.keySet().iterator().next();
        names.remove(at);
        heap.remove(at);
      } else {
        String name = "n".repeat(random.nextInt(30)) + i;
        long at = heap.insert(name);
        while (at < 0) {
          heap.grow(2 * heap.size());
          at = heap.insert(name);
        }
        assertThat(names.put(at, name)).as("offset given twice, seed %d", seed).isNull();
      }
      if (i % 50 == 0) {
        heap = reopen(heap);
      }
    }
    LocalHeapData last = reopen(heap);
    names.forEach((at, name) -> assertThat(last.text(at)).isEqualTo(name));
    assertThat(last.text(0)).isEmpty();
    long used = names.values().stream().mapToLong(n -> (n.length() + 8) / 8 * 8).sum();
    assertThat(last.freeBytes() + used).isBetween(last.size() * 3L / 4, (long) last.size());
  }

  /** Room that is given back in pieces has to come together, or heaps only ever grow. */
  @Test
  void neighbouringFreeBlocksBecomeOne() {
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (int[] order : orders) {
      LocalHeapData d = LocalHeapData.empty(G, 88);
      // 16 bytes each: what is smaller than a free block's own fields is lost, in libhdf5 too
      long[] at = {d.insert("first of 3"), d.insert("second of 3"), d.insert("third of 3")};
      long last = d.insert("x".repeat(31));
      assertThat(d.freeBytes()).isZero();
      for (int i : order) {
        d.remove(at[i]);
      }
      assertThat(d.freeBytes()).as("order %s", Arrays.toString(order)).isEqualTo(48);
      assertThat(d.insert("y".repeat(47))).as("one block again").isEqualTo(at[0]);
      assertThat(reopen(d).text(last)).isEqualTo("x".repeat(31));
    }
  }

  @Test
  void anEmptyLocalHeapHasOneFreeBlock() {
    LocalHeapData d = LocalHeapData.empty(G, 88);
    assertThat(d.header(0x100)).isEqualTo(new LocalHeap(88, 8, 0x100));
    assertThat(d.freeBytes()).isEqualTo(80);
    ByteBuffer bytes = ByteBuffer.wrap(d.encode()).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getLong(8)).as("end of list").isEqualTo(1);
    assertThat(bytes.getLong(16)).as("size").isEqualTo(80);
    while (d.insert("1234567") >= 0) {
      // fill it
    }
    assertThat(d.header(0).freeListHead()).isEqualTo(LocalHeap.NO_FREE_BLOCK);
  }

  /** CVEs: free lists that go round, or whose blocks lie outside. */
  @Test
  void badFreeListsAreRefused() {
    byte[] loop = new byte[64];
    loop[8] = 8;
    loop[16] = 16;
    assertThatThrownBy(
            () -> LocalHeapData.read(G, "f.h5", new LocalHeap(64, 8, 0), ByteBuffer.wrap(loop)))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("again");
    byte[] outside = new byte[64];
    outside[8] = 1;
    outside[16] = 100;
    assertThatThrownBy(
            () -> LocalHeapData.read(G, "f.h5", new LocalHeap(64, 8, 0), ByteBuffer.wrap(outside)))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("free block size");
    assertThatThrownBy(
            () ->
                LocalHeapData.read(G, "f.h5", new LocalHeap(64, 1 << 30, 0), ByteBuffer.wrap(loop)))
        .isInstanceOf(CorruptFileException.class);
  }

  @Test
  void namesOutsideTheHeapAreRefused() {
    LocalHeapData d = LocalHeapData.empty(G, 16);
    assertThatThrownBy(() -> d.text(16)).isInstanceOf(CorruptFileException.class);
    assertThatThrownBy(() -> d.text(-1)).isInstanceOf(CorruptFileException.class);
  }

  /**
   * libhdf5 2.0 refuses collections below 4096 bytes, and everybody reads object 0 as the room that
   * is left.
   */
  @Test
  void globalHeapCollectionsAreFilledAndMarked() {
    GlobalHeapBuilder b = GlobalHeapBuilder.forContent(G, 5);
    assertThat(b.size()).isEqualTo(4096);
    assertThat(b.add("hello".getBytes())).isEqualTo(1);
    assertThat(b.add(new byte[0])).isEqualTo(2);
    byte[] bytes = b.encode();
    assertThat(bytes).hasSize(4096);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    int free = 16 + 16 + 8 + 16;
    assertThat(in.getShort(free)).isZero();
    assertThat(in.getLong(free + 8))
        .as("free space, its own fields included")
        .isEqualTo(4096 - free);
    int n = 2;
    while (b.fits(7)) {
      assertThat(b.add(new byte[7])).isEqualTo(++n);
    }
    GlobalHeapCollection back =
        Wire.read(G, "f", "GCOL", 0, ByteBuffer.wrap(b.encode()), GlobalHeapCollection::transfer);
    assertThat(back.objects()).hasSize(n);
    assertThat(back.objects().get(1).bytes()).isEqualTo("hello".getBytes());
    assertThatThrownBy(() -> b.add(new byte[7])).isInstanceOf(IllegalStateException.class);
    assertThat(GlobalHeapBuilder.forContent(G, 1 << 20).fits(1 << 20)).isTrue();
  }
}
