package org.myelin.mpi.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.Info;
import org.myelin.mpi.internal.fileio.FileSystemDriver;

/**
 * Each datatype constructor as a filetype, with contiguous and spaced memory, by 1, 2 and 4 ranks.
 */
class ViewTypesTest {
  private static final int TILES = 5;

  @TempDir Path folder;

  /** Filetypes over ints, with the int slots that they select within one tile. */
  static Stream<Arguments> filetypes() {
    Datatype i = Datatype.INT;
    Datatype spaced = Datatype.resized(i, 0, 8);
    return Stream.of(
        Arguments.of("contiguous", Datatype.contiguous(3, i), new int[] {0, 1, 2}),
        Arguments.of("vector", Datatype.vector(2, 2, 3, i), new int[] {0, 1, 3, 4}),
        Arguments.of("hvector", Datatype.hvector(3, 1, 8, i), new int[] {0, 2, 4}),
        Arguments.of("indexed", indexed(), new int[] {1, 4, 5}),
        Arguments.of("hindexed", hindexed(), new int[] {0, 3, 4, 5, 9}),
        Arguments.of(
            "indexedBlock",
            Datatype.indexedBlock(2, new long[] {1, 4, 8}, i),
            new int[] {1, 2, 4, 5, 8, 9}),
        Arguments.of(
            "hindexedBlock", Datatype.hindexedBlock(1, new long[] {4, 24}, i), new int[] {1, 6}),
        Arguments.of(
            "struct",
            Datatype.struct(
                new long[] {1, 0, 2},
                new long[] {4, 8, 16},
                new Datatype[] {i, Datatype.BYTE, spaced}),
            new int[] {1, 4, 6}),
        Arguments.of("zero blocks first, middle, last", zeros(), new int[] {2, 6}),
        Arguments.of("subarray in C order", plane(Datatype.Order.C), new int[] {6, 7, 10, 11}),
        Arguments.of(
            "subarray in Fortran order",
            plane(Datatype.Order.FORTRAN),
            new int[] {5, 6, 7, 9, 10, 11}),
        Arguments.of(
            "block of a block",
            Datatype.subarray(
                new long[] {2, 3}, new long[] {2, 1}, new long[] {0, 1}, Datatype.Order.C, spaced),
            new int[] {2, 8}),
        Arguments.of(
            "resized with lower bound",
            Datatype.resized(hindexed(), 8, 48),
            new int[] {0, 3, 4, 5, 9}),
        Arguments.of(
            "resized twice", Datatype.resized(Datatype.resized(i, 4, 12), 0, 20), new int[] {0}));
  }

  private static Datatype indexed() {
    return Datatype.indexed(new long[] {1, 2}, new long[] {1, 4}, Datatype.INT);
  }

  private static Datatype hindexed() {
    return Datatype.hindexed(new long[] {1, 3, 1}, new long[] {0, 12, 36}, Datatype.INT);
  }

  private static Datatype zeros() {
    return Datatype.indexed(new long[] {0, 1, 0, 1, 0}, new long[] {0, 2, 4, 6, 9}, Datatype.INT);
  }

  /** Rows 1 to 2, columns 2 to 3 of a 3 by 4 array, or 3 and 2 of them when columns come first. */
  private static Datatype plane(Datatype.Order order) {
    return order == Datatype.Order.C
        ? Datatype.subarray(
            new long[] {3, 4}, new long[] {2, 2}, new long[] {1, 2}, order, Datatype.INT)
        : Datatype.subarray(
            new long[] {4, 3}, new long[] {3, 2}, new long[] {1, 1}, order, Datatype.INT);
  }

  // Catches: a constructor with wrong displacements, a tile that does not repeat by its extent,
  // memory
  // and file pieces that get out of step, ranks that step on each other.
  @ParameterizedTest(name = "{0}")
  @MethodSource("filetypes")
  void everyConstructorSelectsTheRightInts(String name, Datatype tile, int[] slots)
      throws Exception {
    Path path = folder.resolve("types");
    for (int ranks : new int[] {1, 2, 4}) {
      for (boolean spacedMemory : new boolean[] {false, true}) {
        Files.deleteIfExists(path);
        writeAndRead(path, ranks, tile, slots, spacedMemory);
        ByteBuffer found = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.nativeOrder());
        int[] ints = new int[found.remaining() / 4];
        found.asIntBuffer().get(ints);
        assertThat(ints).isEqualTo(model(ranks, slots, (int) tile.extent() / 4, ints.length));
      }
    }
  }

  /** Rank r starts r * TILES tiles further on. */
  private static int[] model(int ranks, int[] slots, int extent, int length) {
    int[] model = new int[length];
    for (int rank = 0; rank < ranks; rank++) {
      for (int i = 0; i < TILES * slots.length; i++) {
        int stream = rank * TILES * slots.length + i;
        model[stream / slots.length * extent + slots[stream % slots.length]] = value(rank, i);
      }
    }
    return model;
  }

  private static int value(int rank, int i) {
    return 1000 * (rank + 1) + i;
  }

  private void writeAndRead(Path path, int ranks, Datatype tile, int[] slots, boolean spaced)
      throws Exception {
    int each = TILES * slots.length;
    int step = spaced ? 3 : 1;
    Datatype memory = spaced ? Datatype.resized(Datatype.INT, 0, 12) : Datatype.INT;
    Info info = Info.of("romio_cb_write", "enable", "romio_cb_read", "enable");
    Ranks.run(
        ranks,
        world -> {
          int me = world.rank();
          int[] mine = new int[each * step];
          for (int i = 0; i < each; i++) {
            mine[i * step] = value(me, i);
          }
          try (MpiFile file =
              MpiFile.open(
                  world, FileSystemDriver.POSIX, path, AccessMode.CREATE_READ_WRITE, info)) {
            file.setView(0, Datatype.INT, tile);
            long at = (long) me * each;
            assertThat(file.writeAtAll(at, mine, 0, each, memory).bytes()).isEqualTo(4L * each);
            file.sync();
            int[] back = new int[mine.length];
            file.readAtAll(at, back, 0, each, memory);
            assertThat(back).isEqualTo(mine);
            Arrays.fill(back, 0);
            file.readAt(at, back, 0, each, memory);
            assertThat(back).isEqualTo(mine);
          }
        });
  }

  // Catches: many small objects with holes between, whose neighbours are damaged by buffering
  // (aggregators write whole windows over what others wrote in earlier calls).
  @Test
  void sparseObjectsOfManyCallsSurviveEachOther() throws Exception {
    Path path = folder.resolve("objects");
    int ranks = 4;
    int size = 8192;
    Info info = Info.of("romio_cb_write", "enable", "cb_buffer_size", "16384", "cb_nodes", "3");
    Ranks.run(
        ranks,
        world -> {
          try (MpiFile file =
              MpiFile.open(
                  world, FileSystemDriver.POSIX, path, AccessMode.CREATE_READ_WRITE, info)) {
            for (int object = 0; object < 24; object++) {
              // The last hundred bytes of each object are left out.
              long from = (long) object * size + world.rank() * 1000L;
              byte[] mine = new byte[1000];
              Arrays.fill(mine, (byte) (object * ranks + world.rank() + 1));
              file.writeExtentsAll(
                  new long[] {from, from + 4096},
                  ByteBuffer.wrap(mine, 0, 500),
                  ByteBuffer.wrap(mine, 500, 500));
            }
          }
        });
    byte[] found = Files.readAllBytes(path);
    for (int i = 0; i < found.length; i++) {
      int inHalf = i % size % 4096;
      int rank = inHalf / 1000;
      boolean filled = rank < ranks && inHalf % 1000 < 500;
      int expected = filled ? i / size * ranks + rank + 1 : 0;
      if (found[i] != (byte) expected) {
        throw new AssertionError("byte " + i + ": found " + found[i] + ", expected " + expected);
      }
    }
  }
}
