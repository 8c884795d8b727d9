package org.myelin.mpi;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.myelin.mpi.internal.collective.AllGather;
import org.myelin.mpi.internal.collective.AllToAll;
import org.myelin.mpi.internal.collective.Broadcast;
import org.myelin.mpi.internal.collective.CollectiveCall;
import org.myelin.mpi.internal.collective.Schedule;
import org.myelin.mpi.internal.collective.Splitting;
import org.myelin.mpi.internal.datatype.Primitive;
import org.myelin.mpi.internal.match.Call;
import org.myelin.mpi.internal.match.CollectiveContext;
import org.myelin.mpi.internal.match.CollectiveKind;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.transport.HostId;
import org.myelin.mpi.spi.Signature;

/**
 * A communicator with collective operations (MPI standard, chapter "Collective Communication").
 * Every rank of the group makes the same collective calls in the same order, one at a time; when
 * ranks call different things, each gets a {@link CollectiveMismatchException} instead of waiting.
 * Collective calls may synchronise. Reductions combine from rank 0 upwards, so results do not
 * depend on timing.
 *
 * <p>The methods here wait and take whole buffers. All operations, over counts of datatypes at
 * offsets, are in {@link #blocking}, {@link #nonblocking} and {@link #persistent}.
 *
 * <pre>{@code
 * long mine = rows.length;
 * long first = world.exscan(mine, Op.SUM);       // rows of all lower ranks
 * long total = world.allReduce(mine, Op.SUM);
 * }</pre>
 */
public sealed class Intracomm extends Comm implements AutoCloseable permits CartComm, GraphComm {
  private final CollectiveContext collective;
  private final Collectives<Status> blocking = new Collectives<>(this, this::runNow);
  private final Collectives<Request> nonblocking = new Collectives<>(this, this::begin);
  private final Collectives<PersistentRequest> persistent = new Collectives<>(this, this::prepare);
  private long calls;

  Intracomm(Engine engine, int[] group, int context, String name) {
    super(engine, group, group, context, name);
    collective = engine.collective(context + 1, group, name);
  }

  /** A communicator of this rank alone that needs no launch; a new one at each call. */
  public static Intracomm self() {
    return Comm.self();
  }

  /** Collective operations that return when they have ended. */
  public Collectives<Status> blocking() {
    return blocking;
  }

  /**
   * Collective operations that go on while the program does something else. They are begun in the
   * same order on all ranks, blocking ones included.
   */
  public Collectives<Request> nonblocking() {
    return nonblocking;
  }

  /** Collective operations to be started again and again, in the same order on all ranks. */
  public Collectives<PersistentRequest> persistent() {
    return persistent;
  }

  /**
   * Operations between neighbours.
   *
   * @param opposite neighbours come in pairs of opposite directions: what is sent in one is
   *     received from the other, even if both are the same rank
   */
  final NeighborCollectives<Status> blocking(Topology topology, boolean opposite) {
    return new NeighborCollectives<>(topology, opposite, this::runNow);
  }

  final NeighborCollectives<Request> nonblocking(Topology topology, boolean opposite) {
    return new NeighborCollectives<>(topology, opposite, this::begin);
  }

  final NeighborCollectives<PersistentRequest> persistent(Topology topology, boolean opposite) {
    return new NeighborCollectives<>(topology, opposite, this::prepare);
  }

  /** What to do about ranks that have failed. */
  public Faults faults() {
    return new Faults(engine, this, group, members);
  }

  /** A communicator with the same ranks and its own traffic. Collective. */
  public Intracomm dup() {
    return dupInto((members, number, from) -> new Intracomm(engine, members, number, from));
  }

  /**
   * Communicators of the ranks that give the same {@code color}, ordered by {@code key}, then by
   * rank. Collective. A rank with a negative color gets null.
   */
  public Intracomm split(int color, int key) {
    return splitInto(
        color,
        key,
        (members, number, from) ->
            new Intracomm(engine, members, number, "color " + color + " of " + from));
  }

  /** As {@link #split}, of the ranks that share memory: those on the same host. */
  public Intracomm splitShared(int key) {
    byte[][] hosts = allGatherBytes(HostId.bytes());
    int color = 0;
    while (!Arrays.equals(hosts[color], hosts[rank()])) {
      color++;
    }
    return split(color, key);
  }

  /**
   * A communicator of the ranks in {@code members}, which is equal on all of them; the others get
   * null. Collective over this communicator.
   */
  public Intracomm create(Group members) {
    int place = members.rank();
    return split(place == Group.UNDEFINED ? -1 : 0, place);
  }

  /**
   * A communicator of the ranks in {@code members}, to be called by these only; {@code tag} tells
   * calls apart that several threads make at once.
   */
  public Intracomm createGroup(Group members, int tag) {
    open();
    int number = new Subgroup(engine, context + 2, members.members(), tag, name()).context();
    return new Intracomm(engine, members.members().clone(), number, "group of " + name());
  }

  /**
   * A grid of the first ranks; those that do not fit get null. Collective. Ranks keep their order.
   */
  public CartComm createCart(int[] dims, boolean[] periods) {
    long ranks = 1;
    for (int dim : dims) {
      ranks = dim < 1 ? -1 : ranks * dim;
      if (ranks < 1 || ranks > size()) {
        throw new MpiException(
            ErrorClass.DIMS,
            rank(),
            "a grid of "
                + Arrays.toString(dims)
                + " does not fit the "
                + size()
                + " ranks of "
                + name());
      }
    }
    if (periods.length != dims.length) {
      throw new IllegalArgumentException(
          "the grid has " + dims.length + " dimensions, found " + periods.length + " periods");
    }
    int[] shape = dims.clone();
    boolean[] rings = periods.clone();
    return splitInto(
        rank() < ranks ? 0 : -1,
        rank(),
        (members, number, from) ->
            new CartComm(engine, members, number, "grid of " + from, shape, rings));
  }

  /**
   * A graph that all ranks describe alike: {@code index[i]} counts the edges of ranks 0 to i, and
   * {@code edges} names their ends. Ranks beyond it get null. Collective.
   */
  public GraphComm createGraph(int[] index, int[] edges) {
    int[] mine =
        rank() < index.length
            ? Arrays.copyOfRange(edges, rank() == 0 ? 0 : index[rank() - 1], index[rank()])
            : new int[0];
    return graph(rank() < index.length, mine, null, mine, null);
  }

  /**
   * A graph of which each rank says its own edges. Collective.
   *
   * @param sourceWeights one for each source, or null
   * @param destinationWeights one for each destination, or null
   */
  public GraphComm createDistGraphAdjacent(
      int[] sources, int[] sourceWeights, int[] destinations, int[] destinationWeights) {
    return graph(true, sources, sourceWeights, destinations, destinationWeights);
  }

  /**
   * A graph of which each rank says some edges, of whatever ranks. Collective.
   *
   * @param sources ranks where edges begin
   * @param degrees how many edges of each source follow in {@code destinations}
   * @param destinations where they end
   * @param weights one for each destination; null on all ranks for none
   */
  public GraphComm createDistGraph(
      int[] sources, int[] degrees, int[] destinations, int[] weights) {
    return EdgeExchange.graph(this, sources, degrees, destinations, weights);
  }

  GraphComm graph(
      boolean member, int[] sources, int[] sourceWeights, int[] destinations, int[] weights) {
    for (int[] ends : new int[][] {sources, destinations}) {
      for (int end : ends) {
        if (end < 0 || end >= size()) {
          throw new IllegalArgumentException(
              "an edge to rank " + end + ", but " + name() + " has ranks 0 to " + (size() - 1));
        }
      }
    }
    return splitInto(
        member ? 0 : -1,
        rank(),
        (members, number, from) ->
            new GraphComm(
                engine,
                members,
                number,
                "graph of " + from,
                sources.clone(),
                sourceWeights == null ? null : sourceWeights.clone(),
                destinations.clone(),
                weights == null ? null : weights.clone()));
  }

  /** Makes a communicator once its members and number are agreed. */
  @FunctionalInterface
  interface Maker<C extends Comm> {
    C make(int[] members, int number, String from);
  }

  final <C extends Comm> C dupInto(Maker<C> maker) {
    Splitting[] all = new Splitting[1];
    run(CollectiveKind.DUP, s -> all[0] = Splitting.plan(s, 0, 0, engine.nextContext()));
    int number = all[0].context(engine.nextContext());
    return withAttributesFor(maker.make(group.clone(), number, "dup of " + name()));
  }

  final <C extends Comm> C splitInto(int color, int key, Maker<C> maker) {
    Splitting[] all = new Splitting[1];
    run(CollectiveKind.SPLIT, s -> all[0] = Splitting.plan(s, color, key, engine.nextContext()));
    int number = all[0].context(engine.nextContext());
    if (color < 0) {
      return null;
    }
    int[] world = Arrays.stream(all[0].members(color)).map(member -> group[member]).toArray();
    return maker.make(world, number, name());
  }

  /** Returns when all ranks have called it. */
  public void barrier() {
    blocking.barrier();
  }

  /** The root's bytes, whose length only the root knows; others may pass null. */
  public byte[] bcastBytes(byte[] mineAtRoot, int root) {
    byte[][] bytes = {mineAtRoot};
    checkRoot(root);
    runNow(
        new Collectives.Task(
            CollectiveKind.BCAST_BYTES, null, null, root, -1, s -> Broadcast.plan(s, bytes, root)));
    return bytes[0];
  }

  /** The bytes of every rank, by rank; lengths may differ. */
  public byte[][] allGatherBytes(byte[] mine) {
    byte[][] all = new byte[size()][];
    run(CollectiveKind.ALL_GATHER_BYTES, s -> AllGather.plan(s, mine, all));
    return all;
  }

  /** Sends {@code toEach[r]} to rank r and returns what each rank sent here; null is nothing. */
  public byte[][] allToAllBytes(byte[][] toEach) {
    Blocks.checkLength("toEach", toEach.length, size());
    byte[][] received = new byte[size()][];
    run(CollectiveKind.ALL_TO_ALL_BYTES, s -> AllToAll.plan(s, toEach, received));
    return received;
  }

  /** One number of each rank, by rank. */
  public long[] allGather(long mine) {
    long[] all = new long[size()];
    allGather(new long[] {mine}, all);
    return all;
  }

  /** The combination of one number of each rank. */
  public long allReduce(long value, Op op) {
    long[] result = {value};
    blocking.allReduce(Collectives.IN_PLACE, 0, result, 0, 1, Datatype.LONG, op);
    return result[0];
  }

  /** The combination of the numbers of this rank and all lower ones. */
  public long scan(long value, Op op) {
    long[] result = {value};
    blocking.scan(Collectives.IN_PLACE, 0, result, 0, 1, Datatype.LONG, op);
    return result[0];
  }

  /**
   * The combination of the numbers of all lower ranks. Rank 0, which has none, gets 0 (the standard
   * leaves it undefined).
   */
  public long exscan(long value, Op op) {
    long[] result = new long[1];
    exscan(new long[] {value}, result, op);
    return result[0];
  }

  /**
   * Sends what is left in {@code toEach[r]} to rank r and fills what is left in {@code fromEach[r]}
   * with what rank r sends. Null or empty is nothing; both sides know the sizes. Positions do not
   * move. This rank's own piece is copied.
   */
  public void allToAllv(ByteBuffer[] toEach, ByteBuffer[] fromEach) {
    Blocks.checkLength("toEach", toEach.length, size());
    Blocks.checkLength("fromEach", fromEach.length, size());
    run(CollectiveKind.ALL_TO_ALLV, s -> AllToAll.plan(s, toEach, fromEach));
  }

  /** The root's buffer to all; equal size on all ranks. */
  public void bcast(Object buffer, int root) {
    blocking.bcast(buffer, 0, Whole.count(buffer), Whole.type(buffer), root);
  }

  /** {@code count} of {@code type} at {@code offset} from the root to all. */
  public void bcast(Object buffer, long offset, long count, Datatype type, int root) {
    blocking.bcast(buffer, offset, count, type, root);
  }

  /** The ranks' buffers, equal in size, one behind the other in the root's {@code all}. */
  public void gather(Object mine, Object all, int root) {
    long count = Whole.count(mine);
    Datatype type = Whole.type(mine);
    blocking.gather(mine, 0, count, type, all, 0, count, type, root);
  }

  /**
   * The ranks' buffers, of sizes that the root knows, to the root: {@code counts[r]} elements of
   * rank r at element {@code displacements[r]} of {@code all}. The last three are used at the root
   * only.
   */
  public void gatherv(Object mine, Object all, long[] counts, long[] displacements, int root) {
    Datatype type = Whole.type(mine);
    blocking.gatherv(mine, 0, Whole.count(mine), type, all, 0, counts, displacements, type, root);
  }

  /** Equal parts of the root's {@code all}, each as long as {@code mine}, one to each rank. */
  public void scatter(Object all, Object mine, int root) {
    long count = Whole.count(mine);
    Datatype type = Whole.type(mine);
    blocking.scatter(all, 0, count, type, mine, 0, count, type, root);
  }

  /** The ranks' buffers, equal in size, one behind the other in everybody's {@code all}. */
  public void allGather(Object mine, Object all) {
    long count = Whole.count(mine);
    Datatype type = Whole.type(mine);
    blocking.allGather(mine, 0, count, type, all, 0, count, type);
  }

  /** As {@link #gatherv}, to all ranks. */
  public void allGatherv(Object mine, Object all, long[] counts, long[] displacements) {
    Datatype type = Whole.type(mine);
    blocking.allGatherv(mine, 0, Whole.count(mine), type, all, 0, counts, displacements, type);
  }

  /**
   * Equal parts of {@code toAll}, one to each rank; what they send, by rank, in {@code fromAll}.
   */
  public void allToAll(Object toAll, Object fromAll) {
    long count = Whole.count(toAll);
    if (count % size() != 0) {
      throw new IllegalArgumentException(
          count + " elements cannot be dealt out evenly to " + size() + " ranks");
    }
    Datatype type = Whole.type(toAll);
    blocking.allToAll(toAll, 0, count / size(), type, fromAll, 0, count / size(), type);
  }

  /** Parts of {@code toAll} by counts and displacements in elements, likewise received. */
  public void allToAllv(
      Object toAll,
      long[] sendCounts,
      long[] sendDisplacements,
      Object fromAll,
      long[] receiveCounts,
      long[] receiveDisplacements) {
    blocking.allToAllv(
        toAll,
        0,
        sendCounts,
        sendDisplacements,
        Whole.type(toAll),
        fromAll,
        0,
        receiveCounts,
        receiveDisplacements,
        Whole.type(fromAll));
  }

  /** The combination of the ranks' arrays, element by element, in the root's {@code result}. */
  public void reduce(Object mine, Object result, Op op, int root) {
    blocking.reduce(mine, 0, result, 0, Whole.count(mine), Whole.type(mine), op, root);
  }

  /** The combination of the ranks' arrays, element by element, in everybody's {@code result}. */
  public void allReduce(Object mine, Object result, Op op) {
    blocking.allReduce(mine, 0, result, 0, Whole.count(mine), Whole.type(mine), op);
  }

  /**
   * As above, over {@code count} of {@code type} at offsets in both buffers, which may be the same.
   */
  public void allReduce(
      Object mine, long offset, Object result, long at, long count, Datatype type, Op op) {
    blocking.allReduce(mine, offset, result, at, count, type, op);
  }

  /** The combination of the arrays of this rank and all lower ones. */
  public void scan(Object mine, Object result, Op op) {
    blocking.scan(mine, 0, result, 0, Whole.count(mine), Whole.type(mine), op);
  }

  /** The combination of the arrays of all lower ranks; rank 0's {@code result} stays as it is. */
  public void exscan(Object mine, Object result, Op op) {
    blocking.exscan(mine, 0, result, 0, Whole.count(mine), Whole.type(mine), op);
  }

  private void run(CollectiveKind kind, Consumer<Schedule> plan) {
    runNow(new Collectives.Task(kind, null, null, -1, -1, plan));
  }

  private Status runNow(Collectives.Task task) {
    Schedule schedule = start(task);
    engine.await(schedule, schedule.described());
    return Status.ofBytes(0);
  }

  private Request begin(Collectives.Task task) {
    Schedule schedule = start(task);
    return new Request(this, schedule, schedule.described());
  }

  private PersistentRequest prepare(Collectives.Task task) {
    open();
    return new PersistentRequest(
        this,
        () -> start(task),
        new Call(
            () -> CollectiveKind.describe(signature(task, calls)) + " on " + name(), collective));
  }

  private Schedule start(Collectives.Task task) {
    open();
    CollectiveCall call =
        new CollectiveCall(
            engine, collective, context + 1, group, rank(), name(), signature(task, calls++));
    Schedule schedule = new Schedule(call);
    task.plan().accept(schedule);
    return schedule.start();
  }

  private static Signature signature(Collectives.Task task, long number) {
    Primitive primitive = task.type() == null ? null : Primitive.of(task.type());
    int element = primitive == null ? 0 : primitive.ordinal() + 1;
    int code = task.op() == null ? 0 : task.op().code();
    return new Signature(
        number,
        (byte) task.kind().ordinal(),
        (byte) code,
        (byte) element,
        task.root(),
        task.bytes());
  }

  private void checkRoot(int root) {
    if (root < 0 || root >= size()) {
      throw new IllegalArgumentException(
          "root " + root + " is not in " + name() + ", which has ranks 0 to " + (size() - 1));
    }
  }
}
