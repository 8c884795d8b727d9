package org.myelin.hdf5;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Choices for creating or opening a file; immutable, each {@code with…} gives a changed copy.
 *
 * @param bounds the family of structures of a new file; ignored when opening
 * @param root how the root group of a new file keeps links, attributes and times
 * @param sharedMessages which messages objects of a new file share; null for none
 * @param exclusive for create: fail if the file exists, instead of replacing it at the first flush
 * @param writeBuffer bytes of independent writes that one rank may keep until the next collective
 *     call
 * @param chunkCache bytes of decoded chunks kept for reading
 * @param external which other files the file may make the library open
 * @param limits how much the file may ask of its reader
 * @param durability what a flush promises about crashes
 * @param locking whether opening to edit keeps other writers out
 * @param deflate who encodes and decodes deflate
 * @param virtualView how far virtual datasets without a fixed end reach
 * @param executor what runs the work on chunks that the calling thread shares; null for a small
 *     pool of daemon threads, one for each processor, that all files share
 */
public record FileOptions(
    FormatBounds bounds,
    ObjectOptions root,
    SharedMessageOptions sharedMessages,
    boolean exclusive,
    long writeBuffer,
    long chunkCache,
    ExternalAccess external,
    ReadLimits limits,
    Durability durability,
    LockPolicy locking,
    DeflateCoder deflate,
    VirtualView virtualView,
    Executor executor) {
  /** A sixteenth of the heap; 64 MiB if that is more, unless it is over an eighth of the heap. */
  private static final long CHUNK_CACHE =
      Math.max(
          Runtime.getRuntime().maxMemory() / 16,
          Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8));

  /**
   * Earliest format, replace on create, 64 MiB of kept writes, no other files, every flush safe
   * against crashes; decoded chunks in a sixteenth of the heap, or 64 MiB, or an eighth of a heap
   * that is smaller than 512 MiB.
   */
  public static final FileOptions DEFAULT =
      new FileOptions(
          FormatBounds.EARLIEST,
          ObjectOptions.DEFAULT,
          null,
          false,
          64L << 20,
          CHUNK_CACHE,
          ExternalAccess.none(),
          ReadLimits.DEFAULT,
          Durability.SAFE,
          LockPolicy.BEST_EFFORT,
          DeflateCoder.AUTO,
          VirtualView.DEFAULT,
          null);

  /** These options with another family of structures. */
  public FileOptions withBounds(FormatBounds newBounds) {
    return with(d -> d.bounds = newBounds);
  }

  /**
   * These options with other options for the root group of a new file: {@link
   * ObjectOptions#ordered} does what h5py does for {@code File(…, track_order=True)}. A file that
   * is written anew from another one has that one's root group instead.
   */
  public FileOptions withRoot(ObjectOptions newRoot) {
    return with(d -> d.root = newRoot);
  }

  /**
   * These options with other messages that the objects of a new file share; null for none. The file
   * then has at least superblock 2. A file that is written anew keeps what the other one shares,
   * unless these options say something else.
   */
  public FileOptions withSharedMessages(SharedMessageOptions newSharedMessages) {
    return with(d -> d.sharedMessages = newSharedMessages);
  }

  /** These options with {@code exclusive} set: creating over an existing file fails. */
  public FileOptions withExclusive(boolean newExclusive) {
    return with(d -> d.exclusive = newExclusive);
  }

  /**
   * These options with another budget, in bytes, for independent writes that wait for a collective
   * call.
   */
  public FileOptions withWriteBuffer(long bytes) {
    return with(d -> d.writeBuffer = bytes);
  }

  /** These options with another budget, in bytes, for decoded chunks. */
  public FileOptions withChunkCache(long bytes) {
    return with(d -> d.chunkCache = bytes);
  }

  /** These options with leave to open other files that the file names. */
  public FileOptions withExternal(ExternalAccess newExternal) {
    return with(d -> d.external = newExternal);
  }

  /** These options with other limits for what the file may ask of its reader. */
  public FileOptions withLimits(ReadLimits newLimits) {
    return with(d -> d.limits = newLimits);
  }

  /** These options with another promise about crashes. */
  public FileOptions withDurability(Durability newDurability) {
    return with(d -> d.durability = newDurability);
  }

  /** These options with another way to keep other writers out. */
  public FileOptions withLocking(LockPolicy newLocking) {
    return with(d -> d.locking = newLocking);
  }

  /** These options with another choice of who encodes and decodes deflate. */
  public FileOptions withDeflate(DeflateCoder newDeflate) {
    return with(d -> d.deflate = newDeflate);
  }

  /** These options with another view of virtual datasets whose sources have no fixed end. */
  public FileOptions withVirtualView(VirtualView newView) {
    return with(d -> d.virtualView = newView);
  }

  /**
   * These options with the caller's executor for filters and for large reads. The calling thread
   * works too and waits for nothing that has not begun, so any executor does: {@code Runnable::run}
   * for one thread only, a pool that is full, one that refuses.
   *
   * @param newExecutor null for the shared pool
   */
  public FileOptions withExecutor(Executor newExecutor) {
    return with(d -> d.executor = newExecutor);
  }

  private FileOptions with(Consumer<Draft> change) {
    Draft d = new Draft(this);
    change.accept(d);
    return d.options();
  }

  /** Options that one of them is changed in. */
  private static final class Draft {
    FormatBounds bounds;
    ObjectOptions root;
    SharedMessageOptions sharedMessages;
    boolean exclusive;
    long writeBuffer;
    long chunkCache;
    ExternalAccess external;
    ReadLimits limits;
    Durability durability;
    LockPolicy locking;
    DeflateCoder deflate;
    VirtualView virtualView;
    Executor executor;

    Draft(FileOptions o) {
      bounds = o.bounds;
      root = o.root;
      sharedMessages = o.sharedMessages;
      exclusive = o.exclusive;
      writeBuffer = o.writeBuffer;
      chunkCache = o.chunkCache;
      external = o.external;
      limits = o.limits;
      durability = o.durability;
      locking = o.locking;
      deflate = o.deflate;
      virtualView = o.virtualView;
      executor = o.executor;
    }

    FileOptions options() {
      return new FileOptions(
          bounds,
          root,
          sharedMessages,
          exclusive,
          writeBuffer,
          chunkCache,
          external,
          limits,
          durability,
          locking,
          deflate,
          virtualView,
          executor);
    }
  }
}
