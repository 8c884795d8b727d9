package mpi;

/** Collective operations over objects: their bytes travel, all waits are over when these return. */
final class ObjectColl {
  private static final byte[] NOTHING = {};

  private ObjectColl() {}

  private static byte[] pack(Part part) {
    return Serial.pack(part.buffer(), part.offset(), part.count(), part.type());
  }

  private static void place(byte[] bytes, Part part) {
    Serial.unpack(bytes, part.buffer(), part.offset(), part.count(), part.type());
  }

  private static Request done(org.myelin.mpi.Intracomm comm) {
    return new Request(comm.isend(NOTHING, org.myelin.mpi.Comm.PROC_NULL, 0), Status::of);
  }

  private static byte[][] exchange(org.myelin.mpi.Intracomm comm, byte[][] toEach) {
    return Faults.call(() -> comm.allToAllBytes(toEach));
  }

  private static byte[][] only(int size, int root, byte[] bytes) {
    byte[][] toEach = new byte[size][];
    for (int i = 0; i < size; i++) {
      toEach[i] = i == root ? bytes : NOTHING;
    }
    return toEach;
  }

  static Request bcast(
      org.myelin.mpi.Intracomm comm, Object buf, int at, int count, Datatype type, int root) {
    Part all = new Part(buf, at, count, type);
    boolean here = comm.rank() == root;
    byte[] mine = here ? pack(all) : NOTHING;
    byte[] bytes = Faults.call(() -> comm.bcastBytes(mine, root));
    if (!here) {
      place(bytes, all);
    }
    return done(comm);
  }

  static Request gather(org.myelin.mpi.Intracomm comm, Part send, Parts receive, int root) {
    byte[] mine = send.inPlace() ? NOTHING : pack(send);
    byte[][] all = exchange(comm, only(comm.size(), root, mine));
    if (comm.rank() == root) {
      place(all, receive);
    }
    return done(comm);
  }

  private static void place(byte[][] all, Parts receive) {
    for (int i = 0; i < all.length; i++) {
      if (all[i].length > 0) {
        place(all[i], receive.of(i));
      }
    }
  }

  static Request scatter(org.myelin.mpi.Intracomm comm, Parts send, Part receive, int root) {
    byte[][] toEach = only(comm.size(), -1, NOTHING);
    if (comm.rank() == root) {
      for (int i = 0; i < toEach.length; i++) {
        toEach[i] = pack(send.of(i));
      }
    }
    byte[] mine = exchange(comm, toEach)[root];
    if (!receive.inPlace()) {
      place(mine, receive);
    }
    return done(comm);
  }

  static Request allGather(org.myelin.mpi.Intracomm comm, Part send, Parts receive) {
    byte[] mine = pack(send.inPlace() ? receive.of(comm.rank()) : send);
    place(Faults.call(() -> comm.allGatherBytes(mine)), receive);
    return done(comm);
  }

  static Request allToAll(org.myelin.mpi.Intracomm comm, Parts send, Parts receive) {
    byte[][] toEach = new byte[comm.size()][];
    for (int i = 0; i < toEach.length; i++) {
      toEach[i] = pack(send.of(i));
    }
    place(exchange(comm, toEach), receive);
    return done(comm);
  }

  /** The combination of the ranks from {@code first} to before {@code last}, where it is wanted. */
  static Request reduce(
      org.myelin.mpi.Intracomm comm,
      Part send,
      Object result,
      int at,
      Op op,
      int first,
      int last,
      boolean wanted) {
    Part own = send.inPlace() ? new Part(result, at, send.count(), send.type()) : send;
    byte[] mine = pack(own);
    byte[][] all = Faults.call(() -> comm.allGatherBytes(mine));
    if (wanted) {
      Object[] sum = spread(all[first], own);
      for (int i = first + 1; i < last; i++) {
        Object[] next = spread(all[i], own);
        op.call(sum, next, own.count(), own.type());
        sum = next;
      }
      place(
          Serial.pack(sum, 0, own.count(), own.type()),
          new Part(result, at, own.count(), own.type()));
    }
    return done(comm);
  }

  private static Object[] spread(byte[] bytes, Part part) {
    Object[] array = new Object[Math.max(0, part.type().reach(part.count()))];
    Serial.unpack(bytes, array, 0, part.count(), part.type());
    return array;
  }
}
