package org.myelin.hdf5.internal.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.internal.format.level1.SharedMessageRecord;
import org.myelin.hdf5.internal.format.level1.SharedMessageTable;
import org.myelin.hdf5.internal.wire.Lookup3;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * One index of messages that objects share, to be changed: how often each message is there, and the
 * heap with those that are there more than once. Ids of the heap stand in object headers, so they
 * stay while heap and index are written anew as a whole. Specification: III.I.
 *
 * <p>Messages that this library adds go to the heap at once. libhdf5 leaves the first of its kind
 * in its object's header and notes where it is; the next equal one takes a copy of it to the heap.
 */
public final class SharedMessageIndex {
  private static final int ID_LENGTH = 8;
  private static final int LIST = 0;
  private static final int TREE = 1;
  private static final int MOST_MESSAGES = 0xffff;
  private static final long MOST_REFERENCES = 0xffffffffL;

  /** Gives the body of a message that is in an object's header, as it is stored there. */
  @FunctionalInterface
  public interface InHeaders {
    /** The body, with padding; null if there is no such message. */
    byte[] body(int messageType, int index, long headerAddress);
  }

  private static final class Entry {
    SharedMessageRecord record;

    /** In encoded form; null while the message is in an object's header. */
    byte[] content;
  }

  private final MetadataIo io;
  private final InHeaders headers;
  private final Map<Long, List<Entry>> byHash = new LinkedHashMap<>();
  private final Map<ByteBuffer, Entry> byId = new HashMap<>();
  private final SpaceUse space = new SpaceUse();
  private SharedMessageTable.Index settings;
  private FractalHeapWriter heap;
  private int count;
  private boolean dirty;

  private SharedMessageIndex(MetadataIo io, SharedMessageTable.Index settings, InHeaders headers) {
    this.io = io;
    this.settings = settings;
    this.headers = headers;
  }

  /** Reads all of an index. */
  public static SharedMessageIndex read(
      MetadataIo io,
      SharedMessageTable.Index settings,
      FractalHeapStore.Unfilter unfilter,
      InHeaders headers) {
    SharedMessageIndex x = new SharedMessageIndex(io, settings, headers);
    if (settings.heapAddress() == Wire.UNDEFINED || settings.indexAddress() == Wire.UNDEFINED) {
      x.heap = FractalHeapWriter.forAttributes(io);
      return x;
    }
    FractalHeapStore stored = new FractalHeapStore(io, settings.heapAddress(), unfilter);
    if (stored.header().idLength() != ID_LENGTH) {
      throw io.corrupt(
          "Fractal heap header",
          "heap ID length",
          settings.heapAddress(),
          stored.header().idLength() + "",
          ID_LENGTH + " in a heap of shared messages");
    }
    x.heap = FractalHeapWriter.like(io, stored.header());
    stored.enter(x.space);
    List<SharedMessageRecord> records = new ArrayList<>();
    if (settings.type() == TREE) {
      var type = SharedMessageRecord.type(io.geometry());
      BTreeV2Reader.forEach(io, settings.indexAddress(), type, records::add);
      BTreeV2Reader.enter(io, settings.indexAddress(), type, x.space);
    } else {
      String name = "Shared message record list";
      long size = SharedMessageRecord.listSize(io.geometry(), settings.listCutoff());
      x.space.stored(io, name, settings.indexAddress(), size);
      records.addAll(
          io.read(
              name,
              settings.indexAddress(),
              SharedMessageRecord.listSize(io.geometry(), settings.messages()),
              SharedMessageRecord.list(settings.messages())));
      io.met(name, settings.indexAddress(), size);
    }
    for (SharedMessageRecord r : records) {
      Entry e = new Entry();
      e.record = r;
      if (r.inHeap()) {
        ByteBuffer content = stored.read(r.heapId());
        e.content = new byte[content.remaining()];
        content.get(e.content);
        x.heap.keep(r.heapId(), e.content);
      }
      x.enter(e);
    }
    x.heap.resume();
    return x;
  }

  /** Enters the blocks of an index, without its heap. */
  public static void enter(MetadataIo io, SharedMessageTable.Index settings, SpaceUse space) {
    if (settings.type() == TREE) {
      var type = SharedMessageRecord.type(io.geometry());
      BTreeV2Reader.enter(io, settings.indexAddress(), type, space);
    } else {
      space.stored(
          io,
          "Shared message record list",
          settings.indexAddress(),
          SharedMessageRecord.listSize(io.geometry(), settings.listCutoff()));
    }
  }

  private void enter(Entry e) {
    count++;
    byHash.computeIfAbsent(e.record.hash(), h -> new ArrayList<>()).add(e);
    if (e.record.inHeap()) {
      byId.put(ByteBuffer.wrap(e.record.heapId()), e);
    }
  }

  /** Whether there is something to write. */
  public boolean dirty() {
    return dirty;
  }

  /** The message with that id in encoded form; null if there is none. Not to be changed. */
  public byte[] content(byte[] heapId) {
    Entry e = byId.get(ByteBuffer.wrap(heapId));
    return e == null ? null : e.content;
  }

  // ---- changes

  /**
   * A message that is in the heap now.
   *
   * @param first whether no other one was equal to it
   */
  public record Shared(byte[] heapId, boolean first) {}

  /** Counts one more of this message; null if the index does not take it. */
  public Shared share(int messageType, byte[] encoded) {
    if (encoded.length < settings.minSize()) {
      return null;
    }
    long hash = Lookup3.hash(encoded, messageType) & 0xffffffffL;
    Entry e = find(hash, encoded);
    if (e == null) {
      if (count >= MOST_MESSAGES) {
        return null;
      }
      e = new Entry();
      e.content = encoded.clone();
      e.record = SharedMessageRecord.inHeap(hash, 1, heap.add(encoded));
      enter(e);
      dirty = true;
      return new Shared(e.record.heapId(), true);
    }
    if (e.record.referenceCount() == MOST_REFERENCES) {
      return null;
    }
    if (e.record.inHeap()) {
      count(e, 1);
    } else {
      e.content = encoded.clone();
      e.record = SharedMessageRecord.inHeap(hash, 2, heap.add(encoded));
      byId.put(ByteBuffer.wrap(e.record.heapId()), e);
    }
    dirty = true;
    return new Shared(e.record.heapId(), false);
  }

  private Entry find(long hash, byte[] encoded) {
    for (Entry e : byHash.getOrDefault(hash, List.of())) {
      SharedMessageRecord r = e.record;
      byte[] there =
          r.inHeap() ? e.content : headers.body(r.messageType(), r.index(), r.headerAddress());
      if (r.inHeap() ? Arrays.equals(there, encoded) : there != null && begins(there, encoded)) {
        return e;
      }
    }
    return null;
  }

  /** Whether the body is this message with padding. */
  private static boolean begins(byte[] body, byte[] encoded) {
    if (body.length < encoded.length || body.length >= encoded.length + 8) {
      return false;
    }
    return Arrays.equals(body, Arrays.copyOf(encoded, body.length));
  }

  private static void count(Entry e, int more) {
    SharedMessageRecord r = e.record;
    e.record = SharedMessageRecord.inHeap(r.hash(), r.referenceCount() + more, r.heapId());
  }

  /**
   * Counts one less of the message with that id.
   *
   * @return the message in encoded form if that was the last one; else null
   */
  public byte[] release(byte[] heapId) {
    Entry e = byId.get(ByteBuffer.wrap(heapId));
    if (e == null) {
      throw io.corrupt(
          "Shared message",
          "heap ID",
          settings.indexAddress(),
          "a message that is not in its index",
          "one of " + byId.size() + " messages of the index");
    }
    return release(e);
  }

  private byte[] release(Entry e) {
    dirty = true;
    if (e.record.inHeap() && e.record.referenceCount() > 1) {
      count(e, -1);
      return null;
    }
    if (e.record.inHeap()) {
      heap.remove(e.record.heapId(), e.content);
      byId.remove(ByteBuffer.wrap(e.record.heapId()));
    }
    count--;
    List<Entry> same = byHash.get(e.record.hash());
    same.remove(e);
    if (same.isEmpty()) {
      byHash.remove(e.record.hash());
    }
    return e.content;
  }

  /**
   * Counts one less of a message that stands in an object's header though others may be equal to
   * it.
   *
   * @param body as it is stored, with padding
   */
  public void releaseInHeader(int messageType, long headerAddress, byte[] body) {
    for (int length = body.length; length >= 0 && length > body.length - 8; length--) {
      if (length < body.length && body[length] != 0) {
        return;
      }
      byte[] encoded = Arrays.copyOf(body, length);
      long hash = Lookup3.hash(encoded, messageType) & 0xffffffffL;
      for (Entry e : byHash.getOrDefault(hash, List.of())) {
        boolean same =
            e.record.inHeap()
                ? Arrays.equals(e.content, encoded)
                : e.record.headerAddress() == headerAddress
                    && e.record.messageType() == messageType;
        if (same) {
          release(e);
          return;
        }
      }
    }
  }

  // ---- stored

  /** Stages heap and index in new space; returns how the table describes them. */
  public SharedMessageTable.Index store(MetadataSink commit) {
    space.release(commit);
    dirty = false;
    List<SharedMessageRecord> records = new ArrayList<>();
    byHash.values().stream()
        .flatMap(List::stream)
        // of equal hashes the shorter message comes first, then bytes decide
        .sorted(
            Comparator.<Entry>comparingLong(e -> e.record.hash())
                .thenComparingInt(e -> e.content == null ? 0 : e.content.length)
                .thenComparing(
                    e -> e.content == null ? new byte[0] : e.content, Arrays::compareUnsigned))
        .forEach(e -> records.add(e.record));
    int n = records.size();
    int type = settings.type();
    if (n > settings.listCutoff()) {
      type = TREE;
    } else if (n < settings.treeCutoff() || settings.messages() == 0 && n > 0) {
      type = LIST;
    }
    MetadataSink sink = space.recording(commit);
    settings =
        n == 0
            ? at(type, 0, Wire.UNDEFINED, Wire.UNDEFINED)
            : at(
                type,
                n,
                type == TREE ? tree(sink, records) : list(sink, records),
                heap.write(sink));
    if (n == 0) {
      heap = FractalHeapWriter.forAttributes(io);
    }
    return settings;
  }

  private SharedMessageTable.Index at(int type, int messages, long index, long heapAt) {
    return new SharedMessageTable.Index(
        type,
        settings.messageTypes(),
        settings.minSize(),
        settings.listCutoff(),
        settings.treeCutoff(),
        messages,
        index,
        heapAt);
  }

  private long tree(MetadataSink sink, List<SharedMessageRecord> records) {
    return BTreeV2Writer.write(
        io, sink, SharedMessageRecord.type(io.geometry()), BTreeV2Writer.SMALL_NODE, records);
  }

  private long list(MetadataSink sink, List<SharedMessageRecord> records) {
    byte[] used = io.encode(records, SharedMessageRecord.list(records.size()));
    int size = Math.toIntExact(SharedMessageRecord.listSize(io.geometry(), settings.listCutoff()));
    long at = sink.allocate(size);
    sink.put(at, Arrays.copyOf(used, size));
    return at;
  }
}
