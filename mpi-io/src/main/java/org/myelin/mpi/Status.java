package org.myelin.mpi;

/**
 * What a completed receive, probe or file access says about its message (MPI standard, "Return
 * Status"): the rank in the communicator that sent it, its tag, and its length in bytes. A send and
 * a file access have source and tag {@link Comm#PROC_NULL} and {@link Comm#ANY_TAG}.
 *
 * @param source sending rank in the communicator of the call
 * @param tag tag of the message
 * @param bytes number of bytes received, read or written
 * @param cancelled the receive was taken back by {@link Request#cancel} and nothing was stored
 */
public record Status(int source, int tag, long bytes, boolean cancelled) {
  /** The status of an operation that was not cancelled. */
  public Status(int source, int tag, long bytes) {
    this(source, tag, bytes, false);
  }

  /** The status of an operation that has no partner. */
  public static Status ofBytes(long bytes) {
    return new Status(Comm.PROC_NULL, Comm.ANY_TAG, bytes);
  }

  /**
   * Whole elements of {@code type} in the message.
   *
   * @throws MpiException when the bytes are no whole number of them ({@link ErrorClass#TRUNCATE})
   */
  public long count(Datatype type) {
    long size = type.size();
    if (size == 0 ? bytes != 0 : bytes % size != 0) {
      throw new MpiException(
          ErrorClass.TRUNCATE,
          -1,
          bytes + " bytes are no whole number of " + type + " of " + size + " bytes each");
    }
    return size == 0 ? 0 : bytes / size;
  }
}
