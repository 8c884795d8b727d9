package org.myelin.mpi.io;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.Info;
import org.myelin.mpi.Intracomm;
import org.myelin.mpi.Mpi;
import org.myelin.mpi.MpiException;

/** What one process of {@link ProcessFilesTest} does: arguments are a task and a file. */
final class FileProgram {
  static final int BLOCK = 48;
  static final int EACH = BLOCK * 8000;

  private FileProgram() {}

  public static void main(String[] args) {
    try (Mpi mpi = Mpi.init(args)) {
      try {
        run(mpi.world(), args[0], Path.of(args[1]));
      } catch (MpiException e) {
        System.out.println(mpi.world().rank() + " got " + e.errorClass() + " " + e.getMessage());
      }
    }
  }

  static byte value(int rank, int i) {
    return (byte) (31 * i + rank + 1);
  }

  private static void run(Intracomm world, String task, Path path) {
    if (task.equals("missing")) {
      MpiFile.open(world, path, AccessMode.READ_WRITE).close();
      return;
    }
    Info info = Info.of("cb_nodes", "2", "cb_buffer_size", "65536", "ind_wr_buffer_size", "16384");
    try (MpiFile file = MpiFile.open(world, path, AccessMode.CREATE_READ_WRITE, info)) {
      Datatype block = Datatype.contiguous(BLOCK, Datatype.BYTE);
      Datatype spread = Datatype.resized(block, 0, (long) BLOCK * world.size());
      file.setView((long) BLOCK * world.rank(), Datatype.BYTE, spread);
      ByteBuffer mine = ByteBuffer.allocate(EACH);
      for (int i = 0; i < EACH; i++) {
        mine.put(i, value(world.rank(), i));
      }
      if (task.equals("together")) {
        file.writeAll(mine);
      } else {
        file.write(mine);
      }
      file.sync();
      ByteBuffer back = ByteBuffer.allocate(EACH);
      long read = file.readAtAll(0, back).bytes();
      System.out.println(
          world.rank() + " same " + (read == EACH && back.flip().equals(mine.flip())));
    }
  }
}
