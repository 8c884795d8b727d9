package mpi;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.myelin.mpi.Request.Completion;

/** An operation under way. Its buffers must not be touched before it has ended. */
public class Request {
  private org.myelin.mpi.Request core;
  private Function<org.myelin.mpi.Status, Status> end = Status::of;

  Request() {}

  Request(org.myelin.mpi.Request core, Function<org.myelin.mpi.Status, Status> end) {
    begin(core, end);
  }

  final void begin(org.myelin.mpi.Request started, Function<org.myelin.mpi.Status, Status> what) {
    core = started;
    end = what;
  }

  final boolean active() {
    return core != null;
  }

  private Status ended(org.myelin.mpi.Status status) {
    core = null;
    return Faults.call(() -> end.apply(status));
  }

  private static org.myelin.mpi.Request[] cores(Request... requests) {
    org.myelin.mpi.Request[] all = new org.myelin.mpi.Request[requests.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = requests[i] == null ? null : requests[i].core;
    }
    return all;
  }

  private static Status ended(Request[] requests, Completion one) {
    Status status = requests[one.index()].ended(one.status());
    status.index = one.index();
    return status;
  }

  private static Status[] ended(Request[] requests, List<Completion> some) {
    return some.stream().map(one -> ended(requests, one)).toArray(Status[]::new);
  }

  private static Status[] ended(Request[] requests, org.myelin.mpi.Status... statuses) {
    Status[] all = new Status[requests.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = statuses[i] == null ? new Status() : requests[i].ended(statuses[i]);
      all[i].index = i;
    }
    return all;
  }

  /** Waits until it has ended. */
  public Status Wait() {
    return core == null ? new Status() : ended(Faults.call(() -> core.await()));
  }

  /** Its status if it has ended, else null. */
  public Status Test() {
    if (core == null) {
      return new Status();
    }
    return Faults.call(() -> core.test()).map(this::ended).orElse(null);
  }

  /** Whether nothing is under way: it has ended and its status was given. */
  public boolean Is_null() {
    return core == null;
  }

  /** Whether nothing is under way. */
  public boolean isNull() {
    return Is_null();
  }

  /** Takes back a receive that has not begun. */
  public void Cancel() {
    if (core != null) {
      Faults.run(core::cancel);
    }
  }

  /** As {@link #Cancel}. */
  public void cancel() {
    Cancel();
  }

  /** Nothing to do. */
  public void free() {}

  /** Nothing to do. */
  public void Free() {}

  /** As {@link #Wait}, without a status. */
  public void waitFor() {
    Wait();
  }

  /** As {@link #Wait}. */
  public Status waitStatus() {
    return Wait();
  }

  /** Whether it has ended. */
  public boolean test() {
    return Test() != null;
  }

  /** As {@link #Test}. */
  public Status testStatus() {
    return Test();
  }

  /** Its status if it has ended, else null; what is under way stays so. */
  public Status getStatus() {
    return core == null
        ? new Status()
        : Faults.call(() -> core.test()).map(Status::of).orElse(null);
  }

  /** Waits for all. */
  public static Status[] Waitall(Request[] requests) {
    return ended(requests, Faults.call(() -> org.myelin.mpi.Request.awaitAll(cores(requests))));
  }

  /** Statuses of all if all have ended, else null. */
  public static Status[] Testall(Request[] requests) {
    Optional<org.myelin.mpi.Status[]> all =
        Faults.call(() -> org.myelin.mpi.Request.testAll(cores(requests)));
    return all.map(statuses -> ended(requests, statuses)).orElse(null);
  }

  /** Waits for one; its place is in the status, {@link MPI#UNDEFINED} when none is under way. */
  public static Status Waitany(Request[] requests) {
    return Faults.call(() -> org.myelin.mpi.Request.awaitAny(cores(requests)))
        .map(one -> ended(requests, one))
        .orElseGet(Status::new);
  }

  /** The status of one that has ended, or null. */
  public static Status Testany(Request[] requests) {
    return Faults.call(() -> org.myelin.mpi.Request.testAny(cores(requests)))
        .map(one -> ended(requests, one))
        .orElse(null);
  }

  /** Waits for one, and gives the statuses of all that have ended. */
  public static Status[] Waitsome(Request[] requests) {
    return ended(requests, Faults.call(() -> org.myelin.mpi.Request.awaitSome(cores(requests))));
  }

  /** The statuses of all that have ended. */
  public static Status[] Testsome(Request[] requests) {
    return ended(requests, Faults.call(() -> org.myelin.mpi.Request.testSome(cores(requests))));
  }

  /** Waits for all. */
  public static void waitAll(Request[] requests) {
    Waitall(requests);
  }

  /** As {@link #Waitall}. */
  public static Status[] waitAllStatus(Request[] requests) {
    return Waitall(requests);
  }

  /** Waits for one and gives its place. */
  public static int waitAny(Request[] requests) {
    return Waitany(requests).index;
  }

  /** As {@link #Waitany}. */
  public static Status waitAnyStatus(Request[] requests) {
    return Waitany(requests);
  }

  /** Waits for one and gives the places of all that have ended. */
  public static int[] waitSome(Request[] requests) {
    return java.util.Arrays.stream(Waitsome(requests)).mapToInt(Status::getIndex).toArray();
  }

  /** As {@link #Waitsome}. */
  public static Status[] waitSomeStatus(Request[] requests) {
    return Waitsome(requests);
  }

  /** Whether all have ended. */
  public static boolean testAll(Request[] requests) {
    return Testall(requests) != null;
  }

  /** As {@link #Testall}. */
  public static Status[] testAllStatus(Request[] requests) {
    return Testall(requests);
  }

  /** The place of one that has ended, or {@link MPI#UNDEFINED}. */
  public static int testAny(Request[] requests) {
    Status one = Testany(requests);
    return one == null ? MPI.UNDEFINED : one.index;
  }

  /** As {@link #Testany}. */
  public static Status testAnyStatus(Request[] requests) {
    return Testany(requests);
  }

  /** The places of all that have ended. */
  public static int[] testSome(Request[] requests) {
    return java.util.Arrays.stream(Testsome(requests)).mapToInt(Status::getIndex).toArray();
  }

  /** As {@link #Testsome}. */
  public static Status[] testSomeStatus(Request[] requests) {
    return Testsome(requests);
  }
}
