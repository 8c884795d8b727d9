package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.CreationOrder;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.ObjectOptions;
import org.myelin.hdf5.SharedMessageOptions;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.Fill;
import org.myelin.hdf5.internal.filter.FilterPipelineCodec;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.format.level1.SharedMessageTable;
import org.myelin.hdf5.internal.format.level2.AttributeInfoMessage;
import org.myelin.hdf5.internal.format.level2.AttributeMessage;
import org.myelin.hdf5.internal.format.level2.DataspaceMessage;
import org.myelin.hdf5.internal.format.level2.DatatypeMessage;
import org.myelin.hdf5.internal.format.level2.FilterPipelineMessage;
import org.myelin.hdf5.internal.format.level2.FormatVersions;
import org.myelin.hdf5.internal.format.level2.GroupInfoMessage;
import org.myelin.hdf5.internal.format.level2.LinkInfoMessage;
import org.myelin.hdf5.internal.format.level2.LinkMessage;
import org.myelin.hdf5.internal.format.level2.Message;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefix;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefixV2;
import org.myelin.hdf5.internal.format.level2.ObjectReferenceCountMessage;
import org.myelin.hdf5.internal.format.level2.PipelineFilter;
import org.myelin.hdf5.internal.format.level2.RawMessage;
import org.myelin.hdf5.internal.format.level2.SharedMessage;
import org.myelin.hdf5.internal.format.level2.SymbolTableMessage;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.wire.Wire;
import org.myelin.hdf5.spi.FilterException;
import org.myelin.hdf5.spi.FilterTarget;

/**
 * The file's metadata in memory: object headers and what hangs on them. Each header is held once,
 * so all who look at an object see the same state. In a parallel file every rank keeps the same
 * headers with the same changes.
 */
public final class HeaderCache {
  private final OpenFile file;
  private final MetadataIo io;
  private final HeaderReader reader;
  private final HeaderWriter writer;
  private final DatasetHeaders datasets;
  private final SymbolTableLinks.TreeWidths widths;
  private final SharedMessages sharedMessages;
  private final Map<ObjectHeader, DenseAttributes> denseAttributes = new LinkedHashMap<>();
  private final FormatVersions versions;
  private final Map<Long, ObjectHeader> byKey = new LinkedHashMap<>();
  private final Map<Long, ObjectHeader> byAddress = new HashMap<>();
  private final Map<ObjectHeader, LinkTable> tables = new LinkedHashMap<>();
  private final Map<Long, DatasetStore> stores = new LinkedHashMap<>();
  private final long rootAddress;
  private ObjectHeader root;
  private ObjectHeader newExtension;
  private long nextNew = -2;

  HeaderCache(OpenFile file, MetadataIo io, Superblock superblock, FormatVersions versions) {
    this.file = file;
    this.io = io;
    this.reader = new HeaderReader(io);
    this.writer = new HeaderWriter(io, file.allocator(), file.isFollowed());
    this.rootAddress = superblock.rootHeaderAddress();
    this.versions = versions;
    SuperblockExtension extension = SuperblockExtension.read(io, superblock);
    this.widths = extension.widths();
    this.sharedMessages =
        new SharedMessages(io, this, extension.sharedMessages(), this::unfilter, file.isWritable());
    this.datasets = new DatasetHeaders(file, this, io, extension.storageK(), versions);
    sharedMessages.prepare(file);
  }

  /** Gives a new file a table of messages that its objects share. */
  void newSharedMessages(SharedMessageOptions options) {
    long at =
        file.allocator().allocate(SharedMessageTable.size(io.geometry(), options.indexes().size()));
    newExtension = fresh(ObjectOptions.DEFAULT);
    newExtension.add(
        MessageType.SHARED_MESSAGE_TABLE,
        RawMessage.CONSTANT | RawMessage.DO_NOT_SHARE,
        MessageType.encode(io.geometry(), sharedMessages.create(options, at)));
    sharedMessages.prepare(file);
  }

  /** Whether new objects get version 1 headers unless their options need another. */
  public boolean makesOldHeaders() {
    return NewObjects.prefix(
                ObjectOptions.DEFAULT, versions, sharedMessages.include(MessageType.ATTRIBUTE))
            .version()
        == 1;
  }

  /** The header of a superblock extension that is to be made; null if there is none. */
  ObjectHeader newExtension() {
    return newExtension;
  }

  /** The messages that objects share. */
  SharedMessages sharedMessages() {
    return sharedMessages;
  }

  /** The options with which the file shares messages; null if it does not. */
  public SharedMessageOptions sharedMessageOptions() {
    return sharedMessages.options();
  }

  String fileName() {
    return file.name();
  }

  // ---- headers

  /** Drops what was read; only of a file that nobody changes here. */
  synchronized void forget() {
    byKey.clear();
    byAddress.clear();
    tables.clear();
    stores.clear();
    denseAttributes.clear();
    root = null;
  }

  /** The root group's header. */
  public synchronized ObjectHeader root() {
    if (root == null) {
      ObjectHeader h = read(rootAddress);
      if (!h.isGroup()) {
        throw io.corrupt(
            "Object header of the root group",
            "messages",
            rootAddress,
            "no message of a group",
            "a symbol table or links");
      }
      root = h;
    }
    return root;
  }

  LinkTable rootTable() {
    return links(root(), "/");
  }

  void newRoot(ObjectOptions options) {
    root = newGroup(options);
  }

  /** The header at this address. */
  public synchronized ObjectHeader read(long address) {
    ObjectHeader h = byAddress.get(address);
    if (h == null) {
      h = file.steady(() -> reader.read(address));
      byAddress.put(address, h);
      byKey.put(h.key(), h);
    }
    return h;
  }

  /** The header with this key. */
  synchronized ObjectHeader byKey(long key) {
    ObjectHeader h = byKey.get(key);
    return h == null ? read(key) : h;
  }

  /** Headers that are in memory, in the order in which they came. */
  List<ObjectHeader> loaded() {
    return new ArrayList<>(byKey.values());
  }

  private ObjectHeader fresh(ObjectOptions options) {
    ObjectHeader h =
        fresh(NewObjects.prefix(options, versions, sharedMessages.include(MessageType.ATTRIBUTE)));
    if (options.times() && h.version() == 1) {
      ObjectTimes.keep(io.geometry(), h);
    }
    return h;
  }

  /**
   * A header without messages and links.
   *
   * @param prefix of version 2; null for a plain one of the file's family
   */
  public ObjectHeader newHeader(ObjectHeaderPrefixV2 prefix) {
    ObjectHeader h = prefix == null ? fresh(ObjectOptions.DEFAULT) : fresh(prefix);
    h.referenceCount(0);
    h.timesStay(true);
    return h;
  }

  /** Takes an object of a new file, which is not in the file yet, as its root group. */
  public void root(ObjectHeader newRoot) {
    byKey.remove(root.key());
    tables.remove(root);
    root = newRoot;
  }

  private ObjectHeader fresh(ObjectHeaderPrefix prefix) {
    ObjectHeader h = new ObjectHeader(nextNew--, prefix);
    h.dirty(true);
    byKey.put(h.key(), h);
    return h;
  }

  /** Gives a header its place, if it has none, with messages final. */
  void place(ObjectHeader h) {
    placeWith(h, 0);
  }

  /** Gives a header its place before its messages are final. */
  void placeEarly(ObjectHeader h) {
    if (links(h) instanceof SymbolTableLinks && h.find(MessageType.SYMBOL_TABLE) == null) {
      throw new IllegalStateException("a group without its symbol table message");
    }
    if (links(h) instanceof NewStyleLinks t && t.dirty()) {
      // room for those links that are there by now
      t.prepare(null, h);
    }
    placeWith(h, 128);
  }

  private void placeWith(ObjectHeader h, int more) {
    if (h.address() < 0) {
      writer.place(h, more);
      byAddress.put(h.address(), h);
    }
  }

  void encode(ObjectHeader h, Commit commit) {
    writer.encode(h, commit);
  }

  /** Counts one hard link less; an object without any gives its space back. */
  public void unlink(ObjectHeader h) {
    new ObjectRelease(file, this, io, this::unfilter).unlink(h);
  }

  /** Forgets an object that is gone. */
  void drop(ObjectHeader h) {
    byKey.remove(h.key());
    byAddress.remove(h.address());
    tables.remove(h);
    denseAttributes.remove(h);
    DatasetStore s = stores.remove(h.key());
    if (s != null) {
      s.delete();
    }
  }

  private void checkThere(ObjectHeader h, String path) {
    if (h.isDeleted()) {
      throw new IllegalStateException(
          fileName() + ": " + path + " was deleted; look it up again if its name is in use");
    }
  }

  Collection<LinkTable.Entry> membersOf(ObjectHeader group) {
    return tableOf(group).entries();
  }

  /** Also of a group that is being deleted; null for what is no group. */
  synchronized LinkTable tableOf(ObjectHeader h) {
    LinkTable t = tables.get(h);
    return t != null || !h.isGroup() ? t : readLinks(h, "#" + h.key());
  }

  List<AttributeStore.Stored> attributesOf(ObjectHeader h) {
    return new AttributeStore(this, h, "#" + h.key()).all();
  }

  /** Reads what the file has beside the header to find a dataset's elements. */
  void readIndex(ObjectHeader h) {
    datasets.readIndex(h);
  }

  /**
   * Sizes of the blocks that are an object's own, by their addresses. Ends what watches the file's
   * structures; for a file that is not changed.
   */
  public Map<Long, Long> spaceOf(ObjectHeader h) {
    return new ObjectSpace(this, io, this::unfilter).of(h);
  }

  /** The space that is not an object's; for a file that is not changed. */
  public FileSpace fileSpace() {
    return new FileSpace(this, io, file.superblock());
  }

  /** Brings the message that tells the number of hard links up to date. */
  public void referenceCountChanged(ObjectHeader h) {
    if (h.version() == 2) {
      h.set(
          MessageType.OBJECT_REFERENCE_COUNT,
          0,
          MessageType.encode(io.geometry(), new ObjectReferenceCountMessage(h.referenceCount())));
    }
  }

  // ---- groups

  /** A header for a new group. */
  public ObjectHeader newGroup(ObjectOptions o) {
    ObjectHeader h = fresh(o);
    if (versions.isNewStyle() || NewObjects.needsNewStyle(o)) {
      newStyleGroup(
          h,
          o.linkOrder() != CreationOrder.NOT_KEPT,
          o.linkOrder() == CreationOrder.INDEXED,
          NewObjects.groupInfo(o));
    } else {
      symbolTableGroup(h);
    }
    return h;
  }

  /** Makes a header without messages a group that keeps its links in a symbol table. */
  public LinkTable symbolTableGroup(ObjectHeader h) {
    SymbolTableLinks t = new SymbolTableLinks(io, widths);
    t.create(h);
    tables.put(h, t);
    return t;
  }

  /**
   * Makes a header without such messages a group that keeps its links in messages or a heap.
   *
   * @param tracked keep the order in which links are made
   * @param indexed index that order too
   */
  public LinkTable newStyleGroup(
      ObjectHeader h, boolean tracked, boolean indexed, GroupInfoMessage limits) {
    LinkInfoMessage info =
        new LinkInfoMessage(tracked, indexed, 0, Wire.UNDEFINED, Wire.UNDEFINED, Wire.UNDEFINED);
    h.add(MessageType.LINK_INFO, 0, MessageType.encode(io.geometry(), info));
    h.add(MessageType.GROUP_INFO, 0, MessageType.encode(io.geometry(), limits));
    NewStyleLinks t = new NewStyleLinks(io, info, limits, this::unfilter);
    tables.put(h, t);
    return t;
  }

  /** Makes a group keep its links in a way that holds every kind of link. */
  public synchronized void newStyleLinks(ObjectHeader h, String path) {
    if (links(h, path) instanceof SymbolTableLinks old) {
      List<LinkTable.Entry> entries = List.copyOf(old.entries());
      old.abandon(file.allocator()::release);
      h.remove(h.find(MessageType.SYMBOL_TABLE));
      LinkTable now = newStyleGroup(h, false, false, GroupInfoMessage.defaults());
      entries.forEach(now::put);
    }
  }

  private LinkTable links(ObjectHeader h) {
    return tables.get(h);
  }

  Map<ObjectHeader, LinkTable> linkTables() {
    return tables;
  }

  /** A group's links. */
  public synchronized LinkTable links(ObjectHeader h, String path) {
    checkThere(h, path);
    LinkTable t = tables.get(h);
    if (t == null) {
      t = file.steady(() -> readLinks(h, path));
      tables.put(h, t);
    }
    return t;
  }

  private LinkTable readLinks(ObjectHeader h, String path) {
    ObjectHeader.Message symbolTable = h.find(MessageType.SYMBOL_TABLE);
    if (symbolTable != null) {
      return SymbolTableLinks.read(io, widths, (SymbolTableMessage) decode(h, symbolTable));
    }
    ObjectHeader.Message info = h.find(MessageType.LINK_INFO);
    ObjectHeader.Message group = h.find(MessageType.GROUP_INFO);
    return NewStyleLinks.read(
        io,
        info == null ? LinkInfoMessage.compact() : (LinkInfoMessage) decode(h, info),
        group == null ? null : (GroupInfoMessage) decode(h, group),
        h.all(MessageType.LINK).stream().map(m -> (LinkMessage) decode(h, m)).toList(),
        this::unfilter);
  }

  // ---- messages

  /** The content of a message, looked up where it is if it is shared. */
  public Message decode(ObjectHeader h, ObjectHeader.Message m) {
    return m.decoded(body -> decodeBody(h, m, body));
  }

  /** Where a message that is shared really is. */
  public SharedMessage shared(ObjectHeader h, ObjectHeader.Message m) {
    return io.parse(
        "Shared message", h.address(), ByteBuffer.wrap(m.body()), SharedMessage::transfer);
  }

  private Message decodeBody(ObjectHeader h, ObjectHeader.Message m, byte[] body) {
    MessageType type = MessageType.of(m.typeId()).orElseThrow();
    return m.isShared()
        ? sharedMessage(
            io.parse(
                "Shared " + type.specName() + " message",
                h.address(),
                ByteBuffer.wrap(body),
                SharedMessage::transfer),
            type)
        : type.decode(io.geometry(), io.file(), h.address(), ByteBuffer.wrap(body), io.limits());
  }

  private Message sharedMessage(SharedMessage s, MessageType type) {
    if (s.isInHeap()) {
      return sharedMessages.find(type, s.heapId());
    }
    ObjectHeader target = read(s.headerAddress());
    ObjectHeader.Message m = target.find(type);
    if (m == null || m.isShared()) {
      throw io.corrupt(
          "Shared " + type.specName() + " message",
          "object header address",
          s.headerAddress(),
          m == null ? "an object without one" : "an object that shares its own",
          "an object that holds a " + type.specName() + " message");
    }
    return decode(target, m);
  }

  private ByteBuffer unfilter(byte[] pipeline, ByteBuffer stored, int mask, long size) {
    FilterPipelineMessage m =
        (FilterPipelineMessage)
            MessageType.FILTER_PIPELINE.decode(
                io.geometry(), io.file(), -1, ByteBuffer.wrap(pipeline), io.limits());
    List<FilterDescription> filters =
        m.filters().stream()
            .map(f -> new FilterDescription(f.id(), f.name(), f.isOptional(), f.clientData()))
            .toList();
    try {
      return new FilterPipelineCodec(
              fileName() + ": a fractal heap", filters, file.options().deflate())
          .decode(stored, mask, size);
    } catch (FilterException e) {
      throw io.corrupt(
          "Fractal heap", "filtered block", -1, e.getMessage(), "a block of " + size + " bytes");
    }
  }

  /** The type in a datatype message. */
  public Datatype datatype(ObjectHeader h, ObjectHeader.Message m) {
    if (m == null) {
      throw io.corrupt(
          "Object header",
          "messages",
          h.address(),
          "neither links, a layout nor a datatype",
          "a group, a dataset or a named datatype");
    }
    return ((DatatypeMessage) decode(h, m)).datatype();
  }

  /** The versions of what is written into this file. */
  public FormatVersions versions() {
    return versions;
  }

  // ---- attributes

  /** An object's attributes. */
  AttributeStore attributes(ObjectHeader h, String path) {
    checkThere(h, path);
    return new AttributeStore(this, h, path);
  }

  /** Where the object keeps its attributes; null if it does not say. */
  AttributeInfoMessage attributeInfo(ObjectHeader h) {
    ObjectHeader.Message m = h.find(MessageType.ATTRIBUTE_INFO);
    return m == null ? null : (AttributeInfoMessage) decode(h, m);
  }

  /** The attributes that are not messages of the header; null if all are. */
  synchronized DenseAttributes denseAttributes(ObjectHeader h) {
    DenseAttributes d = denseAttributes.get(h);
    AttributeInfoMessage info = d == null ? attributeInfo(h) : null;
    if (info != null && info.isDense()) {
      d = DenseAttributes.read(io, info, this::unfilter, sharedMessages);
      denseAttributes.put(h, d);
    }
    return d;
  }

  /** Attributes of this object are from now on, or again, in a heap. */
  DenseAttributes makeAttributesDense(ObjectHeader h) {
    return denseAttributes.computeIfAbsent(h, x -> new DenseAttributes(io));
  }

  /** Writes changed heaps of attributes, and where they are. */
  void commitAttributes(Commit commit) {
    denseAttributes.forEach(
        (h, d) -> {
          if (d.dirty()) {
            set(h, d.store(commit, attributeInfo(h)));
          }
        });
  }

  void set(ObjectHeader h, AttributeInfoMessage info) {
    h.set(
        MessageType.ATTRIBUTE_INFO,
        RawMessage.DO_NOT_SHARE,
        MessageType.encode(io.geometry(), info));
  }

  /** The attribute in the version that the file takes for it. */
  AttributeMessage attribute(AttributeForm a) {
    boolean plain =
        a.characterSet() == CharacterSet.ASCII
            && !a.dataspace().isNull()
            && a.committedType() == null;
    return new AttributeMessage(
        // before version 2 nothing in an attribute is shared, before 3 names have no character set
        plain ? versions.attribute() : Math.max(3, versions.attribute()),
        a.name(),
        a.characterSet(),
        a.committedType() == null ? versions.datatype(fileName(), a.datatype()) : null,
        a.committedType() == null ? null : SharedMessage.committed(a.committedType().address()),
        versions.dataspace(a.dataspace()),
        null,
        a.data());
  }

  byte[] encode(AttributeMessage m) {
    return MessageType.encode(io.geometry(), m);
  }

  AttributeStore.Decoded attribute(ObjectHeader h, ObjectHeader.Message m) {
    return attribute(h, (AttributeMessage) decode(h, m));
  }

  AttributeStore.Decoded attribute(ObjectHeader h, AttributeMessage a) {
    DatatypeMessage t =
        a.datatype() != null
            ? a.datatype()
            : (DatatypeMessage) sharedMessage(a.sharedDatatype(), MessageType.DATATYPE);
    DataspaceMessage s =
        a.dataspace() != null
            ? a.dataspace()
            : (DataspaceMessage) sharedMessage(a.sharedDataspace(), MessageType.DATASPACE);
    Dataspace space = s.dataspace();
    long bytes = io.bytesOf(space, t.datatype(), h.address());
    if (a.data().length < bytes) {
      throw io.corrupt(
          "Attribute message",
          "data",
          h.address(),
          a.data().length + " bytes",
          bytes + " bytes for " + space);
    }
    // where a part is shared, padding may follow
    byte[] data = a.data().length == bytes ? a.data() : Arrays.copyOf(a.data(), (int) bytes);
    return new AttributeStore.Decoded(a.name(), t.datatype(), space, data);
  }

  /** Counts the attribute as one of those that lead to its type's object, if it has one. */
  void count(AttributeMessage a) {
    if (a.sharedDatatype() != null && !a.sharedDatatype().isInHeap()) {
      ObjectHeader type = read(a.sharedDatatype().headerAddress());
      type.referenceCount(type.referenceCount() + 1);
      referenceCountChanged(type);
    }
  }

  /** The opposite, for an attribute that is gone; its type goes with it if it was the last. */
  void uncount(AttributeMessage a) {
    if (a != null) {
      new ObjectRelease(file, this, io, this::unfilter).uncount(a);
    }
  }

  // ---- datasets

  /** A header for a datatype that is an object of its own. */
  public ObjectHeader newDatatype(Datatype type, ObjectOptions options) {
    ObjectHeader h = fresh(options);
    h.add(
        MessageType.DATATYPE,
        RawMessage.CONSTANT | RawMessage.DO_NOT_SHARE,
        MessageType.encode(io.geometry(), versions.datatype(fileName(), type)));
    return h;
  }

  /** Lets a dataset use the datatype of another object, which has its place. */
  public void shareDatatype(ObjectHeader dataset, ObjectHeader type) {
    sharedMessages.release(dataset, dataset.find(MessageType.DATATYPE));
    dataset.share(
        dataset.find(MessageType.DATATYPE),
        io.encode(SharedMessage.committed(type.address()), SharedMessage::transfer));
    type.referenceCount(type.referenceCount() + 1);
    referenceCountChanged(type);
  }

  /** A header for a new dataset. */
  public ObjectHeader newDataset(
      String path,
      Datatype type,
      Dataspace space,
      Layout layout,
      Fill fill,
      ObjectOptions options) {
    ObjectHeader h = fresh(options);
    datasets.fill(h, path, type, space, layout, fill);
    stores.put(h.key(), new DatasetStore(file, datasets.describe(h, path)));
    return h;
  }

  /**
   * The layout's filters with all their parameters, some of which follow from the dataset.
   *
   * @throws IllegalArgumentException if one that is not optional does not suit it
   */
  public List<PipelineFilter> pipeline(String path, Layout layout, FilterTarget target) {
    return datasets.pipeline(path, layout, target);
  }

  /** Makes a header without messages a dataset, as these messages have it. */
  public void newDataset(ObjectHeader h, DatasetForm form) {
    datasets.fill(h, form);
  }

  /** A dataset's elements. */
  public synchronized DatasetStore store(ObjectHeader h, String path) {
    DatasetStore s = stores.get(h.key());
    if (s == null) {
      s = file.steady(() -> loaded(new DatasetStore(file, datasets.describe(h, path))));
      stores.put(h.key(), s);
    }
    return s;
  }

  /** Whether a group keeps the order in which its links were made. */
  public boolean tracksLinkOrder(ObjectHeader group) {
    ObjectHeader.Message m = group.find(MessageType.LINK_INFO);
    return m != null && ((LinkInfoMessage) decode(group, m)).orderTracked();
  }

  /** While another program writes, the chunks are looked up at once, for one state of them. */
  private DatasetStore loaded(DatasetStore s) {
    if (file.isFollowing() && s.isChunked()) {
      s.table().size();
    }
    return s;
  }

  Collection<DatasetStore> stores() {
    return stores.values();
  }

  /** Stages what belongs to new datasets besides their headers. */
  void commitNewDatasets(Commit commit) {
    datasets.commitNew(commit);
  }

  /** Brings the header's messages up to date with the elements' place and extent. */
  void storeChanged(DatasetStore s, Commit commit) {
    datasets.update(byKey(s.key()), s, commit);
  }

  /** The dataset's shape and maximal shape now. */
  public Dataspace dataspace(ObjectHeader h, DatasetStore s) {
    Dataspace stored = ((DataspaceMessage) decode(h, h.find(MessageType.DATASPACE))).dataspace();
    if (stored.isNull() || stored.isScalar() || Arrays.equals(stored.shape(), s.shape())) {
      return stored;
    }
    // a shape without maximum lengths is its own maximum
    return Dataspace.of(s.shape()).max(stored.maxShape());
  }
}
