package org.myelin.mpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.myelin.mpi.internal.match.Call;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.match.Operation;
import org.myelin.mpi.internal.match.ReceiveOperation;

/**
 * A message or collective operation under way (MPI standard, "Nonblocking Communication"). It keeps
 * its buffers alive until it has ended; they must not be touched before. To be completed by the
 * rank that made it, by one thread at a time. Progress is made by the transport, not by these
 * calls.
 *
 * <p>The calls for <i>any</i> and <i>some</i> leave out requests that are null or whose status was
 * given before, so they can be called again with the same requests until all have ended.
 */
public sealed class Request permits PersistentRequest {
  /**
   * One of several requests that has ended.
   *
   * @param index its place among them
   * @param status its status
   */
  public record Completion(int index, Status status) {}

  private final Comm comm;
  private final Call call;
  private Operation operation;
  private Status status;

  /** Whether there is something whose status nobody has got. */
  private boolean active;

  Request(Comm comm, Operation operation, Call call) {
    this.comm = comm;
    this.operation = operation;
    this.call = call;
    active = operation != null;
  }

  /** A request that has ended already, with {@link Comm#PROC_NULL} or nothing to do. */
  static Request completed(Status status) {
    Request request = new Request(null, null, null);
    request.status = status;
    request.active = true;
    return request;
  }

  /** Begins anew. */
  final void restart(Operation next, Status already) {
    operation = next;
    status = already;
    active = true;
  }

  final Call call() {
    return call;
  }

  /** Whether it is under way, or has ended and nobody has asked for its status. */
  public final boolean isActive() {
    return active;
  }

  /**
   * Waits for the end of the message. Returns the same status when asked again.
   *
   * @throws MpiException truncation, or the limit of waiting is over
   * @throws RankFailedException the other rank, or the job, failed
   */
  public final Status await() {
    if (status == null) {
      if (operation == null) {
        throw new IllegalStateException("the request was not started");
      }
      engine().await(operation, call);
      status = statusNow();
    }
    active = false;
    return status;
  }

  /** The status if the message has ended, without waiting. Throws as {@link #await}. */
  public final Optional<Status> test() {
    if (!ended()) {
      engine().job().check(call, operation.waitsFor());
      return Optional.empty();
    }
    return Optional.of(await());
  }

  /**
   * Takes a receive back that no message has matched; it then ends with {@link Status#cancelled}.
   * What has matched ends as if this had not been called, and so does every send (MPI 4.0
   * deprecates cancelling them). The request is still to be awaited.
   */
  public final void cancel() {
    if (operation instanceof ReceiveOperation receive) {
      engine().cancel(receive);
    }
  }

  /** Waits for all; when several fail, the first failure is thrown. Null entries give null. */
  public static Status[] awaitAll(Request... requests) {
    Status[] all = new Status[requests.length];
    for (int i = 0; i < requests.length; i++) {
      all[i] = requests[i] == null ? null : requests[i].await();
    }
    return all;
  }

  /** All statuses if all have ended, without waiting; otherwise nothing is completed. */
  public static Optional<Status[]> testAll(Request... requests) {
    for (Request request : requests) {
      if (request != null && !request.ended()) {
        request.engine().job().check(request.call, request.operation.waitsFor());
        return Optional.empty();
      }
    }
    return Optional.of(awaitAll(requests));
  }

  /** Waits for one that ends; empty when none is active. */
  public static Optional<Completion> awaitAny(Request... requests) {
    awaitOne(requests);
    return firstEnded(requests);
  }

  /** One that has ended, without waiting; empty when there is none. */
  public static Optional<Completion> testAny(Request... requests) {
    checkJob(requests);
    return firstEnded(requests);
  }

  /** Waits until at least one has ended, and completes all that have; empty when none is active. */
  public static List<Completion> awaitSome(Request... requests) {
    awaitOne(requests);
    return allEnded(requests);
  }

  /** Completes all that have ended, without waiting. */
  public static List<Completion> testSome(Request... requests) {
    checkJob(requests);
    return allEnded(requests);
  }

  private boolean ended() {
    return status != null || operation != null && operation.isDone();
  }

  private Engine engine() {
    return comm.engine;
  }

  private static void awaitOne(Request... requests) {
    List<Operation> waiting = new ArrayList<>(requests.length);
    Request one = null;
    for (Request request : requests) {
      if (request == null || !request.active) {
        continue;
      }
      if (request.ended()) {
        return;
      }
      waiting.add(request.operation);
      one = request;
    }
    if (one != null) {
      one.engine().awaitAny(waiting, one.call);
    }
  }

  private static void checkJob(Request... requests) {
    for (Request request : requests) {
      if (request != null && request.active && !request.ended()) {
        request.engine().job().check(request.call, request.operation.waitsFor());
        return;
      }
    }
  }

  private static Optional<Completion> firstEnded(Request... requests) {
    for (int i = 0; i < requests.length; i++) {
      if (requests[i] != null && requests[i].active && requests[i].ended()) {
        return Optional.of(new Completion(i, requests[i].await()));
      }
    }
    return Optional.empty();
  }

  private static List<Completion> allEnded(Request... requests) {
    List<Completion> found = new ArrayList<>();
    for (int i = 0; i < requests.length; i++) {
      if (requests[i] != null && requests[i].active && requests[i].ended()) {
        found.add(new Completion(i, requests[i].await()));
      }
    }
    return found;
  }

  private Status statusNow() {
    if (operation instanceof ReceiveOperation receive) {
      return receive.isCancelled()
          ? new Status(Comm.ANY_SOURCE, Comm.ANY_TAG, 0, true)
          : new Status(comm.sourceOf(receive.source()), receive.matchedTag(), receive.bytes());
    }
    return Status.ofBytes(operation.bytes());
  }
}
