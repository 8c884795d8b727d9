package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.DeflateCoder;
import org.myelin.hdf5.Durability;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.ReadLimits;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.Transfer;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.VirtualView;
import org.myelin.hdf5.internal.dataset.ChunkCache;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.ElementSink;
import org.myelin.hdf5.internal.dataset.Overlay;
import org.myelin.hdf5.internal.dataset.Piece;
import org.myelin.hdf5.internal.dataset.ReadBudget;
import org.myelin.hdf5.internal.dataset.ValueReader;
import org.myelin.hdf5.internal.dataset.VlenStrings;
import org.myelin.hdf5.internal.dataset.WriteBuffer;
import org.myelin.hdf5.internal.driver.LentBuffer;
import org.myelin.hdf5.internal.filter.DeflateFilter;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.format.level2.FormatVersions;
import org.myelin.hdf5.internal.parallel.Attempt;
import org.myelin.hdf5.internal.parallel.CollectiveGuard;
import org.myelin.hdf5.internal.parallel.Peers;
import org.myelin.hdf5.internal.parallel.Settlement;
import org.myelin.hdf5.internal.parallel.SharedFile;
import org.myelin.hdf5.internal.storage.FileSpaceAllocator;
import org.myelin.hdf5.internal.storage.GlobalHeapStore;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.spi.FileDriver;

/** One open file: its storage, its metadata in memory, and the ranks that share it. */
public final class OpenFile implements SharedFile {
  /** Up to here a new array costs less than memory from the pool. */
  private static final int SMALL = 16 << 10;

  /** Strings that one thread decodes at a time. */
  private static final int STRINGS = 1 << 15;

  private final FileDriver driver;
  private final boolean writable;
  private final FileOptions options;

  /**
   * Bytes up to which a filter that is slow at first is left alone. Settled here and counted by the
   * thread that writes: the threads that encode would make it a matter of chance.
   */
  private final long encodeEarly = DeflateFilter.isCold() ? DeflateFilter.warmUp() : 0;

  private long encoded;
  private final CollectiveGuard guard;
  private final long superblockAddress;
  private final MetadataIo io;
  private final FileSpaceAllocator allocator;
  private final GlobalHeapStore heap;
  private final HeaderCache headers;
  private final WriteBuffer waiting;
  private final ChunkCache chunkCache;
  private final ExternalFiles others;
  private String storageKind = "sec2";
  private boolean onePiece = true;
  private final Following following;
  private Superblock superblock;
  private RuntimeException failure;
  private boolean uncommitted;
  private boolean unforced;
  private int mark;
  private volatile boolean closed;

  private OpenFile(
      FileDriver driver,
      boolean writable,
      FileOptions options,
      Peers peers,
      ExternalFiles others,
      long superblockAddress,
      Superblock superblock,
      FormatVersions versions,
      boolean fresh,
      boolean follow) {
    this.driver = driver;
    this.writable = writable;
    this.options = options;
    this.others = others;
    this.guard = new CollectiveGuard(driver.name(), peers);
    this.superblockAddress = superblockAddress;
    this.superblock = superblock;
    this.uncommitted = fresh;
    this.io =
        new MetadataIo(
            driver,
            Superblocks.base(superblockAddress),
            superblock.geometry(),
            options.limits(),
            writable || follow);
    long end = Superblocks.end(superblock);
    this.allocator = new FileSpaceAllocator(end, fresh ? end : driver.size() - baseAddress());
    this.heap = new GlobalHeapStore(io, allocator);
    this.waiting = new WriteBuffer(options.writeBuffer());
    // a chunk that another program is filling must not be kept
    this.chunkCache = new ChunkCache(follow ? 0 : options.chunkCache());
    this.following = follow ? new Following(this) : null;
    this.headers = new HeaderCache(this, io, superblock, versions);
    if (writable && options.durability() == Durability.SWMR) {
      WriteMark.checkFile(this, superblock, fresh);
      this.mark = Superblock.WRITE_ACCESS | Superblock.SWMR_ACCESS;
      if (!fresh) {
        allocator.keepReleased();
      }
    }
  }

  /** A new, empty file in this storage. */
  public static OpenFile create(
      FileDriver driver, FileOptions options, Peers peers, ExternalFiles others) {
    FormatVersions versions = FormatVersions.of(options.bounds());
    if (options.sharedMessages() != null) {
      // before version 2 there is no place that could name their table
      versions = versions.withSuperblock(2);
    }
    OpenFile f =
        new OpenFile(
            driver,
            true,
            options,
            peers,
            others,
            0,
            Superblocks.initial(versions),
            versions,
            true,
            false);
    if (options.sharedMessages() != null) {
      f.headers.newSharedMessages(options.sharedMessages());
    }
    f.headers.newRoot(options.root());
    return f;
  }

  /** An existing file. */
  public static OpenFile open(
      FileDriver stored, boolean writable, FileOptions options, Peers peers, ExternalFiles others) {
    long most = options.limits().maxAllocation();
    FileDriver driver = stored;
    if (writable) {
      Replay.apply(stored, most, peers);
    } else {
      driver = Replay.over(stored, most);
    }
    MemberFiles.Joined joined = MemberFiles.join(driver, others, options.limits());
    Superblocks.Found found = Superblocks.find(joined.driver(), joined.positions());
    FileDriver whole = SuperblockExtension.withCacheImage(joined.driver(), found, options.limits());
    if (writable && whole != driver) {
      throw new UnsupportedFormatException(
          driver.name()
              + ": changing a file of several members (family, split, multi) or with a metadata"
              + " cache image is not supported");
    }
    if (writable && Superblocks.isMarkedOpen(found.superblock())) {
      throw Following.marked(driver.name(), found);
    }
    OpenFile f =
        new OpenFile(
            whole,
            writable,
            options,
            peers,
            others,
            found.address(),
            found.superblock(),
            FormatVersions.ofSuperblock(found.superblock().version()),
            false,
            false);
    f.storageKind = joined.kind();
    f.onePiece = whole == driver;
    if (f.mark != 0) {
      f.mark(f.mark);
    }
    return f;
  }

  /** An existing file that another program may be writing in SWMR mode. */
  static OpenFile follow(
      FileDriver driver, FileOptions options, Peers peers, ExternalFiles others) {
    Superblocks.Found found = Following.superblock(driver);
    return new OpenFile(
        driver,
        false,
        options,
        peers,
        others,
        found.address(),
        found.superblock(),
        FormatVersions.ofSuperblock(found.superblock().version()),
        false,
        true);
  }

  /**
   * What keeps up with another program's writing.
   *
   * @throws IllegalStateException if the file was not opened for that
   */
  public Following following() {
    checkOpen();
    if (following == null) {
      throw new IllegalStateException(
          name() + ": only a file opened with OpenMode.READ_SWMR can be refreshed");
    }
    return following;
  }

  /** Whether another program may be writing the file. */
  boolean isFollowing() {
    return following != null;
  }

  /** As {@code work} gives it, tried again while another program is in the middle of a change. */
  <T> T steady(Supplier<T> work) {
    return following == null ? work.get() : following.steady(work);
  }

  /** Whether all bytes are in one file as they are: no members, no metadata cache image. */
  public boolean isOnePiece() {
    return onePiece;
  }

  /** How the file is stored: sec2, family, split or multi, as libhdf5 names its drivers. */
  public String storageKind() {
    return storageKind;
  }

  // ---- parts

  @Override
  public String name() {
    return driver.name();
  }

  @Override
  public FileDriver driver() {
    return driver;
  }

  @Override
  public CollectiveGuard guard() {
    return guard;
  }

  @Override
  public FileSpaceAllocator allocator() {
    return allocator;
  }

  @Override
  public GlobalHeapStore heap() {
    return heap;
  }

  /** Tells this watcher of every structure that is met from now on. */
  public void watch(MetadataIo.Watcher watcher) {
    io.watch(watcher);
  }

  /** Other files that this one names. */
  public ExternalFiles others() {
    return others;
  }

  /** Object headers and what they describe. */
  public HeaderCache headers() {
    return headers;
  }

  @Override
  public ChunkCache chunkCache() {
    return chunkCache;
  }

  @Override
  public long baseAddress() {
    return Superblocks.base(superblockAddress);
  }

  /** The superblock as it is in the file, or will be after the next commit. */
  public Superblock superblock() {
    return superblock;
  }

  long superblockAddress() {
    return superblockAddress;
  }

  @Override
  public Geometry geometry() {
    return io.geometry();
  }

  @Override
  public DeflateCoder deflate() {
    return options.deflate();
  }

  /** How far virtual datasets without a fixed end reach. */
  VirtualView virtualView() {
    return options.virtualView();
  }

  @Override
  public boolean encodesEarly(long bytes) {
    boolean early = encoded < encodeEarly;
    encoded += bytes;
    return early;
  }

  @Override
  public ReadLimits limits() {
    return io.limits();
  }

  /** Whether the file may be changed. */
  public boolean isWritable() {
    return writable;
  }

  @Override
  public boolean isFirstRank() {
    return guard.peers().rank() == 0;
  }

  // ---- objects

  /** The header of the root group. */
  public ObjectHeader root() {
    return headers.root();
  }

  /** A group's links. */
  public LinkTable links(ObjectHeader group, String path) {
    return headers.links(group, path);
  }

  /** An object's attributes. */
  public AttributeStore attributes(ObjectHeader object, String path) {
    return headers.attributes(object, path);
  }

  /** A dataset's elements. */
  public DatasetStore store(ObjectHeader header, String path) {
    return headers.store(header, path);
  }

  @Override
  public DatasetStore store(long key) {
    return headers.store(headers.byKey(key), "#" + key);
  }

  /** All datasets that were opened or created. */
  Collection<DatasetStore> stores() {
    return headers.stores();
  }

  /** The object's address; an object without one gets it, which every rank must ask for alike. */
  public synchronized long place(ObjectHeader header, String path) {
    if (header.address() < 0) {
      guard.note("address of " + path);
      headers.placeEarly(header);
    }
    return header.address();
  }

  /** Decodes values of the object or attribute that messages call {@code where}. */
  public ValueReader valueReader(String where) {
    return new ValueReader(where, geometry(), heap::read, limits().maxAllocation());
  }

  /** Decodes all variable-length strings in these elements, on several threads if they are many. */
  public String[] strings(String where, VariableLengthType type, ByteBuffer elements, int count) {
    valueReader(where).checkSlot(type);
    ReadBudget budget = new ReadBudget(where, limits().maxAllocation());
    budget.take(count, Long.BYTES);
    String[] all = new String[count];
    List<Integer> parts = new ArrayList<>();
    for (int from = 0; from < count; from += STRINGS) {
      parts.add(from);
    }
    inParallel(
        parts,
        from ->
            VlenStrings.read(
                elements,
                from,
                Math.min(count, from + STRINGS),
                all,
                type.padding(),
                geometry(),
                heap::values,
                budget));
    return all;
  }

  // ---- raw data

  @Override
  public ByteBuffer readRaw(String path, long address, long length) {
    checkRaw(path, address, length);
    ByteBuffer b = ByteBuffer.allocate((int) Math.min(length, Integer.MAX_VALUE - 8));
    driver.read(baseAddress() + address, b);
    return b.clear();
  }

  @Override
  public void readRaw(String path, long address, ByteBuffer into) {
    checkRaw(path, address, into.remaining());
    driver.read(baseAddress() + address, into);
    while (into.hasRemaining()) {
      into.put((byte) 0);
    }
  }

  @Override
  public void withRaw(String path, long address, int length, Consumer<ByteBuffer> use) {
    if (length <= SMALL) {
      use.accept(readRaw(path, address, length));
      return;
    }
    try (LentBuffer lent = new LentBuffer(length)) {
      readRaw(path, address, lent.bytes());
      use.accept(lent.bytes().clear());
    }
  }

  private void checkRaw(String path, long address, long length) {
    if (address < 0
        || length < 0
        || length > io.limits().maxAllocation()
        || address > allocator.endOfAllocation() - length) {
      throw corrupt(
          "dataset " + path,
          "address",
          address,
          length + " bytes at 0x" + Long.toHexString(address),
          "at most the " + allocator.endOfAllocation() + " bytes in use");
    }
  }

  /** Writes elements, or keeps them until the next collective call. */
  public void write(Piece piece, Transfer transfer) {
    Peers peers = guard.peers();
    if (transfer == Transfer.COLLECTIVE) {
      settle(List.of(piece));
    } else if (waiting.fits(piece) && !(peers.alone() && piece.bytes() >= 1 << 20)) {
      waiting.add(piece);
    } else if (peers.alone()) {
      settle(List.of(piece));
    } else {
      throw new Hdf5Exception(
          name()
              + ": rank "
              + peers.rank()
              + " would keep more than "
              + waiting.budget()
              + " bytes of independent writes (FileOptions.writeBuffer); flush on all ranks now and"
              + " then, or write with Transfer.COLLECTIVE");
    }
  }

  /** Writes what waits, and this. Collective. */
  public void settle(List<Piece> more) {
    List<Piece> all = new ArrayList<>(waiting.take());
    all.addAll(more);
    unforced |= !all.isEmpty();
    guarded(() -> Settlement.settle(this, all));
  }

  /** Gives stored elements to the sink, this rank's waiting writes included. */
  public void read(DatasetStore store, Selection.Placed selection, ElementSink sink) {
    if (!waiting.isEmpty() && guard.peers().alone()) {
      settle(List.of());
    }
    store.read(selection, sink);
    for (Piece p : waiting.of(store)) {
      Overlay.apply(p, selection, sink);
    }
  }

  @Override
  public <T> void inParallel(List<T> items, Consumer<T> work) {
    Workers.run(options.executor(), items, work);
  }

  /** Gives a dataset another shape. Collective where chunks must be read and written again. */
  public void resize(DatasetStore store, long[] shape) {
    if (store.resizeReads(shape)) {
      settle(List.of());
      guard.agree("resize " + store.path(), null);
    }
    guarded(() -> store.resize(shape));
  }

  /** Writes a chunk in stored form. Collective. */
  public void writeStored(DatasetStore store, long[] offset, int filterMask, ByteBuffer stored) {
    settle(List.of());
    unforced = true;
    guarded(() -> store.writeStored(offset, filterMask, stored));
  }

  // ---- state

  /** Throws if the file is closed. */
  public void checkOpen() {
    if (closed) {
      throw new IllegalStateException(name() + ": the file is closed");
    }
  }

  /** Throws if the file may not be changed. */
  public void checkWritable() {
    checkOpen();
    if (!writable) {
      throw new IllegalStateException(
          name() + ": opened for reading; open it with OpenMode.EDIT to change it");
    }
    if (failure != null) {
      throw new Hdf5Exception(
          name()
              + ": an earlier write failed, so nothing more can be written: "
              + failure.getMessage(),
          failure instanceof Hdf5Exception ? failure : null);
    }
  }

  /** Whether a write or commit has failed; the file in memory is then not to be trusted. */
  public boolean hasFailed() {
    return failure != null;
  }

  /** Brings everything into the file. Collective. */
  public void commit(String call) {
    guarded(
        () -> {
          guard.agree(call, null);
          List<Piece> waited = waiting.take();
          unforced |= !waited.isEmpty();
          Settlement.settle(this, waited);
          Commit.run(this);
          if (uncommitted && isFollowed()) {
            allocator.keepReleased();
          }
          uncommitted = false;
        });
  }

  private void guarded(Runnable work) {
    Attempt<Void> done = Attempt.run(work);
    failure = failure == null ? done.failure() : failure;
    done.get();
  }

  byte[] nextSuperblock() {
    superblock =
        Superblocks.next(superblock, superblockAddress, allocator.endOfAllocation(), headers);
    if (superblock.version() >= 3) {
      superblock = superblock.withConsistencyFlags(mark);
    }
    return superblock.encode();
  }

  /** Whether other processes may read the file while it is written here. */
  boolean isFollowed() {
    return writable && options.durability() == Durability.SWMR;
  }

  /** Takes the mark off; what was written in SWMR mode is a whole file at every moment. */
  void unmark() {
    if (mark != 0 && !uncommitted) {
      mark(0);
    }
  }

  private void mark(int newMark) {
    mark = newMark;
    superblock = superblock.withConsistencyFlags(mark);
    driver.write(superblockAddress, ByteBuffer.wrap(superblock.encode()));
  }

  FileOptions options() {
    return options;
  }

  /** Whether the file is new and has never been committed: nobody can open it yet. */
  boolean isUncommitted() {
    return uncommitted;
  }

  /** Whether elements were written since this was last asked; ranks give the same answer. */
  boolean takeUnforced() {
    boolean is = unforced || !guard.peers().alone();
    unforced = false;
    return is;
  }

  /** Gives up storage and communication without writing. Collective. */
  public void release() {
    closed = true;
    try {
      driver.close();
      others.close();
    } finally {
      guard.peers().close();
    }
  }

  /** Whether the file is closed. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public CorruptFileException corrupt(
      String structure, String field, long address, String found, String expected) {
    return io.corrupt(structure, field, address, found, expected);
  }
}
