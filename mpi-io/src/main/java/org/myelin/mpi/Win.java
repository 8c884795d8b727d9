package org.myelin.mpi;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import org.myelin.mpi.internal.match.Call;
import org.myelin.mpi.internal.rma.Memory;
import org.myelin.mpi.internal.rma.SharedMemory;
import org.myelin.mpi.internal.rma.Window;

/**
 * Memory that other ranks read and write without this one's help (MPI standard, chapter "One-Sided
 * Communications"). Accesses lie between synchronising calls: {@link #fence}, {@link #start} and
 * {@link #complete}, or {@link #lock} and {@link #unlock}; outside of them they are refused.
 * Displacements count the unit that the target gave. An access outside of the target's memory is
 * told by the next synchronising call, with {@link ErrorClass#RMA_RANGE}.
 *
 * <p>Accesses go on whether or not the target calls anything. Elements travel in native byte order.
 * To be used by one thread of a rank at a time.
 *
 * <pre>{@code
 * try (Win win = Win.allocate(world, 8, 8)) {
 *   win.lockAll();
 *   long[] ticket = new long[1];
 *   win.fetchAndOp(new long[] {1}, ticket, Datatype.LONG, 0, 0, Op.SUM);
 *   win.flush(0);
 *   win.unlockAll();
 * }
 * }</pre>
 */
public final class Win extends WinAccess implements AutoCloseable {
  /** What a caller promises, so that less is to be done. Promises that do not help are ignored. */
  public enum Assertion {
    /** The matching calls of the others have been made. */
    NO_CHECK,
    /** This rank's memory was not stored to since the last synchronisation. */
    NO_STORE,
    /** This rank's memory will not be accessed until the next one. */
    NO_PUT,
    /** This fence ends no accesses. */
    NO_PRECEDE,
    /** This fence begins no accesses. */
    NO_SUCCEED
  }

  /** How a window is locked. */
  public enum LockType {
    /** By one rank at a time. */
    EXCLUSIVE,
    /** By several that all ask for this. */
    SHARED
  }

  private final ByteBuffer memory;
  private final ByteBuffer[] shared;
  private final Set<Integer> locked = new HashSet<>();
  private boolean fenced;
  private boolean lockedAll;
  private Group accessible;
  private Group exposedTo;
  private boolean closed;

  private Win(Intracomm own, Window window, long[] units, ByteBuffer memory, ByteBuffer[] shared) {
    super(own, window, units);
    this.memory = memory;
    this.shared = shared;
  }

  /**
   * A window on what {@code base} has left; null or empty for none. Collective. The memory belongs
   * to the window until it is closed.
   */
  public static Win create(Intracomm comm, ByteBuffer base, long unit) {
    ByteBuffer memory = base == null ? ByteBuffer.allocate(0) : base.slice();
    Memory regions = new Memory();
    regions.attach(memory);
    return make(comm, regions, memory.order(ByteOrder.nativeOrder()), unit, null);
  }

  /** A window on {@code bytes} of new memory, which is zero. Collective. */
  public static Win allocate(Intracomm comm, long bytes, long unit) {
    return create(comm, ByteBuffer.allocateDirect(Math.toIntExact(bytes)), unit);
  }

  /**
   * A window on new memory that the ranks of a host can also load from and store to directly, see
   * {@link #shared}. Collective over ranks of one host, as {@link Intracomm#splitShared} gives.
   */
  public static Win allocateShared(Intracomm comm, long bytes, long unit) {
    ByteBuffer[] all = SharedMemory.allocate(comm, bytes);
    ByteBuffer mine = all[comm.rank()];
    Memory regions = new Memory();
    regions.attach(mine);
    return make(comm, regions, mine, unit, all);
  }

  /** A window without memory, to which each rank attaches some. Collective. */
  public static Win createDynamic(Intracomm comm) {
    return make(comm, new Memory(), null, 1, null);
  }

  private static Win make(
      Intracomm comm, Memory regions, ByteBuffer memory, long unit, ByteBuffer[] shared) {
    if (unit < 1) {
      throw new IllegalArgumentException("a displacement unit of " + unit + " bytes");
    }
    Intracomm own = comm.dup();
    own.setName("window of " + comm.name());
    Window window = new Window(own.engine, own.context, regions, own.name());
    long[] units = own.allGather(unit);
    return new Win(own, window, units, memory, shared);
  }

  /** This rank's memory; null for a dynamic window. */
  public ByteBuffer memory() {
    return memory == null ? null : memory.duplicate().order(ByteOrder.nativeOrder());
  }

  /**
   * Another rank's memory, of a window that {@link #allocateShared} made. Stores by one rank are
   * seen by another when the first has called {@link #sync} before, and the other after, a barrier
   * or message between them.
   */
  public ByteBuffer shared(int rank) {
    if (shared == null) {
      throw new IllegalStateException("the memory of " + comm.name() + " is not shared");
    }
    world(rank);
    return shared[rank].duplicate().order(ByteOrder.nativeOrder());
  }

  /** Adds memory to a dynamic window; others reach its first byte by the number it returns. */
  public long attach(ByteBuffer region) {
    if (memory != null) {
      throw new IllegalStateException(comm.name() + " is not dynamic");
    }
    return window.memory().attach(region);
  }

  /** Takes memory away that {@link #attach} gave this number. */
  public void detach(long address) {
    if (memory != null || !window.memory().detach(address)) {
      throw new IllegalArgumentException("nothing is attached at " + address);
    }
  }

  /** The ranks of the window. */
  public Group group() {
    return comm.group();
  }

  /** Ends all accesses, and begins others, on all ranks. Collective. */
  public void fence(Assertion... promises) {
    open();
    flushAll("fence");
    comm.barrier();
    fenced = !Set.of(promises).contains(Assertion.NO_SUCCEED);
  }

  /** Lets the ranks of a group access this rank's memory from their {@link #start}. */
  public void post(Group origins) {
    open();
    if (exposedTo != null) {
      throw sync("post", "the memory is exposed already; call waitForComplete first");
    }
    exposedTo = origins;
    for (int origin : origins.members()) {
      window.post(origin);
    }
  }

  /** Begins accesses to the ranks of a group, after their {@link #post}. */
  public void start(Group targets) {
    open();
    if (accessible != null) {
      throw sync("start", "accesses are under way; call complete first");
    }
    for (int target : targets.members()) {
      window.awaitPost(target, call("start"));
    }
    accessible = targets;
  }

  /** Ends the accesses that {@link #start} began. */
  public void complete() {
    if (accessible == null) {
      throw sync("complete", "there was no start");
    }
    Group targets = accessible;
    accessible = null;
    for (int target : targets.members()) {
      window.flush(target, call("complete"));
      window.complete(target);
    }
  }

  /** Waits until all ranks that this one has posted to have completed. */
  public void waitForComplete() {
    if (exposedTo == null) {
      throw sync("waitForComplete", "there was no post");
    }
    for (int origin : exposedTo.members()) {
      window.awaitComplete(origin, call("waitForComplete"));
    }
    exposedTo = null;
  }

  /** As {@link #waitForComplete} if that need not wait; else false. */
  public boolean testForComplete() {
    if (exposedTo == null) {
      throw sync("testForComplete", "there was no post");
    }
    for (int origin : exposedTo.members()) {
      if (!window.hasCompleted(origin)) {
        return false;
      }
    }
    waitForComplete();
    return true;
  }

  /** Begins accesses to one rank, which need not do anything. */
  public void lock(LockType type, int target) {
    open();
    int peer = world(target);
    if (lockedAll || !locked.add(target)) {
      throw sync("lock", "rank " + target + " is locked by this rank already");
    }
    window.lock(peer, type == LockType.EXCLUSIVE, call("lock(target " + target + ")"));
  }

  /** Ends them; all are done at the target when it returns. */
  public void unlock(int target) {
    if (!locked.remove(target)) {
      throw sync("unlock", "rank " + target + " is not locked by this rank");
    }
    window.unlock(world(target), call("unlock(target " + target + ")"));
  }

  /** A shared lock on every rank. */
  public void lockAll() {
    open();
    if (lockedAll || !locked.isEmpty()) {
      throw sync("lockAll", "there is a lock already");
    }
    for (int target = 0; target < comm.size(); target++) {
      window.lock(world(target), false, call("lockAll"));
    }
    lockedAll = true;
  }

  /** Gives them back. */
  public void unlockAll() {
    if (!lockedAll) {
      throw sync("unlockAll", "there was no lockAll");
    }
    lockedAll = false;
    for (int target = 0; target < comm.size(); target++) {
      window.unlock(world(target), call("unlockAll"));
    }
  }

  /** Returns when all accesses to a rank so far are done, here and there. */
  public void flush(int target) {
    checkAccess(target, "flush");
    window.flush(world(target), call("flush(target " + target + ")"));
  }

  /** {@link #flush} of all ranks. */
  public void flushAll() {
    flushAll("flushAll");
  }

  /** Returns when the buffers of all accesses to a rank so far may be used again. */
  public void flushLocal(int target) {
    flush(target);
  }

  /** {@link #flushLocal} of all ranks. */
  public void flushLocalAll() {
    flushAll();
  }

  /** Makes this rank's stores to its window visible to others, and theirs to this rank. */
  public void sync() {
    VarHandle.fullFence();
  }

  /** Frees the window, after all accesses. Collective. Closing twice is harmless. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      flushAll("close");
      comm.barrier();
      window.close();
      comm.close();
    }
  }

  @Override
  void checkAccess(int target, String what) {
    open();
    boolean allowed = fenced || lockedAll || locked.contains(target);
    if (!allowed && accessible != null) {
      int peer = world(target);
      for (int member : accessible.members()) {
        allowed |= member == peer;
      }
    }
    if (!allowed) {
      throw sync(
          what, "rank " + target + " may not be accessed now; call fence, start or lock first");
    }
  }

  private void flushAll(String what) {
    for (int target = 0; target < comm.size(); target++) {
      window.flush(world(target), call(what));
    }
  }

  private void open() {
    if (closed) {
      throw new IllegalStateException(comm.name() + " is closed");
    }
  }

  private Call call(String what) {
    return new Call(() -> what + " on " + comm.name(), null);
  }

  private MpiException sync(String what, String why) {
    return new MpiException(
        ErrorClass.RMA_SYNC, comm.rank(), what + " on " + comm.name() + ": " + why);
  }
}
