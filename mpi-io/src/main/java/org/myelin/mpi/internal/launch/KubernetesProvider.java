package org.myelin.mpi.internal.launch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.match.Limits;
import org.myelin.mpi.internal.transport.tcp.Listening;
import org.myelin.mpi.spi.ProcessManager;
import org.myelin.mpi.spi.ProcessManagerProvider;

/**
 * Recognises a pod of a Kubernetes Indexed Job. To be given to the pods: {@code MYELIN_SIZE} (the
 * job's completions), {@code MYELIN_ROOT} (host and port of index 0, such as {@code
 * job-0.service:7667}) and the secret, base 64 of at least 32 bytes, in a mounted file that {@code
 * MYELIN_SECRET_FILE} names.
 */
public final class KubernetesProvider implements ProcessManagerProvider {
  private static final String INDEX = "JOB_COMPLETION_INDEX";
  private static final String SIZE = "MYELIN_SIZE";
  private static final String ROOT = "MYELIN_ROOT";
  private static final String SECRET = "MYELIN_SECRET_FILE";
  private static final int SECRET_BYTES = 32;

  @Override
  public String name() {
    return "kubernetes";
  }

  @Override
  public Optional<String> recognise(Map<String, String> environment) {
    return environment.get(INDEX) == null || environment.get(SIZE) == null
        ? Optional.empty()
        : Optional.of(
            "rank "
                + environment.get(INDEX)
                + " of "
                + environment.get(SIZE)
                + ", root "
                + environment.get(ROOT));
  }

  @Override
  public Optional<ProcessManager> find(Map<String, String> environment) {
    if (recognise(environment).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(manager(environment));
    } catch (IOException | IllegalArgumentException | InterruptedException broken) {
      throw new MpiException(
          ErrorClass.OTHER,
          -1,
          String.join(", ", INDEX, SIZE, ROOT, SECRET)
              + " of an Indexed Job do not lead to its ranks: "
              + broken.getMessage(),
          broken);
    }
  }

  private static ProcessManager manager(Map<String, String> environment)
      throws IOException, InterruptedException {
    int rank = Integer.parseInt(environment.get(INDEX));
    int size = Integer.parseInt(environment.get(SIZE));
    String root = environment.getOrDefault(ROOT, "");
    int colon = root.lastIndexOf(':');
    if (rank < 0 || rank >= size || colon < 0) {
      throw new IllegalArgumentException("rank " + rank + " of " + size + ", root '" + root + "'");
    }
    String file = environment.getOrDefault(SECRET, "");
    byte[] secret = Base64.getMimeDecoder().decode(Files.readString(Path.of(file)).strip());
    if (secret.length < SECRET_BYTES) {
      throw new IllegalArgumentException("a secret of " + secret.length + " bytes, not 32");
    }
    int port = Integer.parseInt(root.substring(colon + 1));
    if (rank == 0) {
      new Coordinator(size, secret, new InetSocketAddress(Listening.address(environment), port));
      InetSocketAddress here = new InetSocketAddress(Listening.address(environment), port);
      return new HostedClient("kubernetes", rank, size, secret, here);
    }
    return join(rank, size, secret, root.substring(0, colon), port);
  }

  /** The root's pod, and its name, may come later than this one. */
  private static ProcessManager join(int rank, int size, byte[] secret, String host, int port)
      throws InterruptedException {
    long end = System.nanoTime() + Limits.timeout().toNanos();
    while (true) {
      try {
        InetSocketAddress root = new InetSocketAddress(host, port);
        return new HostedClient("kubernetes", rank, size, secret, root);
      } catch (MpiException notYet) {
        if (System.nanoTime() - end > 0) {
          throw notYet;
        }
      }
      Thread.sleep(200);
    }
  }
}
