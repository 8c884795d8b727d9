package org.myelin.mpi.internal.launch;

import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.spi.ProcessManager;
import org.myelin.mpi.spi.ProcessManagerProvider;

/** Recognises a process that {@link org.myelin.mpi.launch.LocalLauncher} started. */
public final class LauncherClientProvider implements ProcessManagerProvider {
  @Override
  public String name() {
    return "myelin";
  }

  @Override
  public Optional<String> recognise(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(LauncherVariables.COORDINATOR))
        .map(
            coordinator ->
                "rank "
                    + environment.get(LauncherVariables.RANK)
                    + " of "
                    + environment.get(LauncherVariables.SIZE)
                    + ", coordinator "
                    + coordinator);
  }

  @Override
  public Optional<ProcessManager> find(Map<String, String> environment) {
    if (environment.get(LauncherVariables.COORDINATOR) == null) {
      return Optional.empty();
    }
    try {
      int rank = Integer.parseInt(environment.getOrDefault(LauncherVariables.RANK, ""));
      int size = Integer.parseInt(environment.getOrDefault(LauncherVariables.SIZE, ""));
      byte[] secret =
          Base64.getUrlDecoder().decode(environment.getOrDefault(LauncherVariables.SECRET, ""));
      String[] hostAndPort = environment.get(LauncherVariables.COORDINATOR).split(":", 2);
      InetSocketAddress coordinator =
          new InetSocketAddress(hostAndPort[0], Integer.parseInt(hostAndPort[1]));
      if (size < 1 || rank < 0 || rank >= size || secret.length < 32) {
        throw new IllegalArgumentException("rank " + rank + " of " + size);
      }
      return Optional.of(new LauncherClient("myelin run", rank, size, secret, coordinator));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException broken) {
      throw new MpiException(
          ErrorClass.OTHER,
          -1,
          "the variables MYELIN_RANK, MYELIN_SIZE, MYELIN_COORDINATOR and MYELIN_SECRET of a"
              + " launched process do not fit each other: "
              + broken.getMessage(),
          broken);
    }
  }
}
