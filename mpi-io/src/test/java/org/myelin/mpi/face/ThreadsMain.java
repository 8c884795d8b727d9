package org.myelin.mpi.face;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.myelin.mpi.launch.ThreadLauncher;

/** Runs a class of a folder as threads: number of ranks, folder, class, its arguments. */
final class ThreadsMain {
  private ThreadsMain() {}

  public static void main(String[] args) {
    ThreadLauncher.of(Integer.parseInt(args[0]), List.of(Path.of(args[1])), args[2])
        .run(Arrays.copyOfRange(args, 3, args.length));
  }
}
