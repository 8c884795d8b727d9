package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.format.level1.LinkNameRecord;
import org.myelin.hdf5.internal.format.level1.LinkOrderRecord;
import org.myelin.hdf5.internal.format.level2.GroupInfoMessage;
import org.myelin.hdf5.internal.format.level2.LinkInfoMessage;
import org.myelin.hdf5.internal.format.level2.LinkMessage;
import org.myelin.hdf5.internal.format.level2.LinkTarget;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.storage.BTreeV2Reader;
import org.myelin.hdf5.internal.storage.BTreeV2Search;
import org.myelin.hdf5.internal.storage.BTreeV2Writer;
import org.myelin.hdf5.internal.storage.FractalHeapStore;
import org.myelin.hdf5.internal.storage.FractalHeapWriter;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.storage.MetadataSink;
import org.myelin.hdf5.internal.storage.SpaceUse;
import org.myelin.hdf5.internal.wire.Lookup3;
import org.myelin.hdf5.internal.wire.Utf8;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Links of a new-style group: messages of its header while they are few (compact), else in a
 * fractal heap with one or two version 2 B-trees (dense). Heap and trees of a changed group are
 * written anew as a whole.
 */
final class NewStyleLinks extends LinkTable {
  private static final int MAX_COMPACT = 8;
  private static final int MIN_DENSE = 6;

  /** No message may be longer than its 16-bit length tells. */
  private static final int MAX_MESSAGE = 65_535;

  private final MetadataIo io;
  private final FractalHeapStore.Unfilter unfilter;
  private final int maxCompact;
  private final int minDense;
  private LinkInfoMessage info;
  private SpaceUse space = new SpaceUse();
  private boolean spaceKnown;
  private BTreeV2Search<LinkNameRecord> index;
  private FractalHeapStore heap;

  /** An empty table of a new group, or one that {@link #read} fills. */
  NewStyleLinks(
      MetadataIo io,
      LinkInfoMessage info,
      GroupInfoMessage group,
      FractalHeapStore.Unfilter unfilter) {
    this.io = io;
    this.info = info;
    this.unfilter = unfilter;
    boolean stated = group != null && group.maxCompact() >= 0;
    this.maxCompact = stated ? group.maxCompact() : MAX_COMPACT;
    this.minDense = stated ? group.minDense() : MIN_DENSE;
    this.spaceKnown = !info.isDense();
  }

  /** The links that a file holds, these messages or those that {@code info} leads to. */
  static NewStyleLinks read(
      MetadataIo io,
      LinkInfoMessage info,
      GroupInfoMessage group,
      List<LinkMessage> messages,
      FractalHeapStore.Unfilter unfilter) {
    NewStyleLinks t = new NewStyleLinks(io, info, group, unfilter);
    if (info.isDense()) {
      t.inFile();
    } else {
      messages.forEach(m -> t.loaded(t.link(m)));
    }
    return t;
  }

  private Link link(LinkMessage m) {
    return target(m).with(m.characterSet(), m.creationOrder());
  }

  private static Link target(LinkMessage m) {
    if (m.target() instanceof LinkTarget.Hard h) {
      return Link.hard(m.name(), h.address());
    }
    if (m.target() instanceof LinkTarget.Soft s) {
      return Link.soft(m.name(), s.path());
    }
    if (m.target() instanceof LinkTarget.External e) {
      return Link.external(m.name(), e.file(), e.path());
    }
    LinkTarget.User u = (LinkTarget.User) m.target();
    return Link.userDefined(m.name(), u.linkType(), u.bytes());
  }

  // ---- in the file

  /** About as many as the index has leaves: each look-up parses one of them. */
  @Override
  protected int patience() {
    return (int) Math.min(index().records() / 8, Integer.MAX_VALUE);
  }

  private BTreeV2Search<LinkNameRecord> index() {
    if (index == null) {
      index = new BTreeV2Search<>(io, info.nameIndexAddress(), LinkNameRecord.TYPE);
    }
    return index;
  }

  @Override
  protected Link seek(String name) {
    byte[] wanted = Utf8.encode(name);
    long hash = Lookup3.hash(wanted) & 0xffffffffL;
    if (heap == null) {
      heap = new FractalHeapStore(io, info.fractalHeapAddress(), unfilter);
    }
    Link[] found = {null};
    index()
        .find(
            r -> {
              if (r.hash() != hash) {
                return Long.compare(r.hash(), hash);
              }
              found[0] = link(heap, r);
              return Utf8.compare(found[0].name(), name);
            });
    return found[0] != null && found[0].name().equals(name) ? found[0] : null;
  }

  @Override
  protected void load() {
    index = null;
    heap = null;
    FractalHeapStore all = new FractalHeapStore(io, info.fractalHeapAddress(), unfilter);
    BTreeV2Reader.forEach(
        io, info.nameIndexAddress(), LinkNameRecord.TYPE, r -> loaded(link(all, r)));
  }

  private Link link(FractalHeapStore from, LinkNameRecord r) {
    return link(
        (LinkMessage)
            MessageType.LINK.decode(
                io.geometry(), io.file(), -1, from.read(r.heapId()), io.limits()));
  }

  // ---- changes

  @Override
  protected Entry entering(Entry e) {
    if (!info.orderTracked()) {
      return new Entry(e.link().with(e.link().characterSet(), -1), e.target());
    }
    long order = info.maxCreationIndex();
    info = withAddresses(order + 1, info.fractalHeapAddress(), info.nameIndexAddress());
    return new Entry(e.link().with(e.link().characterSet(), order), e.target());
  }

  @Override
  protected Entry kept(Entry e) {
    long order = e.link().creationOrder();
    if (info.orderTracked() && order >= info.maxCreationIndex()) {
      info = withAddresses(order + 1, info.fractalHeapAddress(), info.nameIndexAddress());
    }
    return info.orderTracked() ? e : entering(e);
  }

  private LinkInfoMessage withAddresses(long nextOrder, long heapAt, long namesAt) {
    return new LinkInfoMessage(
        info.orderTracked(),
        info.orderIndexed(),
        nextOrder,
        heapAt,
        namesAt,
        info.orderIndexAddress());
  }

  private boolean willBeDense() {
    int n = entries().size();
    return n > maxCompact
        || info.isDense() && n >= Math.max(1, minDense)
        || entries().stream().anyMatch(e -> encode(e, true).length > MAX_MESSAGE);
  }

  /**
   * Messages have the same length whatever the address, so the header's size is final before
   * addresses are known.
   */
  @Override
  public void prepare(Commit commit, ObjectHeader header) {
    messages(header, true, willBeDense());
  }

  @Override
  protected void store(Commit commit, ObjectHeader header) {
    boolean dense = willBeDense();
    if (!spaceKnown) {
      new FractalHeapStore(io, info.fractalHeapAddress(), unfilter).enter(space);
      BTreeV2Reader.enter(io, info.nameIndexAddress(), LinkNameRecord.TYPE, space);
      BTreeV2Reader.enter(io, info.orderIndexAddress(), LinkOrderRecord.TYPE, space);
      spaceKnown = true;
    }
    space.release(commit);
    LinkInfoMessage now =
        new LinkInfoMessage(
            info.orderTracked(),
            info.orderIndexed(),
            info.maxCreationIndex(),
            Wire.UNDEFINED,
            Wire.UNDEFINED,
            Wire.UNDEFINED);
    info = dense ? dense(space.recording(commit), now) : now;
    messages(header, false, dense);
  }

  private void messages(ObjectHeader header, boolean placeholder, boolean dense) {
    List<ObjectHeader.Message> before = List.copyOf(header.all(MessageType.LINK));
    header.set(MessageType.LINK_INFO, 0, MessageType.encode(io.geometry(), info));
    List<Entry> links = dense ? List.of() : inOrder();
    for (int i = 0; i < Math.max(links.size(), before.size()); i++) {
      if (i >= links.size()) {
        header.remove(before.get(i));
      } else if (i < before.size()) {
        header.replace(before.get(i), encode(links.get(i), placeholder));
      } else {
        header.add(MessageType.LINK, 0, encode(links.get(i), placeholder));
      }
    }
  }

  private List<Entry> inOrder() {
    List<Entry> all = new ArrayList<>(entries());
    if (info.orderTracked()) {
      all.sort(Comparator.comparingLong(e -> e.link().creationOrder()));
    }
    return all;
  }

  private LinkInfoMessage dense(MetadataSink sink, LinkInfoMessage now) {
    record Named(LinkNameRecord record, String name) {}

    FractalHeapWriter into = FractalHeapWriter.forLinks(io);
    List<Named> names = new ArrayList<>();
    List<LinkOrderRecord> orders = new ArrayList<>();
    for (Entry e : inOrder()) {
      byte[] id = into.add(encode(e, false));
      String name = e.link().name();
      long hash = Lookup3.hash(Utf8.encode(name)) & 0xffffffffL;
      names.add(new Named(new LinkNameRecord(hash, id), name));
      orders.add(new LinkOrderRecord(e.link().creationOrder(), id));
    }
    names.sort(
        Comparator.<Named>comparingLong(n -> n.record.hash())
            .thenComparing(Named::name, Utf8::compare));
    return new LinkInfoMessage(
        now.orderTracked(),
        now.orderIndexed(),
        now.maxCreationIndex(),
        into.write(sink),
        BTreeV2Writer.write(
            io,
            sink,
            LinkNameRecord.TYPE,
            BTreeV2Writer.SMALL_NODE,
            names.stream().map(Named::record).toList()),
        now.orderIndexed()
            ? BTreeV2Writer.write(io, sink, LinkOrderRecord.TYPE, BTreeV2Writer.SMALL_NODE, orders)
            : Wire.UNDEFINED);
  }

  private byte[] encode(Entry e, boolean placeholder) {
    Link l = e.link();
    LinkTarget target =
        switch (l.type()) {
          case HARD -> new LinkTarget.Hard(placeholder ? 0 : e.address());
          case SOFT -> new LinkTarget.Soft(l.target());
          case EXTERNAL -> new LinkTarget.External(0, l.file(), l.target());
          case USER_DEFINED -> new LinkTarget.User(l.linkClass(), bytes(l.data()));
        };
    return MessageType.encode(
        io.geometry(), new LinkMessage(l.name(), l.characterSet(), l.creationOrder(), target));
  }

  private static byte[] bytes(ByteBuffer b) {
    byte[] all = new byte[b.remaining()];
    b.get(all);
    return all;
  }
}
