package mpi;

import java.nio.Buffer;
import org.myelin.mpi.ErrorClass;

/** Collective operations under Open MPI's names, those that go on. */
abstract class CommLater extends CommMessages {
  CommLater(org.myelin.mpi.Comm core) {
    super(core);
  }

  /** Starts barrier: waits until all ranks have begun it. */
  public Request iBarrier() {
    return Coll.barrier(all());
  }

  /** Starts bcast: the root's elements to all. */
  public Request iBcast(Buffer buf, int count, Datatype type, int root) {
    return Coll.bcast(all(), buf, 0, count, type, root);
  }

  /** Starts gather: the ranks' elements, one behind the other, at the root. */
  public Request iGather(
      Buffer sendbuf,
      int sendcount,
      Datatype sendtype,
      Buffer recvbuf,
      int recvcount,
      Datatype recvtype,
      int root) {
    return Coll.gather(
        all(),
        new Part(sendbuf, 0, sendcount, sendtype),
        new Part(recvbuf, 0, recvcount, recvtype),
        root);
  }

  /** Starts gather: in place: the root's own elements are in the buffer already. */
  public Request iGather(Buffer buf, int count, Datatype type, int root) {
    return Coll.gather(all(), own(root, buf, count, type), new Part(buf, 0, count, type), root);
  }

  /** Starts gatherv: as gather, of each rank as many elements as the root says, where it says. */
  public Request iGatherv(
      Buffer sendbuf,
      int sendcount,
      Datatype sendtype,
      Buffer recvbuf,
      int[] recvcount,
      int[] displs,
      Datatype recvtype,
      int root) {
    return Coll.gatherv(
        all(),
        new Part(sendbuf, 0, sendcount, sendtype),
        new Parts(recvbuf, 0, recvcount, displs, recvtype),
        root);
  }

  /** Starts gatherv: in place at the root; the others call the form without places. */
  public Request iGatherv(
      Buffer recvbuf, int[] recvcount, int[] displs, Datatype recvtype, int root) {
    return Coll.gatherv(
        all(), Part.IN_PLACE, new Parts(recvbuf, 0, recvcount, displs, recvtype), root);
  }

  /** Starts gatherv: the form for ranks other than the root. */
  public Request iGatherv(Buffer sendbuf, int sendcount, Datatype sendtype, int root) {
    return Coll.gatherv(
        all(),
        new Part(sendbuf, 0, sendcount, sendtype),
        new Parts(null, 0, null, null, sendtype),
        root);
  }

  /** Starts scatter: equal parts of the root's elements, one to each rank. */
  public Request iScatter(
      Buffer sendbuf,
      int sendcount,
      Datatype sendtype,
      Buffer recvbuf,
      int recvcount,
      Datatype recvtype,
      int root) {
    return Coll.scatter(
        all(),
        new Part(sendbuf, 0, sendcount, sendtype),
        new Part(recvbuf, 0, recvcount, recvtype),
        root);
  }

  /** Starts scatter: in place: the root keeps its part where it is. */
  public Request iScatter(Buffer buf, int count, Datatype type, int root) {
    return Coll.scatter(all(), new Part(buf, 0, count, type), own(root, buf, count, type), root);
  }

  /**
   * Starts scatterv: as scatter, to each rank as many elements as the root says, from where it
   * says.
   */
  public Request iScatterv(
      Buffer sendbuf,
      int[] sendcount,
      int[] displs,
      Datatype sendtype,
      Buffer recvbuf,
      int recvcount,
      Datatype recvtype,
      int root) {
    return Coll.scatterv(
        all(),
        new Parts(sendbuf, 0, sendcount, displs, sendtype),
        new Part(recvbuf, 0, recvcount, recvtype),
        root);
  }

  /** Starts scatterv: in place at the root; the others call the form without places. */
  public Request iScatterv(
      Buffer sendbuf, int[] sendcount, int[] displs, Datatype sendtype, int root) {
    return Coll.scatterv(
        all(), new Parts(sendbuf, 0, sendcount, displs, sendtype), Part.IN_PLACE, root);
  }

  /** Starts scatterv: the form for ranks other than the root. */
  public Request iScatterv(Buffer recvbuf, int recvcount, Datatype recvtype, int root) {
    return Coll.scatterv(
        all(),
        new Parts(null, 0, null, null, recvtype),
        new Part(recvbuf, 0, recvcount, recvtype),
        root);
  }

  /** Starts allGather: the ranks' elements, one behind the other, on all ranks. */
  public Request iAllGather(
      Buffer sendbuf,
      int sendcount,
      Datatype sendtype,
      Buffer recvbuf,
      int recvcount,
      Datatype recvtype) {
    return Coll.allGather(
        all(),
        new Part(sendbuf, 0, sendcount, sendtype),
        new Part(recvbuf, 0, recvcount, recvtype));
  }

  /** Starts allGather: in place: a rank's own elements are in the buffer already. */
  public Request iAllGather(Buffer buf, int count, Datatype type) {
    return Coll.allGather(all(), Part.IN_PLACE, new Part(buf, 0, count, type));
  }

  /**
   * Starts allGatherv: as allGather, of each rank as many elements as are said, where they are
   * said.
   */
  public Request iAllGatherv(
      Buffer sendbuf,
      int sendcount,
      Datatype sendtype,
      Buffer recvbuf,
      int[] recvcount,
      int[] displs,
      Datatype recvtype) {
    return Coll.allGatherv(
        all(),
        new Part(sendbuf, 0, sendcount, sendtype),
        new Parts(recvbuf, 0, recvcount, displs, recvtype));
  }

  /** Starts allGatherv: in place: a rank's own elements are in the buffer already. */
  public Request iAllGatherv(Buffer recvbuf, int[] recvcount, int[] displs, Datatype recvtype) {
    return Coll.allGatherv(
        all(), Part.IN_PLACE, new Parts(recvbuf, 0, recvcount, displs, recvtype));
  }

  /** Starts allToAll: equal parts, one to each rank. */
  public Request iAllToAll(
      Buffer sendbuf,
      int sendcount,
      Datatype sendtype,
      Buffer recvbuf,
      int recvcount,
      Datatype recvtype) {
    return Coll.allToAll(
        all(),
        new Part(sendbuf, 0, sendcount, sendtype),
        new Part(recvbuf, 0, recvcount, recvtype));
  }

  /** Starts allToAllv: parts of their own sizes and places, one to each rank. */
  public Request iAllToAllv(
      Buffer sendbuf,
      int[] sendcount,
      int[] sdispls,
      Datatype sendtype,
      Buffer recvbuf,
      int[] recvcount,
      int[] rdispls,
      Datatype recvtype) {
    return Coll.allToAllv(
        all(),
        new Parts(sendbuf, 0, sendcount, sdispls, sendtype),
        new Parts(recvbuf, 0, recvcount, rdispls, recvtype));
  }

  /** Starts reduce: the combination of the ranks' elements at the root. */
  public Request iReduce(
      Buffer sendbuf, Buffer recvbuf, int count, Datatype type, Op op, int root) {
    return Coll.reduce(all(), new Part(sendbuf, 0, count, type), recvbuf, 0, op, root);
  }

  /**
   * Starts reduce: in place: the root's own elements are in the buffer, the result replaces them.
   */
  public Request iReduce(Buffer buf, int count, Datatype type, Op op, int root) {
    return Coll.reduce(all(), summand(root, buf, count, type), buf, 0, op, root);
  }

  /** Starts allReduce: the combination of the ranks' elements on all ranks. */
  public Request iAllReduce(Buffer sendbuf, Buffer recvbuf, int count, Datatype type, Op op) {
    return Coll.allReduce(all(), new Part(sendbuf, 0, count, type), recvbuf, 0, op);
  }

  /** Starts allReduce: in place: the result replaces a rank's own elements. */
  public Request iAllReduce(Buffer buf, int count, Datatype type, Op op) {
    return Coll.allReduce(all(), new Part(Coll.IN_PLACE, 0, count, type), buf, 0, op);
  }

  /** Starts reduceScatter: the combination is dealt out to the ranks. */
  public Request iReduceScatter(
      Buffer sendbuf, Buffer recvbuf, int[] recvcounts, Datatype type, Op op) {
    return Coll.reduceScatter(all(), new Parts(sendbuf, 0, recvcounts, null, type), recvbuf, 0, op);
  }

  /** Starts reduceScatter: in place: the result replaces the first of a rank's own elements. */
  public Request iReduceScatter(Buffer buf, int[] counts, Datatype type, Op op) {
    return Coll.reduceScatter(all(), new Parts(Coll.IN_PLACE, 0, counts, null, type), buf, 0, op);
  }

  /** Starts reduceScatterBlock: the combination is dealt out in equal parts. */
  public Request iReduceScatterBlock(
      Buffer sendbuf, Buffer recvbuf, int recvcount, Datatype type, Op op) {
    return Coll.reduceScatter(
        all(), new Parts(sendbuf, 0, equal(recvcount), null, type), recvbuf, 0, op);
  }

  /**
   * Starts reduceScatterBlock: in place: the result replaces the first of a rank's own elements.
   */
  public Request iReduceScatterBlock(Buffer buf, int count, Datatype type, Op op) {
    return Coll.reduceScatter(
        all(), new Parts(Coll.IN_PLACE, 0, equal(count), null, type), buf, 0, op);
  }

  /** Starts scan: the combination of the elements of this rank and all lower ones. */
  public Request iScan(Buffer sendbuf, Buffer recvbuf, int count, Datatype type, Op op) {
    return Coll.scan(all(), new Part(sendbuf, 0, count, type), recvbuf, 0, op);
  }

  /** Starts scan: in place: the result replaces a rank's own elements. */
  public Request iScan(Buffer buf, int count, Datatype type, Op op) {
    return Coll.scan(all(), new Part(Coll.IN_PLACE, 0, count, type), buf, 0, op);
  }

  /** Starts exScan: the combination of the elements of all lower ranks. */
  public Request iExScan(Buffer sendbuf, Buffer recvbuf, int count, Datatype type, Op op) {
    return Coll.exscan(all(), new Part(sendbuf, 0, count, type), recvbuf, 0, op);
  }

  /** Starts exScan: in place: the result replaces a rank's own elements. */
  public Request iExScan(Buffer buf, int count, Datatype type, Op op) {
    return Coll.exscan(all(), new Part(Coll.IN_PLACE, 0, count, type), buf, 0, op);
  }

  final org.myelin.mpi.Intracomm all() {
    if (core instanceof org.myelin.mpi.Intracomm within) {
      return within;
    }
    throw new MPIException(
        ErrorClass.COMM, "collective operations between two groups are not supported");
  }

  final Part own(int root, Object buffer, int count, Datatype type) {
    return all().rank() == root ? Part.IN_PLACE : new Part(buffer, 0, count, type);
  }

  final Part summand(int root, Object buffer, int count, Datatype type) {
    return new Part(all().rank() == root ? Coll.IN_PLACE : buffer, 0, count, type);
  }

  final int[] equal(int count) {
    int[] counts = new int[all().size()];
    java.util.Arrays.fill(counts, count);
    return counts;
  }
}
