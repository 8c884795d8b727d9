package mpi;

/** Ranks of one group, with collective operations. */
public class Intracomm extends Comm {
  Intracomm(org.myelin.mpi.Intracomm core) {
    super(core);
  }

  private static Intracomm of(org.myelin.mpi.Intracomm core) {
    return core == null ? null : new Intracomm(core);
  }

  @Override
  public Intracomm clone() {
    return new Intracomm(Faults.call(all()::dup));
  }

  @Override
  public Intracomm dup() {
    return clone();
  }

  /** As {@link Comm#Compare}. */
  public static int Compare(Comm one, Comm two) {
    return Comm.Compare(one, two);
  }

  /** Communicators of the ranks with the same color, ordered by key; null for a negative color. */
  public Intracomm Split(int color, int key) {
    return of(Faults.call(() -> all().split(color, key)));
  }

  /** A communicator of the ranks in a group; null for the others. */
  public Intracomm Create(Group group) {
    return of(Faults.call(() -> all().create(group.core)));
  }

  /** As {@link #Split}. */
  public Intracomm split(int color, int key) {
    return Split(color, key);
  }

  /** As {@link #Create}. */
  public Intracomm create(Group group) {
    return Create(group);
  }

  /** As {@link #Create}, called by the ranks of the group only. */
  public Intracomm createGroup(Group group, int tag) {
    return of(Faults.call(() -> all().createGroup(group.core, tag)));
  }

  /** A grid of the first ranks; null for those that do not fit. Ranks keep their order. */
  public Cartcomm Create_cart(int[] dims, boolean[] periods, boolean reorder) {
    return Cartcomm.of(Faults.call(() -> all().createCart(dims, periods)));
  }

  /** Neighbours by edges; null for ranks without a place. Ranks keep their order. */
  public Graphcomm Create_graph(int[] index, int[] edges, boolean reorder) {
    org.myelin.mpi.GraphComm graph = Faults.call(() -> all().createGraph(index, edges));
    return graph == null ? null : new Graphcomm(graph, index.clone(), edges.clone());
  }

  /** As {@link #Create_cart}. */
  public CartComm createCart(int[] dims, boolean[] periods, boolean reorder) {
    org.myelin.mpi.CartComm cart = Faults.call(() -> all().createCart(dims, periods));
    return cart == null ? null : new CartComm(cart);
  }

  /** As {@link #Create_graph}. */
  public GraphComm createGraph(int[] index, int[] edges, boolean reorder) {
    org.myelin.mpi.GraphComm graph = Faults.call(() -> all().createGraph(index, edges));
    return graph == null ? null : new GraphComm(graph, index.clone(), edges.clone());
  }

  /** The ranks' elements, one behind the other, at the root. */
  public void Gather(
      Object sendbuf,
      int sendoffset,
      int sendcount,
      Datatype sendtype,
      Object recvbuf,
      int recvoffset,
      int recvcount,
      Datatype recvtype,
      int root) {
    Coll.gather(
            all(),
            new Part(sendbuf, sendoffset, sendcount, sendtype),
            new Part(recvbuf, recvoffset, recvcount, recvtype),
            root)
        .Wait();
  }

  /** As Gather, of each rank as many as the root says, where it says. */
  public void Gatherv(
      Object sendbuf,
      int sendoffset,
      int sendcount,
      Datatype sendtype,
      Object recvbuf,
      int recvoffset,
      int[] recvcount,
      int[] displs,
      Datatype recvtype,
      int root) {
    Coll.gatherv(
            all(),
            new Part(sendbuf, sendoffset, sendcount, sendtype),
            new Parts(recvbuf, recvoffset, recvcount, displs, recvtype),
            root)
        .Wait();
  }

  /** Equal parts of the root's elements, one to each rank. */
  public void Scatter(
      Object sendbuf,
      int sendoffset,
      int sendcount,
      Datatype sendtype,
      Object recvbuf,
      int recvoffset,
      int recvcount,
      Datatype recvtype,
      int root) {
    Coll.scatter(
            all(),
            new Part(sendbuf, sendoffset, sendcount, sendtype),
            new Part(recvbuf, recvoffset, recvcount, recvtype),
            root)
        .Wait();
  }

  /** As Scatter, to each rank as many as the root says, from where it says. */
  public void Scatterv(
      Object sendbuf,
      int sendoffset,
      int[] sendcount,
      int[] displs,
      Datatype sendtype,
      Object recvbuf,
      int recvoffset,
      int recvcount,
      Datatype recvtype,
      int root) {
    Coll.scatterv(
            all(),
            new Parts(sendbuf, sendoffset, sendcount, displs, sendtype),
            new Part(recvbuf, recvoffset, recvcount, recvtype),
            root)
        .Wait();
  }

  /** The ranks' elements, one behind the other, on all ranks. */
  public void Allgather(
      Object sendbuf,
      int sendoffset,
      int sendcount,
      Datatype sendtype,
      Object recvbuf,
      int recvoffset,
      int recvcount,
      Datatype recvtype) {
    Coll.allGather(
            all(),
            new Part(sendbuf, sendoffset, sendcount, sendtype),
            new Part(recvbuf, recvoffset, recvcount, recvtype))
        .Wait();
  }

  /** As Allgather, of each rank as many as are said, where they are said. */
  public void Allgatherv(
      Object sendbuf,
      int sendoffset,
      int sendcount,
      Datatype sendtype,
      Object recvbuf,
      int recvoffset,
      int[] recvcount,
      int[] displs,
      Datatype recvtype) {
    Coll.allGatherv(
            all(),
            new Part(sendbuf, sendoffset, sendcount, sendtype),
            new Parts(recvbuf, recvoffset, recvcount, displs, recvtype))
        .Wait();
  }

  /** Equal parts, one to each rank. */
  public void Alltoall(
      Object sendbuf,
      int sendoffset,
      int sendcount,
      Datatype sendtype,
      Object recvbuf,
      int recvoffset,
      int recvcount,
      Datatype recvtype) {
    Coll.allToAll(
            all(),
            new Part(sendbuf, sendoffset, sendcount, sendtype),
            new Part(recvbuf, recvoffset, recvcount, recvtype))
        .Wait();
  }

  /** Parts of their own sizes and places, one to each rank. */
  public void Alltoallv(
      Object sendbuf,
      int sendoffset,
      int[] sendcount,
      int[] sdispls,
      Datatype sendtype,
      Object recvbuf,
      int recvoffset,
      int[] recvcount,
      int[] rdispls,
      Datatype recvtype) {
    Coll.allToAllv(
            all(),
            new Parts(sendbuf, sendoffset, sendcount, sdispls, sendtype),
            new Parts(recvbuf, recvoffset, recvcount, rdispls, recvtype))
        .Wait();
  }

  /** The combination of the ranks' elements at the root. */
  public void Reduce(
      Object sendbuf,
      int sendoffset,
      Object recvbuf,
      int recvoffset,
      int count,
      Datatype type,
      Op op,
      int root) {
    Coll.reduce(all(), new Part(sendbuf, sendoffset, count, type), recvbuf, recvoffset, op, root)
        .Wait();
  }

  /** The combination of the ranks' elements on all ranks. */
  public void Allreduce(
      Object sendbuf,
      int sendoffset,
      Object recvbuf,
      int recvoffset,
      int count,
      Datatype type,
      Op op) {
    Coll.allReduce(all(), new Part(sendbuf, sendoffset, count, type), recvbuf, recvoffset, op)
        .Wait();
  }

  /** The combination is dealt out to the ranks. */
  public void Reduce_scatter(
      Object sendbuf,
      int sendoffset,
      Object recvbuf,
      int recvoffset,
      int[] recvcounts,
      Datatype type,
      Op op) {
    Coll.reduceScatter(
            all(), new Parts(sendbuf, sendoffset, recvcounts, null, type), recvbuf, recvoffset, op)
        .Wait();
  }

  /** The combination of the elements of this rank and all lower ones. */
  public void Scan(
      Object sendbuf,
      int sendoffset,
      Object recvbuf,
      int recvoffset,
      int count,
      Datatype type,
      Op op) {
    Coll.scan(all(), new Part(sendbuf, sendoffset, count, type), recvbuf, recvoffset, op).Wait();
  }

  /** Waits until all ranks have begun it. */
  public void Barrier() {
    Coll.barrier(all()).Wait();
  }

  /** The root's elements to all. */
  public void Bcast(Object buf, int offset, int count, Datatype type, int root) {
    Coll.bcast(all(), buf, offset, count, type, root).Wait();
  }
}
