package org.myelin.mpi.internal.launch;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.spi.ProcessManager;

/**
 * A rank of MPICH's mpiexec or Slurm's srun, by the protocol PMI-1. The process manager ends all
 * ranks when one fails, and its key-value space hands the secret round.
 */
final class Pmi1 implements ProcessManager {
  private static final String SECRET = "myelin-secret";
  private static final int SECRET_BYTES = 32;

  private final Pmi1Wire wire;
  private final String name;
  private final int rank;
  private final int size;
  private final String space;
  private final byte[] secret;

  /** {@code rank} and {@code size} are what the manager has said. */
  Pmi1(String name, Pmi1Wire wire, int rank, int size) throws IOException {
    this.name = name;
    this.wire = wire;
    this.rank = rank;
    this.size = size;
    wire.ask("cmd=init pmi_version=1 pmi_subversion=1", "response_to_init");
    wire.ask("cmd=get_maxes", "maxes");
    space = wire.ask("cmd=get_my_kvsname", "my_kvsname").get("kvsname");
    secret = agree();
  }

  private byte[] agree() {
    if (rank == 0) {
      byte[] drawn = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(drawn);
      put(SECRET, Base64.getUrlEncoder().withoutPadding().encodeToString(drawn));
    }
    fence();
    byte[] agreed = Base64.getUrlDecoder().decode(get(SECRET).orElse(""));
    if (agreed.length < SECRET_BYTES) {
      throw new MpiException(ErrorClass.OTHER, rank, "rank 0 gave no secret through " + name);
    }
    return agreed;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public byte[] secret() {
    return secret.clone();
  }

  @Override
  public void put(String key, String value) {
    Map<String, String> answer =
        ask("cmd=put kvsname=" + space + " key=" + key + " value=" + value, "put_result");
    if (!"0".equals(answer.get("rc"))) {
      throw new MpiException(
          ErrorClass.OTHER, rank, name + " did not take " + key + ": " + answer.get("msg"));
    }
  }

  @Override
  public void fence() {
    ask("cmd=barrier_in", "barrier_out");
  }

  @Override
  public Optional<String> get(String key) {
    Map<String, String> answer = ask("cmd=get kvsname=" + space + " key=" + key, "get_result");
    return "0".equals(answer.get("rc"))
        ? Optional.ofNullable(answer.get("value"))
        : Optional.empty();
  }

  private Map<String, String> ask(String line, String answer) {
    try {
      return wire.ask(line, answer);
    } catch (IOException failed) {
      throw new MpiException(
          ErrorClass.OTHER, rank, "cannot talk to " + name + ": " + failed.getMessage(), failed);
    }
  }

  /** The manager does not tell of failures, it ends all; broken connections tell sooner. */
  @Override
  public void onFailure(FailureListener listener) {}

  /** The other ranks hear of it by message; the end of this process ends the job. */
  @Override
  public void fail(String cause) {}

  @Override
  public void close() {
    try {
      wire.ask("cmd=finalize", "finalize_ack");
    } catch (IOException gone) {
      // Then there is nothing to finish.
    }
  }
}
