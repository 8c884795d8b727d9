package org.myelin.hdf5;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.myelin.hdf5.internal.driver.ByteChannelDriver;
import org.myelin.hdf5.internal.driver.MemoryDriver;
import org.myelin.hdf5.internal.driver.http.HttpDriver;
import org.myelin.hdf5.internal.file.FileOpener;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.mpi.Intracomm;

/**
 * An open HDF5 file, of one process or shared by the ranks of a communicator.
 *
 * <pre>{@code
 * try (Hdf5File f = Hdf5File.create(path)) {
 *   Dataset d = f.root().createDataset("voltage", Datatype.F64, Dataspace.of(1000, 4), Layout.chunked(256, 4).deflate(6));
 *   d.attributes().set("unit", "V");
 *   d.writeDoubles(Hyperslab.start(0, 0).count(1000, 4), volts);
 * }
 * }</pre>
 *
 * <p>A new file is made under a temporary name beside its own, and takes its name at the first
 * {@link #flush} or {@link #close}; until then whatever had that name stays.
 *
 * <p><b>Threads</b>: many threads may read one file; a file that is written belongs to one thread
 * at a time.
 *
 * <p><b>Parallel files</b> (opened with a communicator): creating, opening, flushing and closing,
 * and every change of metadata (groups, datasets, links, attributes, extents) is made by all ranks
 * in the same order with the same arguments; differences are reported on every rank at the next
 * collective call. Raw data may be read and written by any rank, see {@link Transfer}.
 *
 * <p><b>Errors</b>: {@link Hdf5Exception} and its subclasses for what is wrong with the file or its
 * storage; {@link IllegalArgumentException}, {@link IllegalStateException} and {@link
 * java.util.NoSuchElementException} for misuse.
 */
public final class Hdf5File implements AutoCloseable {
  private final OpenFile engine;
  private final FileOpener opener;
  private final Navigator navigator = new Navigator(this);
  private final Map<FileOpener, Hdf5File> linked;

  Hdf5File(FileOpener opener) {
    this(opener, new HashMap<>());
  }

  private Hdf5File(FileOpener opener, Map<FileOpener, Hdf5File> linked) {
    this.opener = opener;
    this.engine = opener.file();
    this.linked = linked;
  }

  /** Another file that a link has led to, opened for reading; it is closed with the first one. */
  Hdf5File linked(FileOpener other) {
    synchronized (linked) {
      return linked.computeIfAbsent(other, o -> new Hdf5File(o, linked));
    }
  }

  /** Creates a file with default options. */
  public static Hdf5File create(Path path) {
    return create(path, FileOptions.DEFAULT);
  }

  /** Creates a file. */
  public static Hdf5File create(Path path, FileOptions options) {
    return new Hdf5File(FileOpener.create(path, options, null));
  }

  /** Creates a file that the ranks of {@code comm} write together. Collective. */
  public static Hdf5File create(Path path, Intracomm comm) {
    return create(path, comm, FileOptions.DEFAULT);
  }

  /** Creates a file that the ranks of {@code comm} write together. Collective. */
  public static Hdf5File create(Path path, Intracomm comm, FileOptions options) {
    return new Hdf5File(FileOpener.create(path, options, comm));
  }

  /** Opens a file for reading. */
  public static Hdf5File open(Path path) {
    return open(path, OpenMode.READ);
  }

  /** Opens a file. */
  public static Hdf5File open(Path path, OpenMode mode) {
    return open(path, mode, FileOptions.DEFAULT);
  }

  /** Opens a file. */
  public static Hdf5File open(Path path, OpenMode mode, FileOptions options) {
    return new Hdf5File(FileOpener.open(path, mode, options, null));
  }

  /**
   * Opens a file on every rank of {@code comm}. Collective: it fails on all ranks if it fails on
   * one.
   */
  public static Hdf5File open(Path path, OpenMode mode, Intracomm comm) {
    return open(path, mode, comm, FileOptions.DEFAULT);
  }

  /**
   * Opens a file on every rank of {@code comm}. Collective: it fails on all ranks if it fails on
   * one.
   */
  public static Hdf5File open(Path path, OpenMode mode, Intracomm comm, FileOptions options) {
    return new Hdf5File(FileOpener.open(path, mode, options, comm));
  }

  /** Opens a file that is in memory, for reading. The bytes are copied. */
  public static Hdf5File open(byte[] bytes) {
    return new Hdf5File(FileOpener.open(new MemoryDriver("bytes in memory", bytes)));
  }

  /** Opens the remaining bytes of a buffer, for reading. The bytes are copied. */
  public static Hdf5File open(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return open(copy);
  }

  /**
   * Opens what a channel holds, for reading: an entry of a ZIP file system, an object store. The
   * channel is closed with the file; reads of several threads take turns on it.
   *
   * @param name what messages call the file
   */
  public static Hdf5File open(String name, SeekableByteChannel channel) {
    return new Hdf5File(FileOpener.open(new ByteChannelDriver(name, channel)));
  }

  /**
   * Opens a file on an HTTP server, for reading by ranges, with default options.
   *
   * @see #open(URI, HttpOptions)
   */
  public static Hdf5File open(URI uri) {
    return open(uri, HttpOptions.DEFAULT);
  }

  /**
   * Opens a file on an HTTP server, for reading. Only the parts that are needed are fetched, and
   * kept for a while. Every part is of the version that was opened: where the server tells that the
   * file has changed, reading ends with an {@link Hdf5IOException}.
   *
   * <pre>
   * {@code Hdf5File.open(URI.create("https://example.org/data.h5"), HttpOptions.DEFAULT.withRetries(5, Duration.ofSeconds(1)))}
   * </pre>
   *
   * @throws Hdf5IOException if the file cannot be fetched, or the server gives no parts of files
   *     and {@link HttpOptions#downloadLimit} does not allow to fetch it whole
   */
  public static Hdf5File open(URI uri, HttpOptions options) {
    return new Hdf5File(FileOpener.open(HttpDriver.open(uri, options), HttpDriver.path(uri)));
  }

  OpenFile engine() {
    return engine;
  }

  Navigator navigator() {
    return navigator;
  }

  /**
   * The file's path as given; "bytes in memory" for those, the last part of the address for a file
   * on a server.
   */
  public Path path() {
    return opener.path();
  }

  /** The root group. */
  public Group root() {
    engine.checkOpen();
    return new Group(this, "/", engine.root());
  }

  /** The object at this path. */
  public Node node(String path) {
    return root().get(path);
  }

  /** The group at this path. */
  public Group group(String path) {
    return root().group(path);
  }

  /** The dataset at this path. */
  public Dataset dataset(String path) {
    return root().dataset(path);
  }

  /** Whether the path leads to an object. */
  public boolean exists(String path) {
    return root().contains(path);
  }

  /**
   * The object that a reference points at. Its path is unknown, so {@link Node#path} gives the
   * address.
   *
   * @throws IllegalArgumentException for the null reference
   */
  public Node resolve(ObjectReference reference) {
    engine.checkOpen();
    if (reference.isNull()) {
      throw new IllegalArgumentException(path() + ": the null reference points at no object");
    }
    return Node.of(this, "#" + reference.address(), engine.headers().read(reference.address()));
  }

  /**
   * Forgets what was read, so that objects looked up from now on are as they are in the file now,
   * where another program writes it in SWMR mode; those at hand stay as they are until they are
   * refreshed themselves.
   *
   * @throws IllegalStateException unless the file was opened with {@link OpenMode#READ_SWMR}
   */
  public void refresh() {
    engine.following().forget();
  }

  /**
   * Brings everything that was changed into the file; {@link FileOptions#durability} says what that
   * promises. Collective.
   */
  public void flush() {
    engine.checkWritable();
    opener.commit("flush");
  }

  /** Flushes what was changed, and closes. Closing twice does nothing. Collective. */
  @Override
  public void close() {
    opener.close();
  }

  /**
   * Closes without bringing any more changes into the file; a file that was created and never
   * flushed leaves nothing. Collective.
   */
  public void discard() {
    opener.discard();
  }

  @Override
  public String toString() {
    return engine.isClosed() ? path() + " (closed)" : ShortTree.of(path() + "", root());
  }
}
