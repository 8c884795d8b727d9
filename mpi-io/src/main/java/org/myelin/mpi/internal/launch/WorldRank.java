package org.myelin.mpi.internal.launch;

import org.myelin.mpi.RankFailedException;
import org.myelin.mpi.internal.match.Engine;

/** A rank of a job, by its engine, and how it ends. */
public class WorldRank {
  private final Engine engine;
  private volatile boolean closed;

  /** A rank whose engine has started. */
  public WorldRank(Engine engine) {
    this.engine = engine;
  }

  /** A job of one rank. */
  public static WorldRank alone() {
    Engine engine = new Engine(0, 1);
    engine.start(null);
    return new WorldRank(engine);
  }

  /** Its messages. */
  public final Engine engine() {
    return engine;
  }

  /** Whether it has closed. */
  final boolean closed() {
    return closed;
  }

  /** No messages after this. */
  public void close() {
    closed = true;
    engine.close();
  }

  /** Ends the job on all ranks. */
  public void abort(int exitCode, String why) {
    String cause = "abort with exit code " + exitCode + ": " + why;
    engine.tellEnd(engine.rank(), cause);
    throw new RankFailedException(engine.rank(), engine.rank(), cause, null);
  }
}
