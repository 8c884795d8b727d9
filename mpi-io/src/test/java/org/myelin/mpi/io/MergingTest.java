package org.myelin.mpi.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.Info;

/**
 * How pieces become system calls: few, large, from as many ranks as asked, and never all on one.
 */
class MergingTest {
  private static final int RANKS = 4;
  private static final int BLOCK = 64;
  private static final int EACH = 1 << 20;

  @TempDir Path folder;

  private final RecordingDriver driver = new RecordingDriver();

  private Path writeInterleaved(Info info, boolean together) throws Exception {
    Path path = folder.resolve("interleaved");
    Ranks.run(
        RANKS,
        world -> {
          try (MpiFile file =
              MpiFile.open(world, driver, path, AccessMode.CREATE_READ_WRITE, info)) {
            Datatype block = Datatype.contiguous(BLOCK, Datatype.BYTE);
            long place = (long) BLOCK * world.rank();
            file.setView(place, Datatype.BYTE, Datatype.resized(block, 0, BLOCK * RANKS));
            ByteBuffer mine = ByteBuffer.allocateDirect(EACH);
            for (int i = 0; i < EACH; i++) {
              mine.put(i, (byte) (i * 31 + world.rank()));
            }
            if (together) {
              file.writeAtAll(0, mine);
            } else {
              file.writeAt(0, mine);
            }
          }
        });
    byte[] found = Files.readAllBytes(path);
    assertThat(found).hasSize(EACH * RANKS);
    for (int i = 0; i < found.length; i++) {
      int rank = i / BLOCK % RANKS;
      int at = i / (BLOCK * RANKS) * BLOCK + i % BLOCK;
      if (found[i] != (byte) (at * 31 + rank)) {
        throw new AssertionError("byte " + i + " is wrong");
      }
    }
    return path;
  }

  // Catches: one write per piece, all data through one rank, read-modify-write where nothing is
  // missing.
  @Test
  void interleavedRanksGiveFewLargeWritesFromAllAggregators() throws Exception {
    writeInterleaved(Info.of("cb_nodes", "2", "cb_buffer_size", "1048576"), true);
    List<RecordingDriver.Call> writes = driver.of("write");
    assertThat(writes).hasSize(4).allMatch(call -> call.bytes() == 1 << 20);
    assertThat(driver.of("read")).isEmpty();
    Map<String, Long> perRank =
        writes.stream()
            .collect(
                Collectors.groupingBy(
                    RecordingDriver.Call::thread,
                    TreeMap::new,
                    Collectors.summingLong(RecordingDriver.Call::bytes)));
    assertThat(perRank).isEqualTo(Map.of("rank-0", 2L << 20, "rank-2", 2L << 20));
  }

  // Catches: an aggregator count that is ignored, domains that are unequal or cut blocks of the
  // disk.
  @Test
  void everyRankCanBeAnAggregator() throws Exception {
    writeInterleaved(Info.of("cb_nodes", "4"), true);
    List<RecordingDriver.Call> writes = driver.of("write");
    assertThat(writes.stream().map(RecordingDriver.Call::thread).distinct()).hasSize(4);
    assertThat(writes).allMatch(call -> call.position() % 4096 == 0 && call.bytes() == 1 << 20);
  }

  // Catches: sieving that does not sieve, or that works without locks (the content check above).
  @Test
  void independentSmallPiecesAreSievedUnderLocks() throws Exception {
    writeInterleaved(Info.of("ind_wr_buffer_size", "65536"), false);
    assertThat(driver.of("write").size()).isBetween(200, 300);
    driver.calls.clear();
    writeInterleaved(Info.of("romio_ds_write", "disable"), false);
    assertThat(driver.of("write")).hasSize(RANKS * EACH / BLOCK);
    assertThat(driver.of("read")).isEmpty();
  }

  // Catches: an exchange where nothing interleaves; it would only cost.
  @Test
  void separateRangesAndLargePiecesGoStraightToTheFile() throws Exception {
    for (int stride : new int[] {1, 4}) {
      driver.calls.clear();
      int piece = 256 << 10;
      Ranks.run(
          RANKS,
          world -> {
            Path path = folder.resolve("large");
            try (MpiFile file =
                MpiFile.open(world, driver, path, AccessMode.CREATE_READ_WRITE, Info.EMPTY)) {
              long[] at = new long[4];
              ByteBuffer[] data = new ByteBuffer[4];
              for (int i = 0; i < 4; i++) {
                int slot = stride == 1 ? world.rank() * 4 + i : i * RANKS + world.rank();
                at[i] = (long) slot * piece;
                data[i] = ByteBuffer.allocateDirect(piece);
              }
              assertThat(file.writeExtentsAll(at, data).bytes()).isEqualTo(4L * piece);
            }
          });
      Map<String, Long> perRank =
          driver.of("write").stream()
              .collect(
                  Collectors.groupingBy(
                      RecordingDriver.Call::thread,
                      Collectors.summingLong(RecordingDriver.Call::bytes)));
      assertThat(perRank)
          .hasSize(RANKS)
          .allSatisfy((rank, bytes) -> assertThat(bytes).isEqualTo(1 << 20));
    }
  }

  // Catches: windows walked through a terabyte of nothing, one after the other.
  @Test
  void sparseAccessSkipsWhatNobodyTouches() throws Exception {
    Path path = folder.resolve("sparse");
    Info info = Info.of("romio_cb_write", "enable", "romio_cb_read", "enable");
    Ranks.run(
        RANKS,
        world -> {
          try (MpiFile file =
              MpiFile.open(world, driver, path, AccessMode.CREATE_READ_WRITE, info)) {
            long[] at = {world.rank() * 10L, (1L << 39) + world.rank() * 1000L};
            ByteBuffer[] data = {
              ByteBuffer.wrap(new byte[] {1, 2}), ByteBuffer.wrap(new byte[] {3})
            };
            file.writeExtentsAll(at, data);
            file.sync();
            ByteBuffer[] back = {ByteBuffer.allocate(2), ByteBuffer.allocate(1)};
            assertThat(file.readExtentsAll(at, back).bytes()).isEqualTo(3);
            assertThat(back[0].array()).containsExactly(1, 2);
            assertThat(back[1].array()).containsExactly(3);
          }
        });
    assertThat(driver.of("write").size()).isLessThan(10);
    Files.delete(path);
  }

  // Catches: long irregular patterns, which do not travel with the request, put in the wrong place.
  @Test
  void longIrregularPatternsAreSentToTheAggregatorsOnly() throws Exception {
    Path path = folder.resolve("irregular");
    int n = 5000;
    Ranks.run(
        RANKS,
        world -> {
          Info info = Info.of("cb_nodes", "3", "cb_buffer_size", "16384");
          try (MpiFile file =
              MpiFile.open(world, driver, path, AccessMode.CREATE_READ_WRITE, info)) {
            long[] at = new long[n];
            ByteBuffer[] data = new ByteBuffer[n];
            for (int i = 0; i < n; i++) {
              int slot = n - 1 - i;
              at[i] = 16L * (slot * RANKS + world.rank()) + slot % 3;
              data[i] = ByteBuffer.wrap(new byte[] {(byte) slot, (byte) world.rank(), 9});
            }
            file.writeExtentsAll(at, data);
          }
        });
    byte[] expected = new byte[0];
    byte[] found = Files.readAllBytes(path);
    expected = Arrays.copyOf(expected, found.length);
    for (int slot = 0; slot < n; slot++) {
      for (int rank = 0; rank < RANKS; rank++) {
        int at = 16 * (slot * RANKS + rank) + slot % 3;
        expected[at] = (byte) slot;
        expected[at + 1] = (byte) rank;
        expected[at + 2] = 9;
      }
    }
    assertThat(Arrays.equals(found, expected)).isTrue();
    assertThat(driver.of("write").size()).isLessThan(30);
  }

  // Catches: holes judged by counting bytes, which ranks that overlap deceive: the hole is
  // overwritten.
  @Test
  void overlappingRanksDoNotHideAHole() throws Exception {
    Path path = folder.resolve("hole");
    byte[] before = new byte[24];
    Arrays.fill(before, (byte) 7);
    Files.write(path, before);
    Info info = Info.of("romio_cb_write", "enable", "cb_nodes", "1");
    Ranks.run(
        2,
        world -> {
          try (MpiFile file = MpiFile.open(world, driver, path, AccessMode.READ_WRITE, info)) {
            long[] at = world.rank() == 0 ? new long[] {0, 16} : new long[] {0};
            ByteBuffer[] data = new ByteBuffer[at.length];
            Arrays.setAll(data, i -> ByteBuffer.allocate(8));
            file.writeExtentsAll(at, data);
          }
        });
    Arrays.fill(before, 0, 8, (byte) 0);
    Arrays.fill(before, 16, 24, (byte) 0);
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
  }

  // Catches: extents whose lengths are taken from the buffers, or refusals that only one rank sees.
  @Test
  void extentsAndBuffersMayBeCutDifferently() throws Exception {
    Path path = folder.resolve("cut");
    Ranks.run(
        2,
        world -> {
          try (MpiFile file =
              MpiFile.open(world, driver, path, AccessMode.CREATE_READ_WRITE, Info.EMPTY)) {
            long[] at = {10L * world.rank(), 100 + 10L * world.rank(), 300};
            long[] lengths = {3, 5, 0};
            byte[] data = {1, 2, 3, 4, 5, 6, 7, 8};
            ByteBuffer first = ByteBuffer.wrap(data, 0, 7);
            ByteBuffer second = ByteBuffer.wrap(data, 7, 1);
            assertThat(file.writeExtentsAll(at, lengths, first, second).bytes()).isEqualTo(8);
            byte[] back = new byte[8];
            file.readExtentsAll(at, lengths, ByteBuffer.wrap(back));
            assertThat(back).isEqualTo(data);
            assertThatThrownBy(() -> file.writeExtentsAll(at, lengths, ByteBuffer.allocate(9)))
                .hasMessageContaining("extents of 8 bytes for buffers of 9 bytes");
            long[] falling = {50, 0, 300};
            assertThatThrownBy(() -> file.writeExtentsAll(falling, lengths, ByteBuffer.allocate(8)))
                .hasMessageContaining("overlap or fall");
          }
        });
    byte[] found = Files.readAllBytes(path);
    assertThat(Arrays.copyOf(found, 13)).containsExactly(1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3);
    assertThat(found).hasSize(115).endsWith(4, 5, 6, 7, 8);
  }
}
