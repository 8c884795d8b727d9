import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import mpi.CartComm;
import mpi.CartParms;
import mpi.Comm;
import mpi.Datatype;
import mpi.GraphComm;
import mpi.Group;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Message;
import mpi.Op;
import mpi.Prequest;
import mpi.Request;
import mpi.Status;
import mpi.UserFunction;

/**
 * Open MPI's names, and what MPJ Express gets wrong or does not have. No other implementation is
 * left to compare with, so the program knows the answers; it says one line when all are right.
 */
public class AllFaces {
  private static int rank;
  private static int size;
  private static int next;
  private static int before;
  private static Intracomm world;

  public static void main(String[] args) throws Exception {
    check(!MPI.isInitialized(), "initialised too early");
    MPI.InitThread(args, MPI.THREAD_MULTIPLE);
    world = MPI.COMM_WORLD;
    rank = world.getRank();
    size = world.getSize();
    next = (rank + 1) % size;
    before = (rank + size - 1) % size;
    messages();
    requests();
    collectives();
    later();
    datatypes();
    packing();
    communicators();
    failures();
    world.barrier();
    MPI.Finalize();
    check(MPI.isFinalized(), "not finalised");
    System.out.println("rank " + rank + " is right");
  }

  static void check(boolean right, String what) {
    if (!right) {
      throw new AssertionError("rank " + rank + ": " + what);
    }
  }

  static void same(int[] expected, int... found) {
    check(
        Arrays.equals(expected, found), Arrays.toString(expected) + ": " + Arrays.toString(found));
  }

  static void messages() {
    int[] in = new int[2];
    Status status =
        world.sendRecv(new int[] {rank, 7}, 2, MPI.INT, next, 1, in, 2, MPI.INT, before, 1);
    same(new int[] {before, 7}, in);
    check(status.getSource() == before && status.getTag() == 1, "status");
    check(status.getCount(MPI.INT) == 2 && status.getElements(MPI.INT) == 2, "count");
    check(!status.isCancelled() && status.getError() == 0, "cancelled");
    world.sendRecvReplace(in, 2, MPI.INT, next, 2, before, 2);
    same(new int[] {(before + size - 1) % size, 7}, in);
    IntBuffer room = MPI.newIntBuffer(6);
    Request[] all = {
      world.iRecv(MPI.slice(room, 0), 2, MPI.INT, before, 3),
      world.iRecv(MPI.slice(room, 2), 2, MPI.INT, before, 4),
      world.iRecv(MPI.slice(room, 4), 2, MPI.INT, before, 5)
    };
    IntBuffer out = MPI.newIntBuffer(2).put(0, rank).put(1, 9);
    world.send(out, 2, MPI.INT, next, 4);
    world.iSend(out, 2, MPI.INT, next, 3).waitFor();
    world.isSend(out, 2, MPI.INT, next, 5).waitFor();
    Request.waitAll(all);
    for (int i = 0; i < 6; i += 2) {
      check(room.get(i) == before && room.get(i + 1) == 9, "sliced buffer at " + i);
    }
    world.iSend(out, 1, MPI.INT, next, 6);
    check(world.probe(before, 6).getCount(MPI.INT) == 1, "probe");
    check(world.iProbe(before, 6) != null && world.iProbe(before, 60) == null, "iProbe");
    Message message = world.mProbe(before, 6);
    in = new int[1];
    message.mRecv(in, 1, MPI.INT);
    same(new int[] {before}, in);
    check(world.imProbe(before, 60) == null, "imProbe");
    in = new int[] {42};
    world.send(in, 1, MPI.INT, MPI.PROC_NULL, 0);
    check(world.recv(in, 1, MPI.INT, MPI.PROC_NULL, 0).getSource() == MPI.PROC_NULL, "PROC_NULL");
    same(new int[] {42}, in);
  }

  static void requests() {
    IntBuffer out = MPI.newIntBuffer(1);
    IntBuffer in = MPI.newIntBuffer(1);
    Prequest[] pair = {
      world.recvInit(in, 1, MPI.INT, before, 1), world.sSendInit(out, 1, MPI.INT, next, 1)
    };
    for (int i = 0; i < 3; i++) {
      out.put(0, 100 * rank + i);
      Prequest.startAll(pair);
      Request.waitAllStatus(pair);
      check(in.get(0) == 100 * before + i, "persistent round " + i);
    }
    Request never = world.iRecv(in, 1, MPI.INT, before, 99);
    check(!never.test() && never.testStatus() == null, "test");
    never.cancel();
    check(never.waitStatus().isCancelled(), "cancel");
    check(never.isNull(), "null");
  }

  static void collectives() {
    int[] one = {rank + 1};
    int sum = size * (size + 1) / 2;
    world.allReduce(one, 1, MPI.INT, MPI.SUM);
    same(new int[] {sum}, one);
    one[0] = 1 << rank;
    int[] out = new int[1];
    world.allReduce(one, out, 1, MPI.INT, MPI.BOR);
    same(new int[] {(1 << size) - 1}, out);
    world.allReduce(one, out, 1, MPI.INT, MPI.BXOR);
    same(new int[] {(1 << size) - 1}, out);
    one[0] = rank + 1;
    world.reduce(one, 1, MPI.INT, MPI.SUM, 0);
    check(rank != 0 || one[0] == sum, "reduce in place");
    int[] all = new int[size];
    all[rank] = rank + 5;
    world.allGather(all, 1, MPI.INT);
    for (int i = 0; i < size; i++) {
      check(all[i] == i + 5, "allGather in place");
    }
    int[] counts = new int[size];
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      counts[i] = 1;
      places[i] = i;
    }
    int[] room = new int[size];
    if (rank == 0) {
      room[0] = 50;
      world.gatherv(room, counts, places, MPI.INT, 0);
      check(room[0] == 50 && (size == 1 || room[size - 1] == 49 + size), "gatherv in place");
      world.scatterv(room, counts, places, MPI.INT, 0);
    } else {
      world.gatherv(new int[] {50 + rank}, 1, MPI.INT, 0);
      world.scatterv(out, 1, MPI.INT, 0);
      same(new int[] {50 + rank}, out);
    }
    int[] dealt = new int[size];
    Arrays.fill(dealt, rank);
    world.reduceScatter(dealt, out, counts, MPI.INT, MPI.SUM);
    same(new int[] {size * (size - 1) / 2}, out);
    world.reduceScatterBlock(dealt, out, 1, MPI.INT, MPI.MAX);
    same(new int[] {size - 1}, out);
    out[0] = -1;
    world.exScan(new int[] {1}, out, 1, MPI.INT, MPI.SUM);
    check(out[0] == (rank == 0 ? -1 : rank), "exScan");
    Op last =
        new Op(
            new UserFunction() {
              @Override
              public void call(Object in, Object inOut, int count, Datatype type) {
                ((int[]) inOut)[0] = ((int[]) in)[0] * 10 + ((int[]) inOut)[0];
              }
            },
            false);
    world.allReduce(new int[] {rank + 1}, out, 1, MPI.INT, last);
    int expected = 0;
    for (int i = 1; i <= size; i++) {
      expected = expected * 10 + i;
    }
    same(new int[] {expected}, out);
  }

  static void later() {
    IntBuffer buffer = MPI.newIntBuffer(1).put(0, rank == 0 ? 77 : 0);
    world.iBcast(buffer, 1, MPI.INT, 0).waitFor();
    check(buffer.get(0) == 77, "iBcast");
    IntBuffer sum = MPI.newIntBuffer(1);
    world.iAllReduce(buffer, sum, 1, MPI.INT, MPI.SUM).waitFor();
    check(sum.get(0) == 77 * size, "iAllReduce");
    ByteBuffer bytes = MPI.newByteBuffer(8).putLong(0, rank);
    world.iScan(bytes, 1, MPI.LONG, MPI.SUM).waitFor();
    check(bytes.getLong(0) == (long) rank * (rank + 1) / 2, "iScan");
    world.iBarrier().waitFor();
  }

  static void datatypes() {
    Datatype pair = Datatype.createContiguous(2, MPI.INT);
    check(pair.getExtent() == 8 && pair.getSize() == 8 && pair.getLb() == 0, "contiguous");
    Datatype column = Datatype.createResized(Datatype.createVector(2, 1, 2, MPI.INT), 0, 4);
    check(column.getExtent() == 4 && column.getTrueExtent() == 12, "resized");
    int[] in = new int[4];
    world.sendRecv(new int[] {1, 2, 3, 4}, 2, column, rank, 1, in, 4, MPI.INT, rank, 1);
    same(new int[] {1, 3, 2, 4}, in);
    Datatype marked =
        Datatype.Struct(
            new int[] {1, 1, 1}, new int[] {-1, 0, 3}, new Datatype[] {MPI.LB, MPI.INT, MPI.UB});
    check(marked.Lb() == -1 && marked.Ub() == 3 && marked.Extent() == 4, "marks");
    Object[] objects = new Object[4];
    world.sendRecv(
        new Object[] {"a", "b", "c", "d"},
        1,
        Datatype.Vector(2, 1, 2, MPI.OBJECT),
        rank,
        2,
        objects,
        2,
        MPI.OBJECT,
        rank,
        2);
    check(Arrays.equals(objects, new Object[] {"a", "c", null, null}), "objects of a vector");
  }

  static void packing() {
    byte[] bytes = new byte[200];
    int at = world.pack(new int[] {5, 6}, 2, MPI.INT, bytes, 0);
    at = world.Pack(new double[] {0, 1.5}, 1, 1, MPI.DOUBLE, bytes, at);
    check(at == 16 && world.packSize(2, MPI.INT) == 8, "pack");
    world.sendRecvReplace(bytes, at, MPI.PACKED, next, 1, before, 1);
    int[] ints = new int[2];
    double[] doubles = new double[1];
    at = world.unpack(bytes, 0, ints, 2, MPI.INT);
    world.unpack(bytes, at, doubles, 1, MPI.DOUBLE);
    same(new int[] {5, 6}, ints);
    check(doubles[0] == 1.5, "unpack");
  }

  static void communicators() {
    CartComm grid = world.createCart(new int[] {size}, new boolean[] {false}, false);
    CartParms shape = grid.getTopo();
    check(shape.getDimCount() == 1 && shape.getDim(0) == size && !shape.getPeriod(0), "grid");
    check(shape.getCoord(0) == rank && grid.getRank(grid.getCoords(rank)) == rank, "place");
    int left = grid.shift(0, 1).getRankSource();
    check(left == (rank == 0 ? MPI.PROC_NULL : rank - 1), "shift");
    GraphComm loop = world.createGraph(index(), edges(), false);
    same(new int[] {next}, loop.getNeighbors(rank));
    Group group = world.getGroup();
    check(Group.compare(group, world.getGroup()) == MPI.IDENT, "group");
    check(group.incl(new int[] {0}).getSize() == 1 && MPI.GROUP_EMPTY.getSize() == 0, "incl");
    Comm copy = world.dup();
    check(Comm.compare(world, copy) == MPI.CONGRUENT, "dup");
    int key = Comm.createKeyval(true);
    world.setAttr(key, "kept");
    Comm another = world.dup();
    check("kept".equals(another.getAttr(key)) && copy.getAttr(key) == null, "attribute");
    world.deleteAttr(key);
    check(world.getAttr(key) == null, "deleted attribute");
    check(world.split(rank == 0 ? MPI.UNDEFINED : 1, 0) == null == (rank == 0), "split");
    check(MPI.COMM_SELF.getSize() == 1, "self");
    copy.free();
  }

  private static int[] index() {
    int[] index = new int[size];
    Arrays.setAll(index, i -> i + 1);
    return index;
  }

  private static int[] edges() {
    int[] edges = new int[size];
    Arrays.setAll(edges, i -> (i + 1) % size);
    return edges;
  }

  static void failures() {
    try {
      world.send(new int[1], 1, MPI.INT, size, 0);
      check(false, "a rank that is not there was accepted");
    } catch (MPIException refused) {
      check(refused.getErrorClass() > 0, "error class");
    }
    try {
      world.sendRecv(new int[3], 3, MPI.INT, rank, 1, new int[2], 2, MPI.INT, rank, 1);
      check(false, "a message that is too long was accepted");
    } catch (MPIException refused) {
      check(refused.getErrorCode() == 15, "truncation is error " + refused.getErrorCode());
    }
  }
}
