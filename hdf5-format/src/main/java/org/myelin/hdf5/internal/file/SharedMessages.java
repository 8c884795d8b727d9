package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.SharedMessageOptions;
import org.myelin.hdf5.SharedMessageOptions.Kind;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level1.SharedMessageTable;
import org.myelin.hdf5.internal.format.level2.AttributeMessage;
import org.myelin.hdf5.internal.format.level2.Message;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.RawMessage;
import org.myelin.hdf5.internal.format.level2.SharedMessage;
import org.myelin.hdf5.internal.format.level2.SharedMessageTableMessage;
import org.myelin.hdf5.internal.storage.FractalHeapStore;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.storage.SharedMessageIndex;
import org.myelin.hdf5.internal.storage.SpaceUse;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Messages that objects share through the file's shared message table: each type has its index, and
 * each index its heap. Who only reads needs the heaps alone; the indexes, which find an equal
 * message and count them, are read once something changes.
 */
final class SharedMessages {
  private static final int LIST = 0;

  private final MetadataIo io;
  private final HeaderCache headers;
  private final FractalHeapStore.Unfilter unfilter;
  private final boolean changing;
  private final Map<MessageType, FractalHeapStore> heaps = new HashMap<>();
  private final Map<MessageType, Map<ByteBuffer, Message>> known = new HashMap<>();
  private SharedMessageTableMessage where;
  private SharedMessageTable table;
  private SharedMessageIndex[] indexes;
  private boolean fresh;

  /**
   * @param where the table is, or null if the file has none
   * @param changing whether messages may come and go
   */
  SharedMessages(
      MetadataIo io,
      HeaderCache headers,
      SharedMessageTableMessage where,
      FractalHeapStore.Unfilter unfilter,
      boolean changing) {
    this.io = io;
    this.headers = headers;
    this.where = where;
    this.unfilter = unfilter;
    this.changing = changing;
  }

  // ---- the table

  /** Gives a new file a table at that address; returns the message that leads to it. */
  SharedMessageTableMessage create(SharedMessageOptions options, long tableAddress) {
    List<SharedMessageTable.Index> all = new ArrayList<>();
    for (SharedMessageOptions.Index i : options.indexes()) {
      int bits = 0;
      for (Kind k : i.kinds()) {
        bits |= 1 << typeOf(k).id();
      }
      int form = options.listMax() == 0 ? 1 : LIST;
      all.add(
          new SharedMessageTable.Index(
              form,
              bits,
              i.minSize(),
              options.listMax(),
              options.treeMin(),
              0,
              Wire.UNDEFINED,
              Wire.UNDEFINED));
    }
    table = new SharedMessageTable(all);
    where = new SharedMessageTableMessage(tableAddress, all.size());
    fresh = true;
    return where;
  }

  private static MessageType typeOf(Kind k) {
    return switch (k) {
      case DATASPACE -> MessageType.DATASPACE;
      case DATATYPE -> MessageType.DATATYPE;
      case FILL_VALUE -> MessageType.FILL_VALUE;
      case FILTER_PIPELINE -> MessageType.FILTER_PIPELINE;
      case ATTRIBUTE -> MessageType.ATTRIBUTE;
    };
  }

  /** The options with which such a file is made; null if nothing is shared. */
  SharedMessageOptions options() {
    if (where == null || table().indexes().isEmpty()) {
      return null;
    }
    List<SharedMessageOptions.Index> all = new ArrayList<>();
    for (SharedMessageTable.Index i : table.indexes()) {
      Set<Kind> kinds = EnumSet.noneOf(Kind.class);
      for (Kind k : Kind.values()) {
        // what stands in several indexes is found in the first
        if ((i.messageTypes() & 1 << typeOf(k).id()) != 0
            && all.stream().noneMatch(x -> x.kinds().contains(k))) {
          kinds.add(k);
        }
      }
      if (!kinds.isEmpty()) {
        all.add(new SharedMessageOptions.Index(kinds, i.minSize()));
      }
    }
    SharedMessageTable.Index first = table.indexes().get(0);
    int listMax = Math.min(first.listCutoff(), 5000);
    return all.isEmpty()
        ? null
        : new SharedMessageOptions(all, listMax, Math.min(first.treeCutoff(), listMax + 1));
  }

  private synchronized SharedMessageTable table() {
    if (table == null) {
      table =
          io.read(
              "Shared message table",
              where.tableAddress(),
              SharedMessageTable.size(io.geometry(), where.indices()),
              SharedMessageTable.of(where.indices()));
    }
    return table;
  }

  /** The number of the index for messages of this type; -1 if there is none. */
  private int indexOf(MessageType type) {
    // both fill value messages count as one type here
    int bit = 1 << (type == MessageType.FILL_VALUE_OLD ? MessageType.FILL_VALUE : type).id();
    for (int i = 0; where != null && i < table().indexes().size(); i++) {
      if ((table.indexes().get(i).messageTypes() & bit) != 0) {
        return i;
      }
    }
    return -1;
  }

  /** Whether messages of this type may be shared. */
  boolean include(MessageType type) {
    return indexOf(type) >= 0;
  }

  /** Enters the blocks that table, indexes and heaps take. */
  void enter(SpaceUse space) {
    if (where == null) {
      return;
    }
    int size = SharedMessageTable.size(io.geometry(), where.indices());
    space.stored(io, "Shared message table", where.tableAddress(), size);
    for (SharedMessageTable.Index i : table().indexes()) {
      if (i.heapAddress() != Wire.UNDEFINED) {
        new FractalHeapStore(io, i.heapAddress(), unfilter).enter(space);
      }
      if (i.indexAddress() != Wire.UNDEFINED) {
        SharedMessageIndex.enter(io, i, space);
      }
    }
  }

  // ---- read

  /** The message of that type with that heap ID. */
  synchronized Message find(MessageType type, byte[] heapId) {
    if (changing && include(type)) {
      byte[] content = index(type).content(heapId);
      if (content != null) {
        return decode(type, content);
      }
    }
    Map<ByteBuffer, Message> ofType = known.computeIfAbsent(type, t -> new HashMap<>());
    Message m = ofType.get(ByteBuffer.wrap(heapId));
    if (m == null) {
      FractalHeapStore heap = heaps.get(type);
      if (heap == null) {
        heap = new FractalHeapStore(io, heapAddress(type), unfilter);
        heaps.put(type, heap);
      }
      m = type.decode(io.geometry(), io.file(), -1, heap.read(heapId), io.limits());
      ofType.put(ByteBuffer.wrap(heapId), m);
    }
    return m;
  }

  private Message decode(MessageType type, byte[] content) {
    return type.decode(io.geometry(), io.file(), -1, ByteBuffer.wrap(content), io.limits());
  }

  private long heapAddress(MessageType type) {
    int i = indexOf(type);
    long address = i < 0 ? Wire.UNDEFINED : table.indexes().get(i).heapAddress();
    if (address == Wire.UNDEFINED) {
      throw missing(type);
    }
    return address;
  }

  private CorruptFileException missing(MessageType type) {
    return io.corrupt(
        "Shared " + type.specName() + " message",
        "type",
        where == null ? -1 : where.tableAddress(),
        "a message in the file's heap of shared messages",
        "an index for " + type.specName() + " messages in the shared message table");
  }

  // ---- changes

  private synchronized SharedMessageIndex index(MessageType type) {
    if (indexes == null) {
      indexes = new SharedMessageIndex[table().indexes().size()];
    }
    int i = indexOf(type);
    if (indexes[i] == null) {
      indexes[i] =
          SharedMessageIndex.read(io, table.indexes().get(i), unfilter, this::bodyInHeader);
    }
    return indexes[i];
  }

  private byte[] bodyInHeader(int messageType, int number, long headerAddress) {
    MessageType type = MessageType.of(messageType).orElse(MessageType.NIL);
    List<ObjectHeader.Message> all;
    try {
      all = headers.read(headerAddress).all(type);
    } catch (Hdf5Exception unreadable) {
      // nothing is equal to what cannot be read
      return null;
    }
    return number < all.size() && !all.get(number).isShared() ? all.get(number).body() : null;
  }

  /**
   * Reads all indexes of a file that may change, so that no change ends halfway at one that cannot
   * be read.
   *
   * @throws UnsupportedFormatException if others read the file meanwhile
   */
  void prepare(OpenFile file) {
    if (where == null || !file.isWritable()) {
      return;
    }
    if (file.isFollowed()) {
      throw new UnsupportedFormatException(
          io.file()
              + ": Durability.SWMR is not for files whose objects share messages: readers would see"
              + " table, index and heap of these at different times; use SAFE or FAST");
    }
    for (MessageType t : MessageType.values()) {
      if (t != MessageType.FILL_VALUE_OLD && include(t)) {
        index(t);
      }
    }
  }

  /** Counts one more message like this; null if such messages are not shared. */
  SharedMessageIndex.Shared share(MessageType type, byte[] body) {
    return include(type) ? index(type).share(type.id(), body) : null;
  }

  /** The attribute with its type and its space shared, if such messages are. */
  AttributeMessage shareParts(AttributeMessage a) {
    SharedMessage type = part(MessageType.DATATYPE, a.datatype(), a.sharedDatatype());
    SharedMessage space = part(MessageType.DATASPACE, a.dataspace(), a.sharedDataspace());
    boolean shared = type != a.sharedDatatype() || space != a.sharedDataspace();
    return new AttributeMessage(
        shared ? Math.max(a.version(), 3) : a.version(),
        a.name(),
        a.characterSet(),
        type == null ? a.datatype() : null,
        type,
        space == null ? a.dataspace() : null,
        space,
        a.data());
  }

  private SharedMessage part(MessageType type, Message own, SharedMessage before) {
    SharedMessageIndex.Shared s =
        own == null ? null : share(type, MessageType.encode(io.geometry(), own));
    return s == null ? before : inHeap(s.heapId());
  }

  private static SharedMessage inHeap(byte[] heapId) {
    return new SharedMessage(3, SharedMessage.IN_HEAP, Wire.UNDEFINED, heapId);
  }

  /** Counts one less of an attribute's type and space, if they are shared. */
  void releaseParts(AttributeMessage a) {
    if (a.sharedDatatype() != null && a.sharedDatatype().isInHeap()) {
      release(MessageType.DATATYPE, a.sharedDatatype().heapId());
    }
    if (a.sharedDataspace() != null && a.sharedDataspace().isInHeap()) {
      release(MessageType.DATASPACE, a.sharedDataspace().heapId());
    }
  }

  /** What stands in an object's header in place of the message. */
  byte[] reference(byte[] heapId) {
    return io.encode(inHeap(heapId), SharedMessage::transfer);
  }

  /** Adds a message to a header, shared if such messages are. */
  void add(ObjectHeader h, MessageType type, int flags, byte[] body) {
    SharedMessageIndex.Shared s = share(type, body);
    if (s == null) {
      h.add(type, flags, body);
    } else {
      h.add(type, flags | RawMessage.SHARED, reference(s.heapId()));
    }
  }

  /**
   * Counts one less of a message that leaves a header.
   *
   * @return what an attribute that was the last of its kind held; null if none went
   */
  AttributeMessage release(ObjectHeader h, ObjectHeader.Message m) {
    MessageType type = MessageType.of(m.typeId()).orElse(null);
    if (type == null) {
      return null;
    }
    if (m.isShared()) {
      SharedMessage s = headers.shared(h, m);
      return s.isInHeap() ? release(type, s.heapId()) : null;
    }
    if ((m.flags() & RawMessage.SHAREABLE) != 0 && include(type)) {
      index(type).releaseInHeader(type.id(), h.address(), m.body());
    }
    return null;
  }

  /** Counts one less of the message with this id; as above. */
  AttributeMessage release(MessageType type, byte[] heapId) {
    if (!include(type)) {
      throw missing(type);
    }
    byte[] gone = index(type).release(heapId);
    return gone != null && type == MessageType.ATTRIBUTE
        ? (AttributeMessage) decode(type, gone)
        : null;
  }

  /** Stages what has changed. */
  void commit(Commit commit) {
    List<SharedMessageTable.Index> now = new ArrayList<>();
    boolean changed = fresh;
    for (int i = 0; where != null && indexes != null && i < indexes.length; i++) {
      boolean dirty = indexes[i] != null && indexes[i].dirty();
      changed |= dirty;
      now.add(dirty ? indexes[i].store(commit) : table.indexes().get(i));
    }
    if (changed) {
      table = now.isEmpty() ? table : new SharedMessageTable(now);
      commit.put(
          where.tableAddress(), io.encode(table, SharedMessageTable.of(table.indexes().size())));
      fresh = false;
      heaps.clear();
    }
  }
}
