package org.myelin.mpi;

import java.util.function.Supplier;
import org.myelin.mpi.internal.match.Call;
import org.myelin.mpi.internal.match.Operation;

/**
 * A message or collective operation with fixed arguments that can be started again and again (MPI
 * standard, "Persistent Communication Requests"). Each start is followed by a wait or a successful
 * test before the next.
 *
 * <pre>{@code
 * PersistentRequest halo = comm.recvInit(ghosts, 0, n, Datatype.DOUBLE, left, 0);
 * for (int step = 0; step < steps; step++) {
 *   halo.start();
 *   inner();
 *   halo.await();
 * }
 * }</pre>
 */
public final class PersistentRequest extends Request {
  private final Supplier<Operation> starter;

  /**
   * @param starter begins the operation; null when there is nothing to do, as with PROC_NULL
   */
  PersistentRequest(Comm comm, Supplier<Operation> starter, Call call) {
    super(comm, null, call);
    this.starter = starter;
  }

  /** Begins the operation; the buffers must not be touched until it has ended. */
  public void start() {
    if (isActive()) {
      throw new IllegalStateException(
          call().text().get() + " was started before and not awaited since");
    }
    Operation next = starter.get();
    restart(next, next == null ? new Status(Comm.PROC_NULL, Comm.ANY_TAG, 0) : null);
  }

  /** Starts all, in their order. */
  public static void startAll(PersistentRequest... requests) {
    for (PersistentRequest request : requests) {
      request.start();
    }
  }
}
