package org.myelin.mpi.internal.launch;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.myelin.mpi.internal.transport.HostId;
import org.myelin.mpi.internal.transport.shm.Rings;
import org.myelin.mpi.spi.ProcessManager;

/**
 * Finds the ranks of the same host and sets up shared memory with them, pair by pair. Where that
 * does not work, or {@code myelin.mpi.transport} (or {@code MYELIN_MPI_TRANSPORT}) is {@code tcp},
 * a pair uses its connection.
 */
final class Neighbours {
  private static final char OFFERED = 'r';

  private final ProcessManager manager;
  private final Rings rings;

  /** Tells the others how to reach this rank's memory; they know it after the next fence. */
  Neighbours(ProcessManager manager) {
    this.manager = manager;
    rings = wanted() && manager.size() > 1 ? create() : null;
    if (rings != null) {
      manager.put(
          key("host"), Base64.getUrlEncoder().withoutPadding().encodeToString(HostId.bytes()));
      manager.put(key("ring"), rings.address());
    }
  }

  private static boolean wanted() {
    String choice =
        System.getProperty(
            "myelin.mpi.transport", System.getenv().getOrDefault("MYELIN_MPI_TRANSPORT", "shm"));
    return switch (choice) {
      case "shm", "" -> true;
      case "tcp" -> false;
      default ->
          throw new IllegalArgumentException(
              "myelin.mpi.transport must be shm or tcp, found " + choice);
    };
  }

  private Rings create() {
    try {
      return new Rings(manager.rank(), manager.size());
    } catch (IOException | UnsupportedOperationException noSharedMemory) {
      return null;
    }
  }

  /** After the fence: rings with all ranks that can be reached so, or null. All ranks call it. */
  Rings connect() {
    int size = manager.size();
    StringBuilder offered = new StringBuilder();
    for (int peer = 0; peer < size && rings != null; peer++) {
      boolean here = peer != manager.rank() && sameHost(peer) && offer(peer);
      offered.append(here ? OFFERED : '-');
    }
    manager.put(key("offers"), offered.isEmpty() ? "-" : offered.toString());
    manager.fence();
    if (rings == null) {
      return null;
    }
    for (int peer = 0; peer < size; peer++) {
      if (rings.reaches(peer) && !offers(peer)) {
        rings.forget(peer);
      }
    }
    try {
      rings.close();
    } catch (IOException left) {
      // It goes when this process ends.
    }
    return rings;
  }

  private boolean sameHost(int peer) {
    return manager
        .get("host." + peer)
        .filter(host -> Arrays.equals(Base64.getUrlDecoder().decode(host), HostId.bytes()))
        .isPresent();
  }

  private boolean offer(int peer) {
    boolean offered = false;
    try {
      rings.offer(peer);
      offered = true;
      Optional<String> address = manager.get("ring." + peer);
      if (address.isPresent()) {
        rings.open(peer, address.get());
      }
    } catch (IOException notReachable) {
      // Another container, or no memory left: this pair, or this way of it, uses sockets.
    }
    return offered;
  }

  /** Whether a peer reads what this rank puts into its ring. */
  private boolean offers(int peer) {
    String all = manager.get("offers." + peer).orElse("");
    return manager.rank() < all.length() && all.charAt(manager.rank()) == OFFERED;
  }

  private String key(String what) {
    return what + "." + manager.rank();
  }
}
