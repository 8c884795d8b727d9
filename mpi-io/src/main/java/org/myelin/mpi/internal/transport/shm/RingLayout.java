package org.myelin.mpi.internal.transport.shm;

/**
 * Where things lie in a rank's ring file: a header, then for each sender the slots of its frames
 * and a ring of bytes for what does not fit into slots.
 *
 * @param ranks number of ranks in the job
 * @param dataBytes bytes of each data ring, a power of two
 */
record RingLayout(int ranks, int dataBytes) {
  /** 32 random bytes, by which an opener knows that it found the right file. */
  static final int NONCE = 0;

  static final int NONCE_BYTES = 32;

  /** Not 0 while the receiver sleeps and wants to be rung. */
  static final int ASLEEP = 512;

  static final int HEADER = 4096;

  /** In a ring: how many slots, and how many data bytes, the receiver has taken. */
  static final int SLOTS_TAKEN = 0;

  static final int DATA_TAKEN = 256;
  static final int FIRST_SLOT = 512;
  static final int SLOTS = 256;
  private static final int DATA = FIRST_SLOT + SLOTS * Slot.BYTES;

  private static final long MOST_IN_ALL = 64L << 20;
  private static final int MOST = 512 << 10;
  private static final int LEAST = 32 << 10;

  /** Rings of a size that a host has room for. */
  static RingLayout of(int ranks) {
    long each = MOST_IN_ALL / Math.max(1, (long) ranks * (ranks - 1));
    return new RingLayout(ranks, (int) Long.highestOneBit(Math.max(LEAST, Math.min(MOST, each))));
  }

  long fileBytes() {
    return HEADER + (long) ranks * ringBytes();
  }

  int ringBytes() {
    return (DATA + dataBytes + 4095) & ~4095;
  }

  int ring(int sender) {
    return Math.toIntExact(HEADER + (long) sender * ringBytes());
  }

  static int slot(long number) {
    return FIRST_SLOT + ((int) number & (SLOTS - 1)) * Slot.BYTES;
  }

  int data(long position) {
    return DATA + ((int) position & (dataBytes - 1));
  }

  /** Bytes up to the end of the data ring. */
  int untilEnd(long position) {
    return dataBytes - ((int) position & (dataBytes - 1));
  }

  /** What a piece takes in the data ring, so that pieces begin on cache lines. */
  static int padded(int bytes) {
    return (bytes + 63) & ~63;
  }
}
