package org.myelin.mpi.internal.launch;

import java.net.InetSocketAddress;

/**
 * A rank whose coordinator is in rank 0's process, since its launcher offers none. That process may
 * end before this one; who started this process ends it, so the coordinator's end means nothing.
 */
class HostedClient extends LauncherClient {
  HostedClient(String name, int rank, int size, byte[] secret, InetSocketAddress coordinator) {
    super(name, rank, size, secret, coordinator);
  }

  @Override
  void ended() {
    // Should rank 0 have failed, its connection to this rank tells.
  }
}
