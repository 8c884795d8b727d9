package org.myelin.mpi.launch;

import java.util.List;

/** A launcher in its own process: the number of ranks, then the command. */
public final class LaunchMain {
  private LaunchMain() {}

  public static void main(String[] args) throws Exception {
    List<String> command = List.of(args).subList(1, args.length);
    System.exit(LocalLauncher.of(Integer.parseInt(args[0]), command).run());
  }
}
