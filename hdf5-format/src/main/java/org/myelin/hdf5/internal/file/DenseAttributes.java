package org.myelin.hdf5.internal.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.internal.format.level1.AttributeRecord;
import org.myelin.hdf5.internal.format.level2.AttributeInfoMessage;
import org.myelin.hdf5.internal.format.level2.AttributeMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.RawMessage;
import org.myelin.hdf5.internal.storage.BTreeV2Reader;
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
 * One object's attributes in a fractal heap, found through version 2 B-trees; heap and trees are
 * written anew as a whole when one changes.
 */
final class DenseAttributes {
  private final MetadataIo io;
  private final Map<String, AttributeStore.Stored> all = new LinkedHashMap<>();
  private final SpaceUse space = new SpaceUse();
  private FractalHeapStore.Unfilter unfilter;
  private AttributeInfoMessage stored;
  private boolean dirty;

  /** None yet. */
  DenseAttributes(MetadataIo io) {
    this.io = io;
  }

  /** All attributes, by creation order where that is tracked, else by name. */
  static DenseAttributes read(
      MetadataIo io,
      AttributeInfoMessage info,
      FractalHeapStore.Unfilter unfilter,
      SharedMessages shared) {
    DenseAttributes d = new DenseAttributes(io);
    d.stored = info;
    d.unfilter = unfilter;
    FractalHeapStore heap = new FractalHeapStore(io, info.fractalHeapAddress(), unfilter);
    List<AttributeStore.Stored> read = new ArrayList<>();
    BTreeV2Reader.forEach(
        io,
        info.nameIndexAddress(),
        AttributeRecord.BY_NAME,
        r -> {
          Object m =
              r.isShared()
                  ? shared.find(MessageType.ATTRIBUTE, r.heapId())
                  : MessageType.ATTRIBUTE.decode(
                      io.geometry(), io.file(), -1, heap.read(r.heapId()), io.limits());
          read.add(
              new AttributeStore.Stored(
                  (AttributeMessage) m, r.creationOrder(), r.isShared() ? r.heapId() : null));
        });
    read.sort(
        info.orderTracked()
            ? Comparator.comparingLong(AttributeStore.Stored::creationOrder)
            : Comparator.comparing(f -> f.message().name()));
    read.forEach(d::add);
    return d;
  }

  /** The attributes; not to be changed. */
  Collection<AttributeStore.Stored> all() {
    return all.values();
  }

  /** The attribute of this name; null if there is none. */
  AttributeStore.Stored find(String name) {
    return all.get(name);
  }

  /** A broken file may have a name twice; no name has a NUL, which tells the second. */
  private void add(AttributeStore.Stored attribute) {
    String key = attribute.message().name();
    while (all.putIfAbsent(key, attribute) != null) {
      key += '\0';
    }
  }

  /** Adds one, in the place of the one of this name if there is one. */
  void put(String name, AttributeStore.Stored attribute) {
    AttributeStore.Stored before = all.get(name);
    String now = attribute.message().name();
    AttributeStore.Stored put =
        before == null
            ? attribute
            : new AttributeStore.Stored(
                attribute.message(), before.creationOrder(), attribute.heapId());
    if (before == null || now.equals(name)) {
      all.put(now, put);
    } else {
      // another name in the same place
      List<AttributeStore.Stored> rest = new ArrayList<>(all.values());
      rest.replaceAll(s -> s == before ? put : s);
      all.clear();
      rest.forEach(this::add);
    }
    dirty = true;
  }

  /** Takes one out. */
  AttributeStore.Stored remove(String name) {
    dirty = true;
    return all.remove(name);
  }

  /** Takes all out. */
  void clear() {
    all.clear();
    dirty = true;
  }

  /** Whether there is something to write. */
  boolean dirty() {
    return dirty;
  }

  /** Stages heap and trees, if there are attributes; returns where they are. */
  AttributeInfoMessage store(MetadataSink commit, AttributeInfoMessage info) {
    if (stored != null) {
      new FractalHeapStore(io, stored.fractalHeapAddress(), unfilter).enter(space);
      BTreeV2Reader.enter(io, stored.nameIndexAddress(), AttributeRecord.BY_NAME, space);
      BTreeV2Reader.enter(io, stored.orderIndexAddress(), AttributeRecord.BY_ORDER, space);
      stored = null;
    }
    space.release(commit);
    dirty = false;
    return all.isEmpty()
        ? at(info, Wire.UNDEFINED, Wire.UNDEFINED, Wire.UNDEFINED)
        : write(space.recording(commit), info);
  }

  private AttributeInfoMessage write(MetadataSink sink, AttributeInfoMessage info) {
    record Named(AttributeRecord record, String name) {}

    FractalHeapWriter heap = FractalHeapWriter.forAttributes(io);
    List<Named> names = new ArrayList<>();
    for (AttributeStore.Stored s : all.values()) {
      String name = s.message().name();
      boolean shared = s.heapId() != null;
      byte[] id = shared ? s.heapId() : heap.add(MessageType.encode(io.geometry(), s.message()));
      long order = info.orderTracked() ? s.creationOrder() : AttributeStore.NO_ORDER;
      long hash = Lookup3.hash(Utf8.encode(name)) & 0xffffffffL;
      names.add(
          new Named(new AttributeRecord(id, shared ? RawMessage.SHARED : 0, order, hash), name));
    }
    names.sort(
        Comparator.<Named>comparingLong(n -> n.record.hash())
            .thenComparing(Named::name, Utf8::compare));
    List<AttributeRecord> byName = names.stream().map(Named::record).toList();
    List<AttributeRecord> byOrder = new ArrayList<>(byName);
    byOrder.sort(Comparator.comparingLong(AttributeRecord::creationOrder));
    return at(
        info,
        heap.write(sink),
        BTreeV2Writer.write(io, sink, AttributeRecord.BY_NAME, BTreeV2Writer.SMALL_NODE, byName),
        info.orderIndexed()
            ? BTreeV2Writer.write(
                io, sink, AttributeRecord.BY_ORDER, BTreeV2Writer.SMALL_NODE, byOrder)
            : Wire.UNDEFINED);
  }

  static AttributeInfoMessage at(AttributeInfoMessage info, long heap, long names, long orders) {
    return new AttributeInfoMessage(
        info.orderTracked(), info.orderIndexed(), info.maxCreationIndex(), heap, names, orders);
  }
}
