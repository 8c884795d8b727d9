package org.myelin.mpi.internal.fileio;

import java.nio.ByteBuffer;
import org.myelin.mpi.Intracomm;

/** The ranks of a communicator of this file's own, so that user messages cannot meet the file's. */
public final class CommPeers implements Peers {
  private final Intracomm comm;

  /** The ranks of {@code comm}, which the file closes in the end. */
  public CommPeers(Intracomm comm) {
    this.comm = comm;
  }

  @Override
  public int rank() {
    return comm.rank();
  }

  @Override
  public int size() {
    return comm.size();
  }

  @Override
  public byte[][] allGather(byte[] mine) {
    return comm.allGatherBytes(mine);
  }

  @Override
  public byte[][] allToAll(byte[][] toEach) {
    return comm.allToAllBytes(toEach);
  }

  @Override
  public void exchange(ByteBuffer[] toEach, ByteBuffer[] fromEach) {
    comm.allToAllv(toEach, fromEach);
  }

  @Override
  public void close() {
    comm.close();
  }
}
