package org.myelin.mpi.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.Info;
import org.myelin.mpi.Intracomm;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.fileio.FileSystemDriver;

/**
 * Failures are agreed: every rank throws the same, naming rank, file and cause, and nobody hangs.
 */
class FileFailuresTest {
  @TempDir Path folder;

  private void everyRankFails(int ranks, ErrorClass kind, String text, Ranks.Program program)
      throws Exception {
    List<Throwable> thrown = Ranks.failures(ranks, program);
    assertThat(thrown)
        .hasSize(ranks)
        .allSatisfy(
            failure -> {
              assertThat(failure).isInstanceOf(MpiException.class).hasMessageContaining(text);
              assertThat(((MpiException) failure).errorClass()).isEqualTo(kind);
              assertThat(failure.getMessage()).doesNotContain("\n");
            });
  }

  private static MpiFile open(Intracomm world, Path path, Set<AccessMode> mode) {
    return MpiFile.open(world, FileSystemDriver.POSIX, path, mode, Info.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void openRefusesWhatTheStandardForbids(int ranks) throws Exception {
    Path path = folder.resolve("none");
    everyRankFails(
        ranks,
        ErrorClass.NO_SUCH_FILE,
        "rank 0: open " + path + ": no such file",
        world -> open(world, path, AccessMode.READ_ONLY));
    everyRankFails(
        ranks,
        ErrorClass.NO_SUCH_FILE,
        "no such file or folder",
        world -> open(world, path.resolve("deeper"), AccessMode.CREATE_READ_WRITE));
    everyRankFails(
        ranks,
        ErrorClass.BAD_FILE,
        "is a directory",
        world -> open(world, folder, AccessMode.READ_ONLY));
    for (Set<AccessMode> mode :
        List.of(
            EnumSet.noneOf(AccessMode.class),
            EnumSet.of(AccessMode.RDONLY, AccessMode.WRONLY),
            EnumSet.of(AccessMode.RDONLY, AccessMode.CREATE),
            EnumSet.of(AccessMode.RDONLY, AccessMode.EXCL),
            EnumSet.of(AccessMode.RDWR, AccessMode.SEQUENTIAL))) {
      everyRankFails(ranks, ErrorClass.AMODE, "mode", world -> open(world, path, mode));
    }
    assertThat(path).doesNotExist();
    Files.createFile(path);
    everyRankFails(
        ranks,
        ErrorClass.FILE_EXISTS,
        "exists",
        world -> open(world, path, AccessMode.CREATE_NEW_READ_WRITE));
  }

  // Catches: ranks that quietly work on different files, or wait for each other for ever.
  @Test
  void differentArgumentsAreNamed() throws Exception {
    Path path = folder.resolve("same");
    everyRankFails(
        3,
        ErrorClass.NOT_SAME,
        "rank 2: file ",
        world ->
            open(
                world,
                world.rank() == 2 ? folder.resolve("other") : path,
                AccessMode.CREATE_READ_WRITE));
    everyRankFails(
        3,
        ErrorClass.NOT_SAME,
        "WRONLY",
        world ->
            open(
                world,
                path,
                world.rank() == 1 ? AccessMode.WRITE_ONLY : AccessMode.CREATE_READ_WRITE));
    assertThat(path).doesNotExist();
    everyRankFails(
        2,
        ErrorClass.NOT_SAME,
        "etype of 8 in 8 bytes",
        world -> {
          MpiFile file = open(world, path, AccessMode.CREATE_READ_WRITE);
          Datatype mine = world.rank() == 0 ? Datatype.INT : Datatype.LONG;
          file.setView(0, mine, mine);
        });
    everyRankFails(
        2,
        ErrorClass.NOT_SAME,
        "called sync while rank 0 called writeAll",
        world -> {
          MpiFile file = open(world, path, AccessMode.CREATE_READ_WRITE);
          if (world.rank() == 0) {
            file.writeAll(ByteBuffer.allocate(4));
          } else {
            file.sync();
          }
        });
  }

  // Catches: a rank that is alone in seeing the file, with the created file left behind.
  @Test
  void aFileThatOnlySomeRanksSeeIsRefusedOnAll() throws Exception {
    Path path = folder.resolve("partly");
    RecordingDriver driver = new RecordingDriver();
    driver.fault =
        call -> {
          if (call.kind().equals("open") && call.thread().equals("rank-2")) {
            throw new NoSuchFileException(path.toString());
          }
        };
    everyRankFails(
        4,
        ErrorClass.NO_SUCH_FILE,
        "rank 2: open " + path + ": no such file or folder (on 1 of 4 ranks)",
        world -> MpiFile.open(world, driver, path, AccessMode.CREATE_READ_WRITE, Info.EMPTY));
    assertThat(path).doesNotExist();
    assertThat(driver.of("close")).hasSize(3);
  }

  // Catches: a full disk on one aggregator that leaves the other ranks waiting or believing in
  // success.
  @ParameterizedTest
  @ValueSource(strings = {"enable", "disable"})
  void aFullDiskOnOneRankFailsTheCollectiveWriteOnAll(String buffering) throws Exception {
    Path path = folder.resolve("full");
    RecordingDriver driver = new RecordingDriver();
    driver.fault =
        call -> {
          if (call.kind().equals("write") && call.thread().equals("rank-1")) {
            throw new IOException("No space left on device");
          }
        };
    Info info = Info.of("romio_cb_write", buffering, "cb_nodes", "2", "cb_buffer_size", "4096");
    everyRankFails(
        2,
        ErrorClass.NO_SPACE,
        "rank 1: writeAtAll " + path + ": No space left on device",
        world -> {
          MpiFile file = MpiFile.open(world, driver, path, AccessMode.CREATE_READ_WRITE, info);
          file.setView(8L * world.rank(), Datatype.LONG, Datatype.resized(Datatype.LONG, 0, 16));
          try {
            file.writeAtAll(0, ByteBuffer.allocate(80_000));
          } finally {
            file.close();
          }
        });
  }

  @Test
  void aReadErrorFailsTheCollectiveReadOnAll() throws Exception {
    Path path = folder.resolve("eio");
    Files.write(path, new byte[100_000]);
    RecordingDriver driver = new RecordingDriver();
    driver.fault =
        call -> {
          if (call.kind().equals("read") && call.position() > 50_000) {
            throw new IOException("Input/output error");
          }
        };
    Info info = Info.of("romio_cb_read", "enable", "cb_nodes", "3", "cb_buffer_size", "4096");
    everyRankFails(
        3,
        ErrorClass.IO,
        "readAtAll " + path + ": Input/output error",
        world ->
            MpiFile.open(world, driver, path, AccessMode.READ_ONLY, info)
                .readAtAll(0, ByteBuffer.allocate(90_000)));
  }

  // Catches: one rank's bad argument that leaves the others in the collective call for ever.
  @Test
  void aBadArgumentOnOneRankFailsTheCallOnAll() throws Exception {
    Path path = folder.resolve("argument");
    everyRankFails(
        3,
        ErrorClass.ARG,
        "negative",
        world -> {
          MpiFile file = open(world, path, AccessMode.CREATE_READ_WRITE);
          file.writeAtAll(world.rank() == 1 ? -1 : 0, ByteBuffer.allocate(4));
        });
    everyRankFails(
        3,
        ErrorClass.READ_ONLY,
        "reading only",
        world -> open(world, path, AccessMode.READ_ONLY).writeAtAll(0, ByteBuffer.allocate(4)));
    everyRankFails(
        2,
        ErrorClass.TYPE,
        "rank 1: setView",
        world ->
            open(world, path, AccessMode.READ_WRITE)
                .setView(0, Datatype.INT, world.rank() == 0 ? Datatype.INT : Datatype.SHORT));
  }

  // Catches: views that the standard forbids, or a read-only file that is refused an overlapping
  // one.
  @Test
  void viewsAreChecked() throws Exception {
    Path path = folder.resolve("views");
    Files.write(path, new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
    Ranks.run(
        1,
        world -> {
          Datatype falling = Datatype.indexed(new long[] {1, 1}, new long[] {3, 0}, Datatype.BYTE);
          Datatype negative = Datatype.hindexed(new long[] {1}, new long[] {-1}, Datatype.BYTE);
          Datatype overlapping =
              Datatype.indexed(new long[] {3, 3}, new long[] {0, 2}, Datatype.BYTE);
          try (MpiFile file = open(world, path, AccessMode.READ_WRITE)) {
            for (Datatype bad : List.of(falling, negative, overlapping)) {
              assertThatThrownBy(() -> file.setView(0, Datatype.BYTE, bad))
                  .isInstanceOf(MpiException.class);
            }
            assertThatThrownBy(() -> file.setView(-1, Datatype.BYTE, Datatype.BYTE))
                .hasMessageContaining("displacement -1");
            file.setView(0, Datatype.SHORT, Datatype.SHORT);
            assertThatThrownBy(() -> file.write(ByteBuffer.allocate(3)))
                .hasMessageContaining("whole number of etypes");
          }
          try (MpiFile file = open(world, path, AccessMode.READ_ONLY)) {
            file.setView(1, Datatype.BYTE, overlapping);
            byte[] twice = new byte[6];
            assertThat(file.readAll(ByteBuffer.wrap(twice)).bytes()).isEqualTo(6);
            assertThat(twice).containsExactly(1, 2, 3, 3, 4, 5);
          }
        });
  }

  // Catches: FileChannel's habit of closing the file when any of its users is interrupted.
  @Test
  void anInterruptNeitherClosesTheFileNorGetsLost() throws Exception {
    Path path = folder.resolve("interrupted");
    Ranks.run(
        1,
        world -> {
          try (MpiFile file = open(world, path, AccessMode.CREATE_READ_WRITE)) {
            Thread me = Thread.currentThread();
            AtomicBoolean done = new AtomicBoolean();
            Thread pest =
                new Thread(
                    () -> {
                      while (!done.get()) {
                        me.interrupt();
                        LockSupport.parkNanos(20_000);
                      }
                    });
            pest.start();
            ByteBuffer mega = ByteBuffer.allocateDirect(1 << 20);
            for (int i = 0; i < 50; i++) {
              mega.clear().putInt(0, i);
              file.writeAt((long) i << 20, mega);
            }
            for (int i = 0; i < 50; i++) {
              ByteBuffer word = ByteBuffer.allocate(4);
              file.readAt((long) i << 20, word);
              assertThat(word.getInt(0)).isEqualTo(i);
            }
            done.set(true);
            while (pest.isAlive()) {
              LockSupport.parkNanos(1000);
            }
            me.interrupt();
            file.sync();
            assertThat(Thread.interrupted()).isTrue();
          }
        });
  }

  // Catches: a file that goes on under the old name after a move.
  @Test
  void aMovedFileKeepsItsContentUnderTheNewName() throws Exception {
    Path path = folder.resolve("temporary");
    Path name = folder.resolve("final");
    Ranks.run(
        2,
        world -> {
          try (MpiFile file = open(world, path, AccessMode.CREATE_READ_WRITE)) {
            file.writeAtAll(world.rank(), ByteBuffer.wrap(new byte[] {1}));
            file.move(name);
            file.writeAtAll(2 + world.rank(), ByteBuffer.wrap(new byte[] {2}));
            assertThat(file.path()).isEqualTo(name);
          }
        });
    assertThat(path).doesNotExist();
    assertThat(Files.readAllBytes(name)).containsExactly(1, 1, 2, 2);
  }
}
