package org.myelin.mpi.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.Info;
import org.myelin.mpi.Intracomm;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.Status;
import org.myelin.mpi.internal.fileio.FileSystemDriver;

/** File pointers, sizes, end of file, status and hints, on 1, 2 and 4 ranks. */
class PointersAndSizesTest {
  @TempDir Path folder;

  private static MpiFile open(Intracomm world, Path path, Set<AccessMode> mode) {
    return MpiFile.open(world, FileSystemDriver.POSIX, path, mode, Info.EMPTY);
  }

  private static int[] filled(int n, int value) {
    int[] ints = new int[n];
    Arrays.fill(ints, value);
    return ints;
  }

  // Catches: explicit offsets that move the pointer, or pointers counted in bytes.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void explicitOffsetsLeaveThePointerAlone(int ranks) throws Exception {
    Path path = folder.resolve("at");
    Ranks.run(
        ranks,
        world -> {
          try (MpiFile file = open(world, path, AccessMode.CREATE_READ_WRITE)) {
            file.setView(0, Datatype.INT, Datatype.INT);
            int me = world.rank();
            assertThat(file.writeAt(100L * me, filled(100, me), 0, 100, Datatype.INT).bytes())
                .isEqualTo(400);
            assertThat(file.position()).isZero();
            file.sync();
            int[] back = new int[100];
            int other = (me + 1) % ranks;
            Status status = file.readAtAll(100L * other, back, 0, 100, Datatype.INT);
            assertThat(status.bytes()).isEqualTo(400);
            assertThat(back).containsOnly(other);
            assertThat(file.position()).isZero();
            file.seek(100L * me + 50, Whence.SET);
            file.read(back, 0, 20, Datatype.INT);
            assertThat(file.position()).isEqualTo(100L * me + 70);
            file.writeAll(filled(10, -1), 0, 10, Datatype.INT);
            assertThat(file.position()).isEqualTo(100L * me + 80);
          }
        });
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.nativeOrder());
    for (int i = 0; i < 100 * ranks; i++) {
      assertThat(all.getInt(4 * i)).isEqualTo(i % 100 >= 70 && i % 100 < 80 ? -1 : i / 100);
    }
  }

  // Catches: a view whose displacement is lost in byteOffset, SEEK_END in bytes, a negative
  // pointer.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void seeksAndByteOffsetsFollowTheView(int ranks) throws Exception {
    Path path = folder.resolve("seek");
    Ranks.run(
        ranks,
        world -> {
          try (MpiFile file = open(world, path, AccessMode.CREATE_READ_WRITE)) {
            assertThat(file.view()).isEqualTo(FileView.BYTES);
            file.setSize(1000 + 15 * 4);
            Datatype every2nd = Datatype.resized(Datatype.INT, 0, 8);
            file.setView(1000, Datatype.INT, every2nd);
            assertThat(file.byteOffset(10)).isEqualTo(1080);
            assertThat(file.typeExtent(Datatype.INT)).isEqualTo(4);
            assertThat(file.typeExtent(every2nd)).isEqualTo(8);
            file.seek(0, Whence.END);
            assertThat(file.position()).isEqualTo(8);
            file.seek(-3, Whence.CURRENT);
            assertThat(file.position()).isEqualTo(5);
            file.seek(-8, Whence.END);
            assertThat(file.position()).isZero();
            assertThatThrownBy(() -> file.seek(-1, Whence.CURRENT))
                .isInstanceOf(MpiException.class)
                .hasMessageContaining("negative");
            assertThat(file.size()).isEqualTo(1060);
            assertThat(file.view().displacement()).isEqualTo(1000);
            assertThat(file.mode()).isEqualTo(AccessMode.CREATE_READ_WRITE);
          }
        });
  }

  // Catches: preallocate that shrinks or clears, setSize that does not truncate or grow.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void sizesGrowShrinkAndKeepTheData(int ranks) throws Exception {
    Path path = folder.resolve("size");
    Files.write(path, new byte[] {1, 2, 3, 4});
    Ranks.run(
        ranks,
        world -> {
          try (MpiFile file = open(world, path, AccessMode.READ_WRITE)) {
            file.preallocate(2);
            assertThat(file.size()).isEqualTo(4);
            file.preallocate((3 << 20) + 5);
            assertThat(file.size()).isEqualTo((3 << 20) + 5);
            file.setSize(3);
            assertThat(file.size()).isEqualTo(3);
            file.setSize(6);
            ByteBuffer all = ByteBuffer.allocate(10);
            assertThat(file.readAtAll(0, all).bytes()).isEqualTo(6);
            assertThat(Arrays.copyOf(all.array(), 6)).containsExactly(1, 2, 3, 0, 0, 0);
          }
        });
  }

  // Catches: a short read reported as an error, or as complete, or on the wrong rank.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void readsPastTheEndAreShortOnTheRanksBeyondIt(int ranks) throws Exception {
    Path path = folder.resolve("end");
    Files.write(path, new byte[100 * ranks - 30]);
    for (String hint : new String[] {"enable", "disable"}) {
      Info info = Info.of("romio_cb_read", hint, "cb_nodes", "2");
      Ranks.run(
          ranks,
          world -> {
            try (MpiFile file =
                MpiFile.open(world, FileSystemDriver.POSIX, path, AccessMode.READ_ONLY, info)) {
              long expected = world.rank() == ranks - 1 ? 70 : 100;
              ByteBuffer mine = ByteBuffer.allocate(100);
              assertThat(file.readAtAll(100L * world.rank(), mine).bytes()).isEqualTo(expected);
              assertThat(mine.position()).isEqualTo((int) expected);
              assertThat(file.readAtAll(100L * ranks, ByteBuffer.allocate(8)).bytes()).isZero();
            }
          });
    }
  }

  // Catches: a hang or a moved pointer when some or all ranks transfer nothing.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void nothingToTransferStillTakesPart(int ranks) throws Exception {
    Path path = folder.resolve("zero");
    Ranks.run(
        ranks,
        world -> {
          try (MpiFile file = open(world, path, AccessMode.CREATE_READ_WRITE)) {
            assertThat(file.readAll(ByteBuffer.allocate(10)).bytes()).isZero();
            assertThat(file.writeAll().bytes()).isZero();
            assertThat(file.write(ByteBuffer.allocate(0)).bytes()).isZero();
            assertThat(file.writeAtAll(5, new long[0], 0, 0, Datatype.LONG).bytes()).isZero();
            assertThat(file.position()).isZero();
            assertThat(file.size()).isZero();
            Datatype none = Datatype.contiguous(0, Datatype.INT);
            boolean first = world.rank() == 0;
            file.setView(0, Datatype.INT, first ? Datatype.INT : none);
            file.writeAll(new int[] {7}, 0, first ? 1 : 0, Datatype.INT);
            assertThat(file.position()).isEqualTo(first ? 1 : 0);
            if (!first) {
              assertThatThrownBy(() -> file.write(new int[1], 0, 1, Datatype.INT))
                  .hasMessageContaining("selects no bytes");
            }
          }
        });
    assertThat(Files.size(path)).isEqualTo(4);
  }

  // Catches: APPEND that starts at 0, DELETE_ON_CLOSE that leaves the file, write-only files that
  // fail.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void modesDoWhatTheySay(int ranks) throws Exception {
    Path path = folder.resolve("mode");
    Files.write(path, new byte[10]);
    Ranks.run(
        ranks,
        world -> {
          try (MpiFile file = open(world, path, EnumSet.of(AccessMode.WRONLY, AccessMode.APPEND))) {
            assertThat(file.position()).isEqualTo(10);
            file.seek(world.rank(), Whence.CURRENT);
            file.writeAll(ByteBuffer.wrap(new byte[] {(byte) (world.rank() + 1)}));
            assertThatThrownBy(() -> file.readAt(0, ByteBuffer.allocate(1)))
                .isInstanceOfSatisfying(
                    MpiException.class,
                    e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.ACCESS));
          }
          try (MpiFile file =
              open(world, path, EnumSet.of(AccessMode.RDWR, AccessMode.DELETE_ON_CLOSE))) {
            ByteBuffer all = ByteBuffer.allocate(20);
            assertThat(file.readAtAll(0, all).bytes()).isEqualTo(10 + ranks);
            assertThat(all.get(9 + ranks)).isEqualTo((byte) ranks);
          }
          assertThat(Files.exists(path)).isFalse();
        });
  }

  // Catches: hints that are dropped, an unknown hint that fails, a senseless value that is taken.
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void hintsInUseCanBeRead(int ranks) throws Exception {
    Path path = folder.resolve("hints");
    Info info =
        Info.of(
            "cb_nodes", "3", "cb_buffer_size", "65536", "no_such_hint", "x", "striping_unit", "-7");
    Ranks.run(
        ranks,
        world -> {
          try (MpiFile file =
              MpiFile.open(
                  world, FileSystemDriver.POSIX, path, AccessMode.CREATE_READ_WRITE, info)) {
            assertThat(file.info().get("cb_nodes")).contains("" + Math.min(3, ranks));
            assertThat(file.info().get("cb_buffer_size")).contains("65536");
            assertThat(file.info().get("striping_unit")).contains("0");
            assertThat(file.info().get("romio_cb_write")).contains("automatic");
            assertThat(file.info().get("no_such_hint")).isEmpty();
            file.setInfo(Info.of("romio_cb_write", "disable"));
            assertThat(file.info().get("romio_cb_write")).contains("disable");
            assertThat(file.info().get("cb_buffer_size")).contains("65536");
          }
        });
  }

  // Catches: offsets cut to 32 bits anywhere on the way (the file is sparse).
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void offsetsBeyondTwoGigabytesWork(int ranks) throws Exception {
    Path path = folder.resolve("large");
    long far = (5L << 30) + 12_345;
    for (String hint : new String[] {"enable", "disable"}) {
      Info info = Info.of("romio_cb_write", hint, "romio_cb_read", hint, "cb_buffer_size", "8192");
      Ranks.run(
          ranks,
          world -> {
            try (MpiFile file =
                MpiFile.open(
                    world, FileSystemDriver.POSIX, path, AccessMode.CREATE_READ_WRITE, info)) {
              Datatype spread = Datatype.resized(Datatype.LONG, 0, 8L * ranks);
              file.setView(far + 8L * world.rank(), Datatype.LONG, spread);
              long[] mine = new long[3000];
              Arrays.setAll(mine, i -> 1000L * i + world.rank());
              file.writeAtAll(300_000_000L, mine, 0, mine.length, Datatype.LONG);
              file.sync();
              long[] back = new long[3000];
              file.readAtAll(300_000_000L, back, 0, back.length, Datatype.LONG);
              assertThat(back).isEqualTo(mine);
              assertThat(file.byteOffset(300_000_000L))
                  .isEqualTo(far + 8L * world.rank() + 300_000_000L * 8 * ranks);
            }
          });
    }
    Files.delete(path);
  }

  // Catches: ranks that plan the exchange with different window sizes and wait for each other.
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void differentHintsAreSettledByRankZero(int ranks) throws Exception {
    Path path = folder.resolve("differ");
    Ranks.run(
        ranks,
        world -> {
          Info mine = Info.of("cb_nodes", "" + (1 + world.rank()), "romio_cb_write", "");
          try (MpiFile file = MpiFile.open(world, path, AccessMode.CREATE_READ_WRITE, mine)) {
            Info more =
                Info.of("cb_buffer_size", "" + (4096 << world.rank()), "romio_cb_write", "enable");
            file.setView(8L * world.rank(), Datatype.LONG, spread(ranks), more);
            file.writeAll(new long[5000], 0, 5000, Datatype.LONG);
            assertThat(file.info().get("cb_nodes")).contains("1");
            assertThat(file.info().get("cb_buffer_size")).contains("4096");
          }
        });
    assertThat(Files.size(path)).isEqualTo(40_000L * ranks);
  }

  private static Datatype spread(int ranks) {
    return Datatype.resized(Datatype.LONG, 0, 8L * ranks);
  }
}
