package mpi;

import org.myelin.mpi.ErrorClass;

/** What is known of a message that was received or probed. */
public class Status {
  /** Rank that sent it. */
  public int source = MPI.ANY_SOURCE;

  /** Its tag. */
  public int tag = MPI.ANY_TAG;

  /** Its place among the requests of a call that takes several. */
  public int index = MPI.UNDEFINED;

  private long bytes;
  private boolean cancelled;
  private int objects = -1;

  /** Of no message. */
  public Status() {}

  static Status of(org.myelin.mpi.Status core) {
    Status status = new Status();
    status.source = core.source();
    status.tag = core.tag() == org.myelin.mpi.Comm.ANY_TAG ? MPI.ANY_TAG : core.tag();
    status.bytes = core.bytes();
    status.cancelled = core.cancelled();
    return status;
  }

  Status objects(int number) {
    objects = number;
    return this;
  }

  /** Number of values of {@code type}, or {@link MPI#UNDEFINED} when it is no whole number. */
  public int Get_count(Datatype type) {
    int elements = Get_elements(type);
    int each = type.Size();
    if (each == 0) {
      return 0;
    }
    return elements == MPI.UNDEFINED || elements % each != 0 ? MPI.UNDEFINED : elements / each;
  }

  /** Number of elements of the array; of objects only after they have been received. */
  public int Get_elements(Datatype type) {
    if (type.baseType == Datatype.OBJECT) {
      return objects < 0 && bytes > 0 ? MPI.UNDEFINED : Math.max(0, objects);
    }
    return bytes % type.baseBytes() == 0
        ? Math.toIntExact(bytes / type.baseBytes())
        : MPI.UNDEFINED;
  }

  /** Whether the operation was cancelled. */
  public boolean Test_cancelled() {
    return cancelled;
  }

  /** Nothing to do. */
  public void free() {}

  /** Rank that sent it. */
  public int getSource() {
    return source;
  }

  /** Its tag. */
  public int getTag() {
    return tag;
  }

  /** Its place among the requests of a call that takes several. */
  public int getIndex() {
    return index;
  }

  /** The error's number: none, as failures are thrown. */
  public int getError() {
    return 0;
  }

  /** As {@link #Get_count}. */
  public int getCount(Datatype type) {
    return Get_count(type);
  }

  /** As {@link #Get_elements}. */
  public int getElements(Datatype type) {
    return Get_elements(type);
  }

  /** Says how many values of {@code type} the message has. */
  public void setElements(Datatype type, int count) {
    if (count < 0) {
      throw new MPIException(ErrorClass.COUNT, "count is " + count);
    }
    bytes = (long) count * type.getSize();
    objects = type.baseType == Datatype.OBJECT ? count : -1;
  }

  /** Whether the operation was cancelled. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** Says that it was cancelled, or was not. */
  public void setCancelled(boolean flag) {
    cancelled = flag;
  }
}
