package org.myelin.mpi.internal.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;

/** One class loader for each rank of a program. */
public final class ProgramLoaders implements AutoCloseable {
  private final RankLoader[] loaders;

  /** For {@code ranks} ranks of the program on {@code classPath}. */
  public ProgramLoaders(int ranks, URL... classPath) {
    loaders = new RankLoader[ranks];
    for (int i = 0; i < ranks; i++) {
      loaders[i] = new RankLoader(classPath);
    }
  }

  /** The loader of one rank. */
  public ClassLoader of(int rank) {
    return loaders[rank];
  }

  @Override
  public void close() {
    for (RankLoader loader : loaders) {
      try {
        loader.close();
      } catch (IOException unusual) {
        throw new UncheckedIOException(unusual);
      }
    }
  }
}
