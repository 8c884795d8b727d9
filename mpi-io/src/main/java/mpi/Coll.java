package mpi;

import java.util.function.Function;
import org.myelin.mpi.Collectives;

/** Collective operations over users' buffers; each gives the request that ends it. */
final class Coll {
  static final Object IN_PLACE = Collectives.IN_PLACE;

  private Coll() {}

  private static long[] longs(int... numbers) {
    return numbers == null
        ? new long[0]
        : java.util.Arrays.stream(numbers).asLongStream().toArray();
  }

  private static boolean objects(Datatype type) {
    return type != null && type.baseType == Datatype.OBJECT;
  }

  private static Request go(
      org.myelin.mpi.Intracomm comm,
      Area result,
      Function<Collectives<org.myelin.mpi.Request>, org.myelin.mpi.Request> how) {
    return Faults.call(
        () ->
            new Request(
                how.apply(comm.nonblocking()),
                status -> {
                  result.landed();
                  return Status.of(status);
                }));
  }

  static Request barrier(org.myelin.mpi.Intracomm comm) {
    return go(comm, new Area(null, 0), Collectives::barrier);
  }

  static Request bcast(
      org.myelin.mpi.Intracomm comm, Object buf, int at, int count, Datatype type, int root) {
    if (objects(type)) {
      return ObjectColl.bcast(comm, buf, at, count, type, root);
    }
    Area all = new Area(buf, at);
    return go(comm, all, c -> c.bcast(all.buffer, all.offset, count, type.core, root));
  }

  static Request gather(org.myelin.mpi.Intracomm comm, Part send, Part receive, int root) {
    if (objects(send.type())) {
      return ObjectColl.gather(comm, send, receive.dealt(comm.size()), root);
    }
    Area from = send.area();
    Area into = receive.area();
    return go(
        comm,
        into,
        c ->
            c.gather(
                from.buffer,
                from.offset,
                send.count(),
                send.core(),
                into.buffer,
                into.offset,
                receive.count(),
                receive.core(),
                root));
  }

  static Request gatherv(org.myelin.mpi.Intracomm comm, Part send, Parts receive, int root) {
    if (objects(send.type())) {
      return ObjectColl.gather(comm, send, receive, root);
    }
    Area from = send.area();
    Area into = receive.area();
    return go(
        comm,
        into,
        c ->
            c.gatherv(
                from.buffer,
                from.offset,
                send.count(),
                send.core(),
                into.buffer,
                into.offset,
                longs(receive.counts()),
                longs(receive.displacements()),
                receive.core(),
                root));
  }

  static Request scatter(org.myelin.mpi.Intracomm comm, Part send, Part receive, int root) {
    if (objects(receive.type())) {
      return ObjectColl.scatter(comm, send.dealt(comm.size()), receive, root);
    }
    Area from = send.area();
    Area into = receive.area();
    return go(
        comm,
        into,
        c ->
            c.scatter(
                from.buffer,
                from.offset,
                send.count(),
                send.core(),
                into.buffer,
                into.offset,
                receive.count(),
                receive.core(),
                root));
  }

  static Request scatterv(org.myelin.mpi.Intracomm comm, Parts send, Part receive, int root) {
    if (objects(receive.type())) {
      return ObjectColl.scatter(comm, send, receive, root);
    }
    Area from = send.area();
    Area into = receive.area();
    return go(
        comm,
        into,
        c ->
            c.scatterv(
                from.buffer,
                from.offset,
                longs(send.counts()),
                longs(send.displacements()),
                send.core(),
                into.buffer,
                into.offset,
                receive.count(),
                receive.core(),
                root));
  }

  static Request allGather(org.myelin.mpi.Intracomm comm, Part send, Part receive) {
    if (objects(receive.type())) {
      return ObjectColl.allGather(comm, send, receive.dealt(comm.size()));
    }
    Area from = send.area();
    Area into = receive.area();
    return go(
        comm,
        into,
        c ->
            c.allGather(
                from.buffer,
                from.offset,
                send.count(),
                send.core(),
                into.buffer,
                into.offset,
                receive.count(),
                receive.core()));
  }

  static Request allGatherv(org.myelin.mpi.Intracomm comm, Part send, Parts receive) {
    if (objects(receive.type())) {
      return ObjectColl.allGather(comm, send, receive);
    }
    Area from = send.area();
    Area into = receive.area();
    return go(
        comm,
        into,
        c ->
            c.allGatherv(
                from.buffer,
                from.offset,
                send.count(),
                send.core(),
                into.buffer,
                into.offset,
                longs(receive.counts()),
                longs(receive.displacements()),
                receive.core()));
  }

  static Request allToAll(org.myelin.mpi.Intracomm comm, Part send, Part receive) {
    if (objects(receive.type())) {
      return ObjectColl.allToAll(comm, send.dealt(comm.size()), receive.dealt(comm.size()));
    }
    Area from = send.area();
    Area into = receive.area();
    return go(
        comm,
        into,
        c ->
            c.allToAll(
                from.buffer,
                from.offset,
                send.count(),
                send.core(),
                into.buffer,
                into.offset,
                receive.count(),
                receive.core()));
  }

  static Request allToAllv(org.myelin.mpi.Intracomm comm, Parts send, Parts receive) {
    if (objects(receive.type())) {
      return ObjectColl.allToAll(comm, send, receive);
    }
    Area from = send.area();
    Area into = receive.area();
    return go(
        comm,
        into,
        c ->
            c.allToAllv(
                from.buffer,
                from.offset,
                longs(send.counts()),
                longs(send.displacements()),
                send.core(),
                into.buffer,
                into.offset,
                longs(receive.counts()),
                longs(receive.displacements()),
                receive.core()));
  }

  static Request reduce(
      org.myelin.mpi.Intracomm comm, Part send, Object result, int at, Op op, int root) {
    if (objects(send.type())) {
      return ObjectColl.reduce(comm, send, result, at, op, 0, comm.size(), comm.rank() == root);
    }
    Area from = send.area();
    Area into = new Area(result, at);
    org.myelin.mpi.Op core = op.core(send.type());
    return go(
        comm,
        into,
        c ->
            c.reduce(
                from.buffer,
                from.offset,
                into.buffer,
                into.offset,
                send.count(),
                send.core(),
                core,
                root));
  }

  static Request allReduce(org.myelin.mpi.Intracomm comm, Part send, Object result, int at, Op op) {
    if (objects(send.type())) {
      return ObjectColl.reduce(comm, send, result, at, op, 0, comm.size(), true);
    }
    Area from = send.area();
    Area into = new Area(result, at);
    org.myelin.mpi.Op core = op.core(send.type());
    return go(
        comm,
        into,
        c ->
            c.allReduce(
                from.buffer,
                from.offset,
                into.buffer,
                into.offset,
                send.count(),
                send.core(),
                core));
  }

  static Request reduceScatter(
      org.myelin.mpi.Intracomm comm, Parts send, Object result, int at, Op op) {
    Area from = send.area();
    Area into = new Area(result, at);
    org.myelin.mpi.Op core = op.core(send.type());
    return go(
        comm,
        into,
        c ->
            c.reduceScatter(
                from.buffer,
                from.offset,
                into.buffer,
                into.offset,
                longs(send.counts()),
                send.core(),
                core));
  }

  static Request scan(org.myelin.mpi.Intracomm comm, Part send, Object result, int at, Op op) {
    if (objects(send.type())) {
      return ObjectColl.reduce(comm, send, result, at, op, 0, comm.rank() + 1, true);
    }
    Area from = send.area();
    Area into = new Area(result, at);
    org.myelin.mpi.Op core = op.core(send.type());
    return go(
        comm,
        into,
        c ->
            c.scan(
                from.buffer,
                from.offset,
                into.buffer,
                into.offset,
                send.count(),
                send.core(),
                core));
  }

  static Request exscan(org.myelin.mpi.Intracomm comm, Part send, Object result, int at, Op op) {
    if (objects(send.type())) {
      return ObjectColl.reduce(comm, send, result, at, op, 0, comm.rank(), comm.rank() > 0);
    }
    Area from = send.area();
    Area into = new Area(result, at);
    org.myelin.mpi.Op core = op.core(send.type());
    return go(
        comm,
        into,
        c ->
            c.exscan(
                from.buffer,
                from.offset,
                into.buffer,
                into.offset,
                send.count(),
                send.core(),
                core));
  }
}
