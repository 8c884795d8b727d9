package org.myelin.hdf5.internal.parallel;

/**
 * The ranks that have a file open together, as the engine needs them. A serial file has {@link
 * #ALONE}.
 */
public interface Peers {
  /** One rank. */
  Peers ALONE =
      new Peers() {
        @Override
        public int rank() {
          return 0;
        }

        @Override
        public int size() {
          return 1;
        }

        @Override
        public byte[][] allGather(byte[] mine) {
          return new byte[][] {mine};
        }

        @Override
        public byte[][] allToAll(byte[][] toEach) {
          return toEach;
        }

        @Override
        public byte[] broadcast(byte[] fromFirst) {
          return fromFirst;
        }

        @Override
        public void close() {}
      };

  /** This rank. */
  int rank();

  /** Number of ranks. */
  int size();

  /** Every rank's bytes, in rank order. */
  byte[][] allGather(byte[] mine);

  /** Sends element r to rank r; returns what each rank sent here. */
  byte[][] allToAll(byte[][] toEach);

  /** Rank 0's bytes. */
  byte[] broadcast(byte[] fromFirst);

  /** Frees what the communication needs. Collective. */
  void close();

  /** Whether there is one rank only. */
  default boolean alone() {
    return size() == 1;
  }
}
