package org.myelin.mpi;

import java.util.Optional;
import org.myelin.mpi.internal.match.Call;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.match.Operation;
import org.myelin.mpi.internal.match.ReceiveOperation;

/**
 * A message under way (MPI standard, "Nonblocking Communication"). It keeps its buffers alive until
 * it has ended; they must not be touched before. To be completed by the rank that made it, by one
 * thread at a time. Progress is made by the transport, not by these calls.
 */
public final class Request {
  private final Comm comm;
  private final Engine engine;
  private final Operation operation;
  private final Call call;
  private Status status;

  Request(Comm comm, Engine engine, Operation operation, Call call) {
    this.comm = comm;
    this.engine = engine;
    this.operation = operation;
    this.call = call;
  }

  /** A request that has ended already, with {@link Comm#PROC_NULL} or nothing to do. */
  static Request completed(Status status) {
    Request request = new Request(null, null, null, null);
    request.status = status;
    return request;
  }

  /**
   * Waits for the end of the message.
   *
   * @throws MpiException truncation, or the limit of waiting is over
   * @throws RankFailedException the other rank, or the job, failed
   */
  public Status await() {
    if (status == null) {
      engine.await(operation, call);
      status = statusNow();
    }
    return status;
  }

  /** The status if the message has ended, without waiting. Throws as {@link #await}. */
  public Optional<Status> test() {
    if (status == null && !operation.isDone()) {
      engine.job().check(call);
      return Optional.empty();
    }
    return Optional.of(await());
  }

  /** Waits for all; when several fail, the first failure is thrown. */
  public static Status[] awaitAll(Request... requests) {
    Status[] all = new Status[requests.length];
    for (int i = 0; i < requests.length; i++) {
      all[i] = requests[i].await();
    }
    return all;
  }

  private Status statusNow() {
    if (operation instanceof ReceiveOperation receive) {
      return new Status(comm.rankOf(receive.source()), receive.matchedTag(), receive.bytes());
    }
    return Status.ofBytes(operation.bytes());
  }
}
