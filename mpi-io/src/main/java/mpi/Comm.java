package mpi;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.mpi.ErrorClass;

/** Ranks that exchange messages apart from all other traffic. */
public class Comm extends CommCollectives {
  private Errhandler handler = MPI.ERRORS_RETURN;

  Comm(org.myelin.mpi.Comm core) {
    super(core);
  }

  /** Sends in standard mode. */
  public void Send(Object buf, int offset, int count, Datatype type, int dest, int tag) {
    start(Mode.STANDARD, new Part(buf, offset, count, type), dest, tag).Wait();
  }

  /** Starts to send in standard mode. */
  public Request Isend(Object buf, int offset, int count, Datatype type, int dest, int tag) {
    return start(Mode.STANDARD, new Part(buf, offset, count, type), dest, tag);
  }

  /** A send in standard mode to be started. */
  public Prequest Send_init(Object buf, int offset, int count, Datatype type, int dest, int tag) {
    return prepare(Mode.STANDARD, new Part(buf, offset, count, type), dest, tag);
  }

  /** Sends in standard mode. */
  public void send(Object buf, int count, Datatype type, int dest, int tag) {
    Part part = new Part(buf, 0, count, type);
    start(Mode.STANDARD, part, dest, tag).Wait();
  }

  /** Starts to send in standard mode. */
  public Request iSend(Buffer buf, int count, Datatype type, int dest, int tag) {
    return start(Mode.STANDARD, new Part(buf, 0, count, type), dest, tag);
  }

  /** A send in standard mode to be started. */
  public Prequest sendInit(Buffer buf, int count, Datatype type, int dest, int tag) {
    return prepare(Mode.STANDARD, new Part(buf, 0, count, type), dest, tag);
  }

  /** Sends in buffered mode. */
  public void Bsend(Object buf, int offset, int count, Datatype type, int dest, int tag) {
    start(Mode.BUFFERED, new Part(buf, offset, count, type), dest, tag).Wait();
  }

  /** Starts to send in buffered mode. */
  public Request Ibsend(Object buf, int offset, int count, Datatype type, int dest, int tag) {
    return start(Mode.BUFFERED, new Part(buf, offset, count, type), dest, tag);
  }

  /** A send in buffered mode to be started. */
  public Prequest Bsend_init(Object buf, int offset, int count, Datatype type, int dest, int tag) {
    return prepare(Mode.BUFFERED, new Part(buf, offset, count, type), dest, tag);
  }

  /** Sends in buffered mode. */
  public void bSend(Object buf, int count, Datatype type, int dest, int tag) {
    Part part = new Part(buf, 0, count, type);
    start(Mode.BUFFERED, part, dest, tag).Wait();
  }

  /** Starts to send in buffered mode. */
  public Request ibSend(Buffer buf, int count, Datatype type, int dest, int tag) {
    return start(Mode.BUFFERED, new Part(buf, 0, count, type), dest, tag);
  }

  /** A send in buffered mode to be started. */
  public Prequest bSendInit(Buffer buf, int count, Datatype type, int dest, int tag) {
    return prepare(Mode.BUFFERED, new Part(buf, 0, count, type), dest, tag);
  }

  /** Sends in synchronous mode. */
  public void Ssend(Object buf, int offset, int count, Datatype type, int dest, int tag) {
    start(Mode.SYNCHRONOUS, new Part(buf, offset, count, type), dest, tag).Wait();
  }

  /** Starts to send in synchronous mode. */
  public Request Issend(Object buf, int offset, int count, Datatype type, int dest, int tag) {
    return start(Mode.SYNCHRONOUS, new Part(buf, offset, count, type), dest, tag);
  }

  /** A send in synchronous mode to be started. */
  public Prequest Ssend_init(Object buf, int offset, int count, Datatype type, int dest, int tag) {
    return prepare(Mode.SYNCHRONOUS, new Part(buf, offset, count, type), dest, tag);
  }

  /** Sends in synchronous mode. */
  public void sSend(Object buf, int count, Datatype type, int dest, int tag) {
    Part part = new Part(buf, 0, count, type);
    start(Mode.SYNCHRONOUS, part, dest, tag).Wait();
  }

  /** Starts to send in synchronous mode. */
  public Request isSend(Buffer buf, int count, Datatype type, int dest, int tag) {
    return start(Mode.SYNCHRONOUS, new Part(buf, 0, count, type), dest, tag);
  }

  /** A send in synchronous mode to be started. */
  public Prequest sSendInit(Buffer buf, int count, Datatype type, int dest, int tag) {
    return prepare(Mode.SYNCHRONOUS, new Part(buf, 0, count, type), dest, tag);
  }

  /** Sends in ready mode. */
  public void Rsend(Object buf, int offset, int count, Datatype type, int dest, int tag) {
    start(Mode.STANDARD, new Part(buf, offset, count, type), dest, tag).Wait();
  }

  /** Starts to send in ready mode. */
  public Request Irsend(Object buf, int offset, int count, Datatype type, int dest, int tag) {
    return start(Mode.STANDARD, new Part(buf, offset, count, type), dest, tag);
  }

  /** A send in ready mode to be started. */
  public Prequest Rsend_init(Object buf, int offset, int count, Datatype type, int dest, int tag) {
    return prepare(Mode.STANDARD, new Part(buf, offset, count, type), dest, tag);
  }

  /** Sends in ready mode. */
  public void rSend(Object buf, int count, Datatype type, int dest, int tag) {
    Part part = new Part(buf, 0, count, type);
    start(Mode.STANDARD, part, dest, tag).Wait();
  }

  /** Starts to send in ready mode. */
  public Request irSend(Buffer buf, int count, Datatype type, int dest, int tag) {
    return start(Mode.STANDARD, new Part(buf, 0, count, type), dest, tag);
  }

  /** A send in ready mode to be started. */
  public Prequest rSendInit(Buffer buf, int count, Datatype type, int dest, int tag) {
    return prepare(Mode.STANDARD, new Part(buf, 0, count, type), dest, tag);
  }

  /** Receives. */
  public Status Recv(Object buf, int offset, int count, Datatype type, int source, int tag) {
    return startReceive(new Part(buf, offset, count, type), source, tag).Wait();
  }

  /** Starts to receive. */
  public Request Irecv(Object buf, int offset, int count, Datatype type, int source, int tag) {
    return startReceive(new Part(buf, offset, count, type), source, tag);
  }

  /** A receive to be started. */
  public Prequest Recv_init(Object buf, int offset, int count, Datatype type, int source, int tag) {
    return prepareReceive(new Part(buf, offset, count, type), source, tag);
  }

  /** Receives. */
  public Status recv(Object buf, int count, Datatype type, int source, int tag) {
    return startReceive(new Part(buf, 0, count, type), source, tag).Wait();
  }

  /** Starts to receive. */
  public Request iRecv(Buffer buf, int count, Datatype type, int source, int tag) {
    return startReceive(new Part(buf, 0, count, type), source, tag);
  }

  /** A receive to be started. */
  public Prequest recvInit(Buffer buf, int count, Datatype type, int source, int tag) {
    return prepareReceive(new Part(buf, 0, count, type), source, tag);
  }

  /** Sends one message and receives another. */
  public Status Sendrecv(
      Object sendbuf,
      int sendoffset,
      int sendcount,
      Datatype sendtype,
      int dest,
      int sendtag,
      Object recvbuf,
      int recvoffset,
      int recvcount,
      Datatype recvtype,
      int source,
      int recvtag) {
    return exchange(
        new Part(sendbuf, sendoffset, sendcount, sendtype),
        dest,
        sendtag,
        new Part(recvbuf, recvoffset, recvcount, recvtype),
        source,
        recvtag);
  }

  /** Sends what is in the buffer and receives another message into it. */
  public Status Sendrecv_replace(
      Object buf,
      int offset,
      int count,
      Datatype type,
      int dest,
      int sendtag,
      int source,
      int recvtag) {
    return replace(new Part(buf, offset, count, type), dest, sendtag, source, recvtag);
  }

  /** Sends one message and receives another. */
  public Status sendRecv(
      Object sendbuf,
      int sendcount,
      Datatype sendtype,
      int dest,
      int sendtag,
      Object recvbuf,
      int recvcount,
      Datatype recvtype,
      int source,
      int recvtag) {
    return exchange(
        new Part(sendbuf, 0, sendcount, sendtype),
        dest,
        sendtag,
        new Part(recvbuf, 0, recvcount, recvtype),
        source,
        recvtag);
  }

  /** Sends what is in the buffer and receives another message into it. */
  public Status sendRecvReplace(
      Object buf, int count, Datatype type, int dest, int sendtag, int source, int recvtag) {
    return replace(new Part(buf, 0, count, type), dest, sendtag, source, recvtag);
  }

  /** Bytes that {@link #Pack} needs; of objects there is no telling. */
  public int Pack_size(int count, Datatype type) {
    return count * type.getSize();
  }

  /** Puts values at {@code position} of {@code outbuf}; returns the position behind them. */
  public int Pack(Object inbuf, int offset, int count, Datatype type, byte[] outbuf, int position) {
    return Faults.call(
        () -> {
          if (type.baseType == Datatype.OBJECT) {
            byte[] bytes = Serial.pack(inbuf, offset, count, type);
            ByteBuffer.wrap(outbuf, position, bytes.length + 4).putInt(bytes.length).put(bytes);
            return position + 4 + bytes.length;
          }
          ByteBuffer out =
              ByteBuffer.wrap(outbuf, position, Pack_size(count, type))
                  .order(ByteOrder.nativeOrder());
          Object array = new Area(inbuf, 0).buffer;
          for (int i = 0; i < count; i++) {
            for (int place : type.places()) {
              Arrays.get(array, offset + i * type.extent + place, out);
            }
          }
          return out.position();
        });
  }

  /** Takes values from {@code position} of {@code inbuf}; returns the position behind them. */
  public int Unpack(
      byte[] inbuf, int position, Object outbuf, int offset, int count, Datatype type) {
    return Faults.call(
        () -> {
          if (type.baseType == Datatype.OBJECT) {
            ByteBuffer in = ByteBuffer.wrap(inbuf, position, inbuf.length - position);
            byte[] bytes = new byte[Math.min(in.getInt(), in.remaining())];
            in.get(bytes);
            Serial.unpack(bytes, outbuf, offset, count, type);
            return in.position();
          }
          ByteBuffer in =
              ByteBuffer.wrap(inbuf, position, Pack_size(count, type))
                  .order(ByteOrder.nativeOrder());
          Area area = new Area(outbuf, offset);
          for (int i = 0; i < count; i++) {
            for (int place : type.places()) {
              Arrays.put(area.buffer, offset + i * type.extent + place, in);
            }
          }
          area.landed(count, type);
          return in.position();
        });
  }

  /** As {@link #Pack_size}. */
  public int packSize(int count, Datatype type) {
    return Pack_size(count, type);
  }

  /** As {@link #Pack}. */
  public int pack(Object inbuf, int count, Datatype type, byte[] outbuf, int position) {
    return Pack(inbuf, 0, count, type, outbuf, position);
  }

  /** As {@link #Unpack}. */
  public int unpack(byte[] inbuf, int position, Object outbuf, int count, Datatype type) {
    return Unpack(inbuf, position, outbuf, 0, count, type);
  }

  /** Number of ranks. */
  public int Size() {
    return core.size();
  }

  /** This rank's number. */
  public int Rank() {
    return core.rank();
  }

  /** Its ranks. */
  public Group Group() {
    return new Group(core.group());
  }

  /** How two communicators are alike, for example {@link MPI#CONGRUENT}. */
  public static int Compare(Comm one, Comm two) {
    return Group.number(one.core.compare(two.core));
  }

  /** No call on it after this one. */
  public void Free() {
    Faults.run(core::close);
  }

  /** Whether it is between two groups. */
  public boolean Test_inter() {
    return !(core instanceof org.myelin.mpi.Intracomm);
  }

  /** {@link MPI#CART}, {@link MPI#GRAPH} or {@link MPI#UNDEFINED}. */
  public int Topo_test() {
    return core instanceof org.myelin.mpi.CartComm
        ? MPI.CART
        : core instanceof org.myelin.mpi.GraphComm ? MPI.GRAPH : MPI.UNDEFINED;
  }

  /** Ends the job on all ranks. */
  public void Abort(int errorCode) {
    Faults.run(() -> MPI.rank().abort(errorCode, "MPI.Abort"));
  }

  /** Sets what becomes of a failure; it is thrown whatever is set. */
  public void Errhandler_set(Errhandler errhandler) {
    handler = errhandler;
  }

  /** What {@link #Errhandler_set} set. */
  public Errhandler Errhandler_get() {
    return handler;
  }

  /** The value of an attribute, or null. */
  public Object Attr_get(int keyval) {
    return Keys.get(core, keyval);
  }

  /** Keeps a value under a key of {@link #createKeyval}. */
  public void Attr_put(int keyval, Object value) {
    Keys.put(core, keyval, value);
  }

  /** Forgets a value. */
  public void Attr_delete(int keyval) {
    Keys.delete(core, keyval);
  }

  /** A new key; its values go along with a duplicate if {@code copied}. */
  public static int createKeyval(boolean copied) {
    return Keys.create(copied);
  }

  /** As {@link #Attr_get}. */
  public Object getAttr(int keyval) {
    return Attr_get(keyval);
  }

  /** As {@link #Attr_put}. */
  public void setAttr(int keyval, Object value) {
    Attr_put(keyval, value);
  }

  /** As {@link #Attr_delete}. */
  public void deleteAttr(int keyval) {
    Attr_delete(keyval);
  }

  /** A communicator with the same ranks and its own traffic. Collective. */
  @Override
  public Comm clone() {
    return new Intracomm(Faults.call(all()::dup));
  }

  /** As {@link #clone}. */
  public Comm dup() {
    return clone();
  }

  /** As {@link #Size}. */
  public int getSize() {
    return Size();
  }

  /** As {@link #Rank}. */
  public int getRank() {
    return Rank();
  }

  /** As {@link #Group}. */
  public Group getGroup() {
    return Group();
  }

  /** As {@link #Compare}. */
  public static int compare(Comm one, Comm two) {
    return Compare(one, two);
  }

  /** As {@link #Free}. */
  public void free() {
    Free();
  }

  /** As {@link #Free}. */
  public void disconnect() {
    Free();
  }

  /** Whether there is no communicator. */
  public boolean isNull() {
    return false;
  }

  /** As {@link #Test_inter}. */
  public boolean isInter() {
    return Test_inter();
  }

  /** As {@link #Topo_test}. */
  public int getTopology() {
    return Topo_test();
  }

  /** As {@link #Abort}. */
  public void abort(int errorCode) {
    Abort(errorCode);
  }

  /** As {@link #Errhandler_set}. */
  public void setErrhandler(Errhandler errhandler) {
    Errhandler_set(errhandler);
  }

  /** As {@link #Errhandler_get}. */
  public Errhandler getErrhandler() {
    return handler;
  }

  /** Throws the failure with a number. */
  public void callErrhandler(int errorCode) {
    org.myelin.mpi.ErrorClass[] all = org.myelin.mpi.ErrorClass.values();
    throw new MPIException(
        errorCode < 1 || errorCode > all.length ? ErrorClass.UNKNOWN : all[errorCode - 1],
        "error " + errorCode);
  }

  /** Gives it another name. */
  public void setName(String name) {
    core.setName(name);
  }

  /** Its name. */
  public String getName() {
    return core.name();
  }
}
