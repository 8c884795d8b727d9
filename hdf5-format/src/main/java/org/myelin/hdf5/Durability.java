package org.myelin.hdf5;

/**
 * What a flush promises about a process that is killed, a full disk, or a power cut. In every mode
 * new data and metadata go only to space that was free at the last flush.
 */
public enum Durability {
  /**
   * After a crash at any moment the file opens as it was at the last flush that returned, or at the
   * one that was under way. What a flush changes in place is first written to a record behind the
   * file's end and forced to storage; opening replays a record that is whole and ignores one that
   * is torn.
   *
   * <p>Elements that are stored without filters are overwritten where they lie. A crash between two
   * flushes may leave such elements as they were or as they were being written, never others.
   */
  SAFE,

  /**
   * What libhdf5 promises: a flush hands everything to the operating system. A process may be
   * killed between two flushes, but a crash during one, or of the machine, can leave the file
   * unreadable.
   */
  FAST
}
