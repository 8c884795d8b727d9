package org.myelin.hdf5;

/**
 * How a raw-data read or write takes part in parallel I/O.
 *
 * <p>A call without a transfer argument is independent: any rank may make it any number of times.
 * Such a write is kept in the file's write buffer (its budget is {@link FileOptions#writeBuffer})
 * and settled with the other ranks' writes at the next collective call, {@link Hdf5File#flush} or
 * {@link Hdf5File#close} at the latest; the rank that wrote reads its own values back at once.
 * Serial files follow the same rule with one rank.
 */
public enum Transfer {
  /** Made by one rank alone; a write is settled at the next collective call. */
  INDEPENDENT,
  /**
   * Made by every rank of the communicator, ranks with an empty selection too; a write is in the
   * file's hands on return.
   */
  COLLECTIVE
}
