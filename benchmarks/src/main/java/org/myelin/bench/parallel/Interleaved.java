package org.myelin.bench.parallel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.Info;
import org.myelin.mpi.Intracomm;
import org.myelin.mpi.Mpi;
import org.myelin.mpi.io.AccessMode;
import org.myelin.mpi.io.MpiFile;

/**
 * Collective write of blocks that the ranks take in turns, to a new file: FILE BLOCK_BYTES
 * BLOCKS_PER_RANK; rank 0 prints megabytes in a second, the best of three.
 */
public final class Interleaved {
  private static final int ROUNDS = 3;

  private Interleaved() {}

  /** Prints the figure. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    int block = Integer.parseInt(args[1]);
    int blocks = Integer.parseInt(args[2]);
    try (Mpi mpi = Mpi.init()) {
      Intracomm world = mpi.world();
      double best = 0;
      for (int i = 0; i < ROUNDS; i++) {
        best = Math.max(best, run(world, file, block, blocks));
      }
      if (world.rank() == 0) {
        System.out.println(best);
      }
    }
  }

  /** Megabytes (10^6) in a second, of all ranks together, from before open until after close. */
  public static double run(Intracomm world, Path path, int block, int blocks) throws IOException {
    int size = world.size();
    ByteBuffer data = ByteBuffer.allocateDirect(block * blocks);
    if (world.rank() == 0) {
      Files.deleteIfExists(path);
    }
    world.barrier();
    long start = System.nanoTime();
    try (MpiFile file = MpiFile.open(world, path, AccessMode.CREATE_READ_WRITE, Info.of())) {
      file.setView(
          (long) world.rank() * block,
          Datatype.BYTE,
          Datatype.vector(blocks, block, (long) block * size, Datatype.BYTE));
      file.writeAtAll(0, data);
    }
    world.barrier();
    return (double) size * block * blocks / ((System.nanoTime() - start) / 1e9) / 1e6;
  }
}
