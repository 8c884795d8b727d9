package org.myelin.mpi.internal.rma;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.Intracomm;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.transport.shm.PrivateFile;

/** Memory of several ranks in one mapped file, which has lost its name when it is ready. */
public final class SharedMemory {
  private static final long PAGE = 4096;

  private SharedMemory() {}

  /**
   * Zeroed memory of all ranks, by rank, of the size that each asks for. Collective over ranks of
   * one host.
   */
  public static ByteBuffer[] allocate(Intracomm comm, long bytes) {
    long[] sizes = comm.allGather(bytes);
    long all = 0;
    for (long size : sizes) {
      all += padded(size);
    }
    String problem = "";
    PrivateFile file = null;
    byte[] path = {};
    if (comm.rank() == 0) {
      try {
        file = new PrivateFile("window", Math.max(1, all));
        file.reserve(0, all);
        path = file.path().toString().getBytes(StandardCharsets.UTF_8);
      } catch (IOException failed) {
        problem = failed.toString();
      }
    }
    path = comm.bcastBytes(path, 0);
    ByteBuffer[] memory = new ByteBuffer[sizes.length];
    if (path.length > 0) {
      try {
        map(Path.of(new String(path, StandardCharsets.UTF_8)), sizes, memory);
      } catch (IOException failed) {
        problem = failed.toString();
      }
    }
    byte[][] problems = comm.allGatherBytes(problem.getBytes(StandardCharsets.UTF_8));
    close(file);
    for (int rank = 0; rank < problems.length; rank++) {
      if (problems[rank].length > 0) {
        throw new MpiException(
            ErrorClass.WIN,
            comm.rank(),
            "rank "
                + rank
                + " of "
                + comm.name()
                + " cannot share memory: "
                + new String(problems[rank], StandardCharsets.UTF_8));
      }
    }
    return memory;
  }

  private static void map(Path path, long[] sizes, ByteBuffer[] memory) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long at = 0;
      for (int rank = 0; rank < sizes.length; rank++) {
        memory[rank] =
            channel.map(MapMode.READ_WRITE, at, sizes[rank]).order(ByteOrder.nativeOrder());
        at += padded(sizes[rank]);
      }
    }
  }

  private static void close(PrivateFile file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException left) {
        // Its name goes when this process ends.
      }
    }
  }

  private static long padded(long bytes) {
    return (bytes + PAGE - 1) / PAGE * PAGE;
  }
}
