package mpi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.Mpi;

/**
 * The environment of a rank that speaks by statics. They belong to the rank that loaded this class:
 * one process, or one of the threads of {@code myelin run --transport threads}, each of which loads
 * the program and this package on its own.
 */
public class MPI {
  /** No answer, no rank. */
  public static final int UNDEFINED = -1;

  /** Receive from any rank. */
  public static final int ANY_SOURCE = -2;

  /** Receive any tag. */
  public static final int ANY_TAG = -2;

  /** No rank. */
  public static final int PROC_NULL = -3;

  /** The same object. */
  public static final int IDENT = 0;

  /** The same ranks in another order. */
  public static final int SIMILAR = 1;

  /** Other ranks. */
  public static final int UNEQUAL = 2;

  /** The same ranks in the same order. */
  public static final int CONGRUENT = 3;

  /** A communicator with neighbours by edges. */
  public static final int GRAPH = 1;

  /** A communicator with neighbours in a grid. */
  public static final int CART = 2;

  /** Attribute: the largest tag. */
  public static final int TAG_UB = 0;

  /** Attribute: the rank of the host, {@link #PROC_NULL}. */
  public static final int HOST = 1;

  /** Attribute: which ranks can read and write files, {@link #ANY_SOURCE}. */
  public static final int IO = 2;

  /** Bytes that a buffered message needs beside its own. */
  public static final int BSEND_OVERHEAD = 0;

  /** Only one thread. */
  public static final int THREAD_SINGLE = 1;

  /** Only the main thread calls. */
  public static final int THREAD_FUNNELED = 2;

  /** One thread at a time calls. */
  public static final int THREAD_SERIALIZED = 3;

  /** Any thread calls at any time. */
  public static final int THREAD_MULTIPLE = 4;

  /** No elements. */
  public static final Datatype NULL = Datatype.basic(Datatype.NULL, empty());

  /** Elements of this kind. */
  public static final Datatype BYTE = basic(Datatype.BYTE, org.myelin.mpi.Datatype.BYTE);

  /** Elements of this kind. */
  public static final Datatype CHAR = basic(Datatype.CHAR, org.myelin.mpi.Datatype.CHAR);

  /** Elements of this kind. */
  public static final Datatype SHORT = basic(Datatype.SHORT, org.myelin.mpi.Datatype.SHORT);

  /** Elements of this kind. */
  public static final Datatype BOOLEAN = basic(Datatype.BOOLEAN, org.myelin.mpi.Datatype.BOOLEAN);

  /** Elements of this kind. */
  public static final Datatype INT = basic(Datatype.INT, org.myelin.mpi.Datatype.INT);

  /** Elements of this kind. */
  public static final Datatype LONG = basic(Datatype.LONG, org.myelin.mpi.Datatype.LONG);

  /** Elements of this kind. */
  public static final Datatype FLOAT = basic(Datatype.FLOAT, org.myelin.mpi.Datatype.FLOAT);

  /** Elements of this kind. */
  public static final Datatype DOUBLE = basic(Datatype.DOUBLE, org.myelin.mpi.Datatype.DOUBLE);

  /** What {@code Pack} made. */
  public static final Datatype PACKED = basic(Datatype.PACKED, org.myelin.mpi.Datatype.BYTE);

  /** Mark of a lower bound. */
  public static final Datatype LB = Datatype.basic(Datatype.LB, empty());

  /** Mark of an upper bound. */
  public static final Datatype UB = Datatype.basic(Datatype.UB, empty());

  /** Objects, carried by Java serialisation. */
  public static final Datatype OBJECT = basic(Datatype.OBJECT, org.myelin.mpi.Datatype.INT);

  /** A value and a place. */
  public static final Datatype SHORT2 = Datatype.Contiguous(2, SHORT);

  /** A value and a place. */
  public static final Datatype INT2 = Datatype.Contiguous(2, INT);

  /** A value and a place. */
  public static final Datatype LONG2 = Datatype.Contiguous(2, LONG);

  /** A value and a place. */
  public static final Datatype FLOAT2 = Datatype.Contiguous(2, FLOAT);

  /** A value and a place. */
  public static final Datatype DOUBLE2 = Datatype.Contiguous(2, DOUBLE);

  /** Largest. */
  public static final Op MAX = Op.of(org.myelin.mpi.Op.MAX);

  /** Smallest. */
  public static final Op MIN = Op.of(org.myelin.mpi.Op.MIN);

  /** Sum. */
  public static final Op SUM = Op.of(org.myelin.mpi.Op.SUM);

  /** Product. */
  public static final Op PROD = Op.of(org.myelin.mpi.Op.PROD);

  /** Logical and. */
  public static final Op LAND = Op.of(org.myelin.mpi.Op.LAND);

  /** Bitwise and. */
  public static final Op BAND = Op.of(org.myelin.mpi.Op.BAND);

  /** Logical or. */
  public static final Op LOR = Op.of(org.myelin.mpi.Op.LOR);

  /** Bitwise or. */
  public static final Op BOR = Op.of(org.myelin.mpi.Op.BOR);

  /** Logical exclusive or. */
  public static final Op LXOR = Op.of(org.myelin.mpi.Op.LXOR);

  /** Bitwise exclusive or. */
  public static final Op BXOR = Op.of(org.myelin.mpi.Op.BXOR);

  /** Largest, with its place; the lower place of equal ones. */
  public static final Op MAXLOC = Op.located(1);

  /** Smallest, with its place; the lower place of equal ones. */
  public static final Op MINLOC = Op.located(-1);

  /** The group without ranks. */
  public static final Group GROUP_EMPTY = new Group(org.myelin.mpi.Group.EMPTY);

  /** No group. */
  public static final Group GROUP_NULL = null;

  /** No communicator. */
  public static final Comm COMM_NULL = null;

  /** No request. */
  public static final Request REQUEST_NULL = new Request();

  /** The status of no message. */
  public static final Status EMPTY_STATUS = new Status();

  /** A failure is thrown. */
  public static final Errhandler ERRORS_ARE_FATAL = new Errhandler("ERRORS_ARE_FATAL");

  /** A failure is thrown. */
  public static final Errhandler ERRORS_RETURN = new Errhandler("ERRORS_RETURN");

  /** All ranks; null before {@link #Init}. */
  public static Intracomm COMM_WORLD;

  /** This rank alone; null before {@link #Init}. */
  public static Intracomm COMM_SELF;

  static Mpi rank;
  private static boolean finalized;
  private static Thread main;
  private static ByteBuffer buffer;
  private static byte[] bytes;

  /** Not needed. */
  public MPI() {}

  private static Datatype basic(int kind, org.myelin.mpi.Datatype core) {
    return Datatype.basic(kind, core);
  }

  private static org.myelin.mpi.Datatype empty() {
    return org.myelin.mpi.Datatype.contiguous(0, org.myelin.mpi.Datatype.BYTE);
  }

  /** Joins the job; gives the program's arguments back. */
  public static String[] Init(String[] args) {
    rank = Faults.call(() -> Mpi.init(args));
    main = Thread.currentThread();
    COMM_WORLD = new Intracomm(rank.world());
    COMM_SELF = new Intracomm(rank.self());
    return args;
  }

  /** As {@link #initThread}. */
  public static int InitThread(String[] args, int required) {
    Init(args);
    return THREAD_MULTIPLE;
  }

  /** As {@link #Init}; any thread may call at any time, whatever is required. */
  public static String[] initThread(int rank, int required, String[] args) {
    return Init(args);
  }

  /** Leaves the job. */
  public static void Finalize() {
    Faults.run(rank()::close);
    finalized = true;
  }

  static Mpi rank() {
    if (rank == null) {
      throw new MPIException(ErrorClass.OTHER, "MPI.Init has not been called");
    }
    return rank;
  }

  /** Whether {@link #Init} has been called. */
  public static boolean Initialized() {
    return rank != null;
  }

  /** Whether {@link #Finalize} has been called. */
  public static boolean Finalized() {
    return finalized;
  }

  /** Whether the calling thread called {@link #Init}. */
  public static boolean isMainThread() {
    return Thread.currentThread() == main;
  }

  /** What threads may do: {@link #THREAD_MULTIPLE}. */
  public static int queryThread() {
    return THREAD_MULTIPLE;
  }

  /** Name of this machine. */
  public static String Get_processor_name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  /** Seconds since some moment. */
  public static double Wtime() {
    return System.nanoTime() / 1e9;
  }

  /** Resolution of {@link #Wtime} in seconds. */
  public static double Wtick() {
    return 1e-9;
  }

  /** Buffered messages take the memory they need; the buffer is only kept for its owner. */
  public static void Buffer_attach(ByteBuffer attached) {
    buffer = attached;
  }

  /** Waits until buffered messages have been taken, and gives the buffer back. */
  public static ByteBuffer Buffer_detach() {
    Faults.run(rank().world()::flushBuffer);
    ByteBuffer attached = buffer;
    buffer = null;
    return attached;
  }

  /** Buffered messages take the memory they need; the buffer is only kept for its owner. */
  public static void Buffer_attach(byte[] attached) {
    attachBuffer(attached);
  }

  /** As {@link #Buffer_attach(byte[])}. */
  public static void attachBuffer(byte[] attached) {
    bytes = attached;
  }

  /** Waits until buffered messages have been taken, and gives the buffer back. */
  public static byte[] detachBuffer() {
    Faults.run(rank().world()::flushBuffer);
    byte[] attached = bytes;
    bytes = null;
    return attached;
  }

  /** As {@link #Initialized}. */
  public static boolean isInitialized() {
    return Initialized();
  }

  /** As {@link #Finalized}. */
  public static boolean isFinalized() {
    return Finalized();
  }

  /** As {@link #Get_processor_name}. */
  public static String getProcessorName() {
    return Get_processor_name();
  }

  /** As {@link #Wtime}. */
  public static double wtime() {
    return Wtime();
  }

  /** As {@link #Wtick}. */
  public static double wtick() {
    return Wtick();
  }

  /** A direct buffer of bytes in native order. */
  public static ByteBuffer newByteBuffer(int capacity) {
    return ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
  }

  /** A direct buffer of elements in native order. */
  public static CharBuffer newCharBuffer(int capacity) {
    return newByteBuffer(capacity * 2).asCharBuffer();
  }

  /** A direct buffer of elements in native order. */
  public static ShortBuffer newShortBuffer(int capacity) {
    return newByteBuffer(capacity * 2).asShortBuffer();
  }

  /** A direct buffer of elements in native order. */
  public static IntBuffer newIntBuffer(int capacity) {
    return newByteBuffer(capacity * 4).asIntBuffer();
  }

  /** A direct buffer of elements in native order. */
  public static LongBuffer newLongBuffer(int capacity) {
    return newByteBuffer(capacity * 8).asLongBuffer();
  }

  /** A direct buffer of elements in native order. */
  public static FloatBuffer newFloatBuffer(int capacity) {
    return newByteBuffer(capacity * 4).asFloatBuffer();
  }

  /** A direct buffer of elements in native order. */
  public static DoubleBuffer newDoubleBuffer(int capacity) {
    return newByteBuffer(capacity * 8).asDoubleBuffer();
  }

  /** A buffer of the same memory from byte {@code offset}. */
  public static ByteBuffer slice(ByteBuffer whole, int offset) {
    return whole.duplicate().clear().position(offset).slice().order(whole.order());
  }

  /** A buffer of the same memory from element {@code offset}. */
  public static CharBuffer slice(CharBuffer whole, int offset) {
    return whole.duplicate().clear().position(offset).slice();
  }

  /** A buffer of the same memory from element {@code offset}. */
  public static ShortBuffer slice(ShortBuffer whole, int offset) {
    return whole.duplicate().clear().position(offset).slice();
  }

  /** A buffer of the same memory from element {@code offset}. */
  public static IntBuffer slice(IntBuffer whole, int offset) {
    return whole.duplicate().clear().position(offset).slice();
  }

  /** A buffer of the same memory from element {@code offset}. */
  public static LongBuffer slice(LongBuffer whole, int offset) {
    return whole.duplicate().clear().position(offset).slice();
  }

  /** A buffer of the same memory from element {@code offset}. */
  public static FloatBuffer slice(FloatBuffer whole, int offset) {
    return whole.duplicate().clear().position(offset).slice();
  }

  /** A buffer of the same memory from element {@code offset}. */
  public static DoubleBuffer slice(DoubleBuffer whole, int offset) {
    return whole.duplicate().clear().position(offset).slice();
  }
}
