package org.myelin.mpi.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongFunction;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.Info;
import org.myelin.mpi.Intracomm;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.Status;
import org.myelin.mpi.internal.fileio.Access;
import org.myelin.mpi.internal.fileio.CommPeers;
import org.myelin.mpi.internal.fileio.Failure;
import org.myelin.mpi.internal.fileio.FileHandle;
import org.myelin.mpi.internal.fileio.FileSystemDriver;
import org.myelin.mpi.internal.fileio.Opening;
import org.myelin.mpi.internal.fileio.Peers;
import org.myelin.mpi.internal.fileio.Stream;
import org.myelin.mpi.internal.fileio.ViewMap;

/**
 * A file that the ranks of a communicator read and write together (MPI standard, chapter "I/O").
 *
 * <p><b>Views.</b> Each rank sees the bytes that its {@link FileView} selects; offsets and
 * positions count etypes of the view. A file just opened shows all its bytes.
 *
 * <p><b>Buffers.</b> Several buffers are one stream, in order, each from its position to its limit;
 * positions move by what was transferred. They may be on the heap or direct. The other forms take
 * any primitive array with the datatype that selects elements of it, in native byte order.
 *
 * <p><b>Collective calls</b> (those that say so) are made by every rank of the communicator, by
 * ranks with nothing to transfer too: these pass no buffer. They merge the pieces of all ranks into
 * large transfers. If a rank fails, or calls something else, every rank throws an {@link
 * MpiException} that names rank, file and cause.
 *
 * <p><b>End of file.</b> A read that reaches the end is no error; its {@link Status} tells how much
 * there was.
 *
 * <p><b>Threads.</b> One thread at a time. Interrupting it neither closes the file nor stops the
 * call.
 *
 * <pre>{@code
 * try (MpiFile file = MpiFile.open(world, path, AccessMode.CREATE_READ_WRITE, Info.EMPTY)) {
 *   Datatype everyNth = Datatype.resized(Datatype.DOUBLE, 0, 8L * world.size());
 *   file.setView(8L * world.rank(), Datatype.DOUBLE, everyNth);
 *   file.writeAll(mine, 0, mine.length, Datatype.DOUBLE);
 * }
 * }</pre>
 */
public final class MpiFile implements AutoCloseable {
  private final FileHandle handle;
  private final Set<AccessMode> mode;
  private final Transfers transfers;
  private FileView view = FileView.BYTES;
  private ViewMap map;
  private long position;

  private MpiFile(FileHandle handle, Set<AccessMode> mode) {
    this.handle = handle;
    this.mode = mode;
    this.transfers = new Transfers(handle, mode);
    this.map = ViewMap.of(0, Datatype.BYTE, Datatype.BYTE, writable());
    this.position = mode.contains(AccessMode.APPEND) ? handle.size() : 0;
  }

  /**
   * Opens a file on all ranks of {@code comm}; collective. Rank 0 creates it where {@code mode}
   * asks for that. Either all ranks have the file in the end or all of them throw.
   *
   * @param path the same on all ranks
   * @param mode the same on all ranks; see the constants of {@link AccessMode}
   * @param info hints: cb_nodes, cb_buffer_size, striping_unit, romio_cb_read, romio_cb_write,
   *     ind_rd_buffer_size, ind_wr_buffer_size, romio_ds_read, romio_ds_write; others are ignored,
   *     and those of rank 0 count
   * @throws MpiException AMODE, NO_SUCH_FILE, FILE_EXISTS, ACCESS, READ_ONLY, BAD_FILE or IO;
   *     NOT_SAME if path or mode differ between ranks
   */
  public static MpiFile open(Intracomm comm, Path path, Set<AccessMode> mode, Info info) {
    return open(comm, FileSystemDriver.POSIX, path, mode, info);
  }

  /** As above, without hints. */
  public static MpiFile open(Intracomm comm, Path path, Set<AccessMode> mode) {
    return open(comm, path, mode, Info.EMPTY);
  }

  static MpiFile open(
      Intracomm comm, FileSystemDriver driver, Path path, Set<AccessMode> mode, Info info) {
    // A communicator of its own keeps the file's traffic apart from the user's.
    Peers peers = new CommPeers(comm.dup());
    FileHandle handle = Opening.open(peers, driver, path, mode, info);
    return new MpiFile(handle, mode.isEmpty() ? mode : EnumSet.copyOf(mode));
  }

  /** Deletes a file; not collective. A file that is not there is NO_SUCH_FILE. */
  public static void delete(Path path) {
    try {
      FileSystemDriver.POSIX.delete(path);
    } catch (IOException e) {
      throw Failure.of("delete", path, e).on(-1);
    }
  }

  /** The file's present name. */
  public Path path() {
    return handle.path();
  }

  /** The mode that the file was opened with. */
  public Set<AccessMode> mode() {
    return Set.copyOf(mode);
  }

  /** The hints in use, with their values. */
  public Info info() {
    return handle.hints().inUse();
  }

  /** The present view. */
  public FileView view() {
    return view;
  }

  /**
   * Sets the view and moves the individual file pointer to its start; collective. Etypes must have
   * the same extent on all ranks; displacement and filetype may differ.
   *
   * @throws MpiException ARG for a negative displacement; TYPE if the filetype is not built of
   *     etypes, has negative or falling displacements, or overlaps itself in a file that may be
   *     written; NOT_SAME if etypes differ
   */
  public void setView(long displacement, Datatype etype, Datatype filetype) {
    setView(displacement, etype, filetype, Info.EMPTY);
  }

  /** As above, with more hints; those of rank 0 count. */
  public void setView(long displacement, Datatype etype, Datatype filetype, Info info) {
    ViewMap next = null;
    RuntimeException refused = null;
    try {
      next = ViewMap.of(displacement, etype, filetype, writable());
    } catch (RuntimeException e) {
      refused = e;
    }
    handle.agree(
        "setView", "etype of " + etype.size() + " in " + etype.extent() + " bytes", refused, info);
    map = next;
    view = new FileView(displacement, etype, filetype);
    position = 0;
  }

  /** Gives more hints; collective; those of rank 0 count. */
  public void setInfo(Info info) {
    handle.agree("setInfo", "", null, info);
  }

  /** Length of the file in bytes; not collective. */
  public long size() {
    return handle.size();
  }

  /** Cuts the file, or lets it grow by zeros, to {@code bytes}; collective; pointers stay. */
  public void setSize(long bytes) {
    handle.resize(bytes, writable());
  }

  /** Makes sure that storage for {@code bytes} is there; never shrinks; collective. */
  public void preallocate(long bytes) {
    handle.preallocate(bytes, writable());
  }

  /** Forces what all ranks have written to the device; collective. */
  public void sync() {
    handle.sync();
  }

  /**
   * Gives the file another name in one step, replacing what bore it; collective. A file written
   * under a temporary name takes its own this way.
   */
  public void move(Path to) {
    handle.move(to);
  }

  /**
   * Tells this rank that the file bears another name now; not collective. Only needed by who
   * renames a file without {@link #move}: the name appears in messages, and the file is opened anew
   * by it if an interrupt has closed it.
   */
  public void moved(Path to) {
    handle.moved(to);
  }

  /**
   * Closes the file; collective. What was written is visible to everybody afterwards; only {@link
   * #sync} forces it to the device. A second call does nothing.
   */
  @Override
  public void close() {
    handle.close();
  }

  /** Position in the file, in bytes, of etype {@code offset} of the view. */
  public long byteOffset(long offset) {
    return map.byteOffset(offset);
  }

  /** Extent of a datatype in this file; in the native representation that of memory. */
  public long typeExtent(Datatype datatype) {
    return datatype.extent();
  }

  /** The individual file pointer, in etypes. */
  public long position() {
    return position;
  }

  /** Moves the individual file pointer; {@code offset} counts etypes and may be negative. */
  public void seek(long offset, Whence whence) {
    long from =
        switch (whence) {
          case SET -> 0;
          case CURRENT -> position;
          case END -> map.etypesBelow(handle.size());
        };
    if (offset < -from) {
      throw new MpiException(
          ErrorClass.ARG, -1, "seek " + path() + ": position " + (from + offset) + " is negative");
    }
    position = from + offset;
  }

  /** Reads at an explicit offset, by this rank alone. */
  public Status readAt(long offset, ByteBuffer... buffers) {
    return transfers.one("readAt", true, Stream.of(buffers), at(offset));
  }

  /** As above, into a Java array. */
  public Status readAt(long offset, Object array, long from, long count, Datatype type) {
    return transfers.one("readAt", true, Stream.of(array, from, count, type), at(offset));
  }

  /** Writes at an explicit offset, by this rank alone. */
  public Status writeAt(long offset, ByteBuffer... buffers) {
    return transfers.one("writeAt", false, Stream.of(buffers), at(offset));
  }

  /** As above, from a Java array. */
  public Status writeAt(long offset, Object array, long from, long count, Datatype type) {
    return transfers.one("writeAt", false, Stream.of(array, from, count, type), at(offset));
  }

  /** Reads at explicit offsets, all ranks together; collective. */
  public Status readAtAll(long offset, ByteBuffer... buffers) {
    return transfers.all("readAtAll", true, Stream.of(buffers), at(offset));
  }

  /** As above, into a Java array. */
  public Status readAtAll(long offset, Object array, long from, long count, Datatype type) {
    return transfers.all("readAtAll", true, Stream.of(array, from, count, type), at(offset));
  }

  /** Writes at explicit offsets, all ranks together; collective. */
  public Status writeAtAll(long offset, ByteBuffer... buffers) {
    return transfers.all("writeAtAll", false, Stream.of(buffers), at(offset));
  }

  /** As above, from a Java array. */
  public Status writeAtAll(long offset, Object array, long from, long count, Datatype type) {
    return transfers.all("writeAtAll", false, Stream.of(array, from, count, type), at(offset));
  }

  /** Reads at the individual file pointer and moves it; by this rank alone. */
  public Status read(ByteBuffer... buffers) {
    return advanced(transfers.one("read", true, Stream.of(buffers), at(position)));
  }

  /** As above, into a Java array. */
  public Status read(Object array, long from, long count, Datatype type) {
    return advanced(transfers.one("read", true, Stream.of(array, from, count, type), at(position)));
  }

  /** Writes at the individual file pointer and moves it; by this rank alone. */
  public Status write(ByteBuffer... buffers) {
    return advanced(transfers.one("write", false, Stream.of(buffers), at(position)));
  }

  /** As above, from a Java array. */
  public Status write(Object array, long from, long count, Datatype type) {
    return advanced(
        transfers.one("write", false, Stream.of(array, from, count, type), at(position)));
  }

  /** Reads at the individual file pointers and moves them; collective. */
  public Status readAll(ByteBuffer... buffers) {
    return advanced(transfers.all("readAll", true, Stream.of(buffers), at(position)));
  }

  /** As above, into a Java array. */
  public Status readAll(Object array, long from, long count, Datatype type) {
    return advanced(
        transfers.all("readAll", true, Stream.of(array, from, count, type), at(position)));
  }

  /** Writes at the individual file pointers and moves them; collective. */
  public Status writeAll(ByteBuffer... buffers) {
    return advanced(transfers.all("writeAll", false, Stream.of(buffers), at(position)));
  }

  /** As above, from a Java array. */
  public Status writeAll(Object array, long from, long count, Datatype type) {
    return advanced(
        transfers.all("writeAll", false, Stream.of(array, from, count, type), at(position)));
  }

  /**
   * Reads {@code buffers[i]} from byte {@code positions[i]} of the file, all ranks together, as
   * through a view of just these extents that is set for this call; the file's own view stays. At
   * the end of the file the buffers with the highest positions stay short. Collective.
   */
  public Status readExtentsAll(long[] positions, ByteBuffer... buffers) {
    return extentsAll("readExtentsAll", true, new Extents(positions, null, buffers));
  }

  /**
   * As above, for extents of given positions and lengths, rising, whose bytes the buffers take in
   * order; cuts between buffers need not be cuts between extents.
   */
  public Status readExtentsAll(long[] positions, long[] lengths, ByteBuffer... buffers) {
    return extentsAll("readExtentsAll", true, new Extents(positions, lengths, buffers));
  }

  /**
   * Writes {@code buffers[i]} to byte {@code positions[i]} of the file, all ranks together, as
   * through a view of just these extents that is set for this call; the file's own view stays. The
   * extents of one rank may come in any order but must not overlap. Collective. This is the
   * cheapest way to write many scattered buffers: no view is set, and neighbours go out together.
   */
  public Status writeExtentsAll(long[] positions, ByteBuffer... buffers) {
    return extentsAll("writeExtentsAll", false, new Extents(positions, null, buffers));
  }

  /**
   * As above, for extents of given positions and lengths, rising, whose bytes the buffers hold in
   * order; cuts between buffers need not be cuts between extents.
   */
  public Status writeExtentsAll(long[] positions, long[] lengths, ByteBuffer... buffers) {
    return extentsAll("writeExtentsAll", false, new Extents(positions, lengths, buffers));
  }

  /** As {@link #readExtentsAll(long[], ByteBuffer...)}, by this rank alone. */
  public Status readExtents(long[] positions, ByteBuffer... buffers) {
    Extents extents = new Extents(positions, null, buffers);
    return transfers.one("readExtents", true, extents, bytes -> extents.access());
  }

  /** As {@link #writeExtentsAll(long[], ByteBuffer...)}, by this rank alone. */
  public Status writeExtents(long[] positions, ByteBuffer... buffers) {
    Extents extents = new Extents(positions, null, buffers);
    return transfers.one("writeExtents", false, extents, bytes -> extents.access());
  }

  private Status extentsAll(String call, boolean reading, Extents extents) {
    return transfers.all(call, reading, extents, bytes -> extents.access());
  }

  private LongFunction<Access> at(long offset) {
    return bytes -> map.access(offset, bytes);
  }

  private Status advanced(Status status) {
    position += status.bytes() / map.etypeSize();
    return status;
  }

  private boolean writable() {
    return !mode.contains(AccessMode.RDONLY);
  }
}
