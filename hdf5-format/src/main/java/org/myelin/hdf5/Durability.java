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
  FAST,

  /**
   * Single writer, multiple readers: other processes may follow the file while it is written, with
   * {@link OpenMode#READ_SWMR}, or with libhdf5 1.10 or later (h5py: {@code libver='latest',
   * swmr=True}, then {@code refresh} of a dataset). For files of {@link FormatBounds#V110} or later
   * and without a communicator.
   *
   * <p>From the first flush of a new file, or from opening one to edit, until it is closed, the
   * file is marked as being written in SWMR mode. A flush brings elements first, then every block
   * before the one that names it, and what has a checksum last, so that a reader never finds a name
   * of something that is not there; what it catches half written fails its checksum, and it reads
   * that again. All rows that were appended before a flush are seen by a reader that refreshes
   * after it. Space that a reader may still look at is never used again while the file is open, so
   * replacing filtered chunks, and a flush of a dataset that grows in two dimensions, whose index
   * is written anew, make the file grow by what they replace: choose chunks that hold the rows of a
   * flush or divide them. Elements without filters that are overwritten change where they lie, at
   * once.
   *
   * <p>A process that is killed leaves the last flush, or the one that was under way, and the mark,
   * which {@link Hdf5Recovery} removes. As with {@link #FAST}, nothing is forced to storage.
   */
  SWMR
}
