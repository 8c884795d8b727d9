package mpi;

/** Collective operations under Open MPI's names, those that wait. */
abstract class CommCollectives extends CommLater {
  CommCollectives(org.myelin.mpi.Comm core) {
    super(core);
  }

  /** Waits until all ranks have begun it. */
  public void barrier() {
    Coll.barrier(all()).Wait();
  }

  /** The root's elements to all. */
  public void bcast(Object buf, int count, Datatype type, int root) {
    Coll.bcast(all(), buf, 0, count, type, root).Wait();
  }

  /** The ranks' elements, one behind the other, at the root. */
  public void gather(
      Object sendbuf,
      int sendcount,
      Datatype sendtype,
      Object recvbuf,
      int recvcount,
      Datatype recvtype,
      int root) {
    Coll.gather(
            all(),
            new Part(sendbuf, 0, sendcount, sendtype),
            new Part(recvbuf, 0, recvcount, recvtype),
            root)
        .Wait();
  }

  /** In place: the root's own elements are in the buffer already. */
  public void gather(Object buf, int count, Datatype type, int root) {
    Coll.gather(all(), own(root, buf, count, type), new Part(buf, 0, count, type), root).Wait();
  }

  /** As gather, of each rank as many elements as the root says, where it says. */
  public void gatherv(
      Object sendbuf,
      int sendcount,
      Datatype sendtype,
      Object recvbuf,
      int[] recvcount,
      int[] displs,
      Datatype recvtype,
      int root) {
    Coll.gatherv(
            all(),
            new Part(sendbuf, 0, sendcount, sendtype),
            new Parts(recvbuf, 0, recvcount, displs, recvtype),
            root)
        .Wait();
  }

  /** In place at the root; the others call the form without places. */
  public void gatherv(Object recvbuf, int[] recvcount, int[] displs, Datatype recvtype, int root) {
    Coll.gatherv(all(), Part.IN_PLACE, new Parts(recvbuf, 0, recvcount, displs, recvtype), root)
        .Wait();
  }

  /** The form for ranks other than the root. */
  public void gatherv(Object sendbuf, int sendcount, Datatype sendtype, int root) {
    Coll.gatherv(
            all(),
            new Part(sendbuf, 0, sendcount, sendtype),
            new Parts(null, 0, null, null, sendtype),
            root)
        .Wait();
  }

  /** Equal parts of the root's elements, one to each rank. */
  public void scatter(
      Object sendbuf,
      int sendcount,
      Datatype sendtype,
      Object recvbuf,
      int recvcount,
      Datatype recvtype,
      int root) {
    Coll.scatter(
            all(),
            new Part(sendbuf, 0, sendcount, sendtype),
            new Part(recvbuf, 0, recvcount, recvtype),
            root)
        .Wait();
  }

  /** In place: the root keeps its part where it is. */
  public void scatter(Object buf, int count, Datatype type, int root) {
    Coll.scatter(all(), new Part(buf, 0, count, type), own(root, buf, count, type), root).Wait();
  }

  /** As scatter, to each rank as many elements as the root says, from where it says. */
  public void scatterv(
      Object sendbuf,
      int[] sendcount,
      int[] displs,
      Datatype sendtype,
      Object recvbuf,
      int recvcount,
      Datatype recvtype,
      int root) {
    Coll.scatterv(
            all(),
            new Parts(sendbuf, 0, sendcount, displs, sendtype),
            new Part(recvbuf, 0, recvcount, recvtype),
            root)
        .Wait();
  }

  /** In place at the root; the others call the form without places. */
  public void scatterv(Object sendbuf, int[] sendcount, int[] displs, Datatype sendtype, int root) {
    Coll.scatterv(all(), new Parts(sendbuf, 0, sendcount, displs, sendtype), Part.IN_PLACE, root)
        .Wait();
  }

  /** The form for ranks other than the root. */
  public void scatterv(Object recvbuf, int recvcount, Datatype recvtype, int root) {
    Coll.scatterv(
            all(),
            new Parts(null, 0, null, null, recvtype),
            new Part(recvbuf, 0, recvcount, recvtype),
            root)
        .Wait();
  }

  /** The ranks' elements, one behind the other, on all ranks. */
  public void allGather(
      Object sendbuf,
      int sendcount,
      Datatype sendtype,
      Object recvbuf,
      int recvcount,
      Datatype recvtype) {
    Coll.allGather(
            all(),
            new Part(sendbuf, 0, sendcount, sendtype),
            new Part(recvbuf, 0, recvcount, recvtype))
        .Wait();
  }

  /** In place: a rank's own elements are in the buffer already. */
  public void allGather(Object buf, int count, Datatype type) {
    Coll.allGather(all(), Part.IN_PLACE, new Part(buf, 0, count, type)).Wait();
  }

  /** As allGather, of each rank as many elements as are said, where they are said. */
  public void allGatherv(
      Object sendbuf,
      int sendcount,
      Datatype sendtype,
      Object recvbuf,
      int[] recvcount,
      int[] displs,
      Datatype recvtype) {
    Coll.allGatherv(
            all(),
            new Part(sendbuf, 0, sendcount, sendtype),
            new Parts(recvbuf, 0, recvcount, displs, recvtype))
        .Wait();
  }

  /** In place: a rank's own elements are in the buffer already. */
  public void allGatherv(Object recvbuf, int[] recvcount, int[] displs, Datatype recvtype) {
    Coll.allGatherv(all(), Part.IN_PLACE, new Parts(recvbuf, 0, recvcount, displs, recvtype))
        .Wait();
  }

  /** Equal parts, one to each rank. */
  public void allToAll(
      Object sendbuf,
      int sendcount,
      Datatype sendtype,
      Object recvbuf,
      int recvcount,
      Datatype recvtype) {
    Coll.allToAll(
            all(),
            new Part(sendbuf, 0, sendcount, sendtype),
            new Part(recvbuf, 0, recvcount, recvtype))
        .Wait();
  }

  /** Parts of their own sizes and places, one to each rank. */
  public void allToAllv(
      Object sendbuf,
      int[] sendcount,
      int[] sdispls,
      Datatype sendtype,
      Object recvbuf,
      int[] recvcount,
      int[] rdispls,
      Datatype recvtype) {
    Coll.allToAllv(
            all(),
            new Parts(sendbuf, 0, sendcount, sdispls, sendtype),
            new Parts(recvbuf, 0, recvcount, rdispls, recvtype))
        .Wait();
  }

  /** The combination of the ranks' elements at the root. */
  public void reduce(Object sendbuf, Object recvbuf, int count, Datatype type, Op op, int root) {
    Coll.reduce(all(), new Part(sendbuf, 0, count, type), recvbuf, 0, op, root).Wait();
  }

  /** In place: the root's own elements are in the buffer, the result replaces them. */
  public void reduce(Object buf, int count, Datatype type, Op op, int root) {
    Coll.reduce(all(), summand(root, buf, count, type), buf, 0, op, root).Wait();
  }

  /** The combination of the ranks' elements on all ranks. */
  public void allReduce(Object sendbuf, Object recvbuf, int count, Datatype type, Op op) {
    Coll.allReduce(all(), new Part(sendbuf, 0, count, type), recvbuf, 0, op).Wait();
  }

  /** In place: the result replaces a rank's own elements. */
  public void allReduce(Object buf, int count, Datatype type, Op op) {
    Coll.allReduce(all(), new Part(Coll.IN_PLACE, 0, count, type), buf, 0, op).Wait();
  }

  /** The combination is dealt out to the ranks. */
  public void reduceScatter(
      Object sendbuf, Object recvbuf, int[] recvcounts, Datatype type, Op op) {
    Coll.reduceScatter(all(), new Parts(sendbuf, 0, recvcounts, null, type), recvbuf, 0, op).Wait();
  }

  /** In place: the result replaces the first of a rank's own elements. */
  public void reduceScatter(Object buf, int[] counts, Datatype type, Op op) {
    Coll.reduceScatter(all(), new Parts(Coll.IN_PLACE, 0, counts, null, type), buf, 0, op).Wait();
  }

  /** The combination is dealt out in equal parts. */
  public void reduceScatterBlock(
      Object sendbuf, Object recvbuf, int recvcount, Datatype type, Op op) {
    Coll.reduceScatter(all(), new Parts(sendbuf, 0, equal(recvcount), null, type), recvbuf, 0, op)
        .Wait();
  }

  /** In place: the result replaces the first of a rank's own elements. */
  public void reduceScatterBlock(Object buf, int count, Datatype type, Op op) {
    Coll.reduceScatter(all(), new Parts(Coll.IN_PLACE, 0, equal(count), null, type), buf, 0, op)
        .Wait();
  }

  /** The combination of the elements of this rank and all lower ones. */
  public void scan(Object sendbuf, Object recvbuf, int count, Datatype type, Op op) {
    Coll.scan(all(), new Part(sendbuf, 0, count, type), recvbuf, 0, op).Wait();
  }

  /** In place: the result replaces a rank's own elements. */
  public void scan(Object buf, int count, Datatype type, Op op) {
    Coll.scan(all(), new Part(Coll.IN_PLACE, 0, count, type), buf, 0, op).Wait();
  }

  /** The combination of the elements of all lower ranks. */
  public void exScan(Object sendbuf, Object recvbuf, int count, Datatype type, Op op) {
    Coll.exscan(all(), new Part(sendbuf, 0, count, type), recvbuf, 0, op).Wait();
  }

  /** In place: the result replaces a rank's own elements. */
  public void exScan(Object buf, int count, Datatype type, Op op) {
    Coll.exscan(all(), new Part(Coll.IN_PLACE, 0, count, type), buf, 0, op).Wait();
  }
}
