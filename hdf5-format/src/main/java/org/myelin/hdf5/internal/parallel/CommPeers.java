package org.myelin.hdf5.internal.parallel;

import org.myelin.mpi.Intracomm;

/** Peers over a communicator of the file's own, so that its traffic never meets the user's. */
public final class CommPeers implements Peers {
  private final Intracomm comm;

  /** Duplicates the user's communicator. Collective. */
  public CommPeers(Intracomm users) {
    comm = users.dup();
  }

  /** The file's communicator, for the driver. */
  public Intracomm comm() {
    return comm;
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
  public byte[] broadcast(byte[] fromFirst) {
    return comm.bcastBytes(fromFirst, 0);
  }

  @Override
  public void close() {
    comm.close();
  }
}
