package org.myelin.hdf5.internal.copy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.internal.file.AttributeForm;
import org.myelin.hdf5.internal.file.AttributeStore;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.AttributeMessage;
import org.myelin.hdf5.internal.format.level2.DatatypeMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.RawMessage;
import org.myelin.hdf5.internal.format.level2.SharedMessage;

/**
 * Copies objects with all that hangs on them. First every object that is reached by links gets a
 * header with all its messages, so that headers fit their blocks; then attributes and elements that
 * point at objects get the addresses of the copies, and elements are copied.
 */
public final class ObjectCopier {
  private final OpenFile to;
  private final CopyRules rules;
  private final Map<ObjectHeader, Copied> copies = new IdentityHashMap<>();
  private final Map<OpenFile, ElementCopy> elements = new IdentityHashMap<>();
  private final Map<OpenFile, Map<Long, Long>> dangling = new IdentityHashMap<>();
  private final Deque<Copied> open = new ArrayDeque<>();
  private final Deque<Copied> unfilled = new ArrayDeque<>();
  private final DatasetCopier datasets;
  private final GroupCopier groups;
  private final NewHeaders headers;

  /** Copies into this file. */
  public ObjectCopier(OpenFile to, CopyRules rules) {
    this.to = to;
    this.rules = rules;
    this.datasets = new DatasetCopier(this, to, rules);
    this.groups = new GroupCopier(this, to, rules);
    this.headers = new NewHeaders(to);
  }

  /**
   * Copies an object and all that it leads to.
   *
   * @return the copy's header, which counts the one link that is still to be made
   */
  public ObjectHeader copy(OpenFile from, ObjectHeader original, String path) {
    Copied c = shell(from, original, path, 0);
    c.copy().referenceCount(1);
    finish();
    return c.copy();
  }

  /** Copies a whole file into one that is new: root to root. */
  public void copyAll(OpenFile from) {
    Copied root = shell(from, from.root(), "/", 0);
    to.headers().root(root.copy());
    root.copy().referenceCount(1);
    finish();
  }

  private void finish() {
    drain();
    while (!unfilled.isEmpty()) {
      Copied c = unfilled.poll();
      attributes(c, true);
      if (c.original().find(MessageType.DATA_LAYOUT) != null) {
        datasets.elements(c);
      }
      drain();
    }
    copies.values().forEach(c -> headers.countLinks(c.copy()));
  }

  /** Enters links and attributes of objects that have none yet, which may lead to more objects. */
  private void drain() {
    while (!open.isEmpty()) {
      Copied c = open.poll();
      if (c.original().isGroup()) {
        groups.links(c);
      }
      attributes(c, false);
      unfilled.add(c);
    }
  }

  /** The object's copy, which may be without links, attributes and elements as yet. */
  Copied shell(OpenFile from, ObjectHeader original, String path, int depth) {
    Copied known = copies.get(original);
    if (known != null) {
      return known;
    }
    ObjectHeader h = headers.like(from, original, path);
    Copied c = new Copied(from, original, h, path, depth);
    copies.put(original, c);
    open.add(c);
    if (original.isGroup()) {
      groups.shell(c);
    } else if (original.find(MessageType.DATA_LAYOUT) != null) {
      datasets.shell(c);
    } else {
      Datatype type =
          elements(from)
              .type(from.headers().datatype(original, original.find(MessageType.DATATYPE)));
      DatatypeMessage m = to.headers().versions().datatype(to.name(), type);
      h.add(
          MessageType.DATATYPE,
          RawMessage.CONSTANT | RawMessage.DO_NOT_SHARE,
          MessageType.encode(to.geometry(), m));
    }
    headers.notes(c);
    return c;
  }

  /** The copy of the object that holds a message which others share; it has its place. */
  ObjectHeader committed(OpenFile from, SharedMessage shared, String path) {
    ObjectHeader original = from.headers().read(shared.headerAddress());
    Copied c = shell(from, original, "#" + shared.headerAddress(), 0);
    to.place(c.copy(), c.path());
    return c.copy();
  }

  // ---- elements

  ElementCopy elements(OpenFile from) {
    ElementCopy e = elements.get(from);
    if (e == null) {
      e = new ElementCopy(from, to, address -> moved(from, address));
      elements.put(from, e);
    }
    return e;
  }

  private long moved(OpenFile from, long address) {
    if (rules.references() == CopyRules.Following.ORIGINALS) {
      return address;
    }
    Long dead = dangling.computeIfAbsent(from, f -> new HashMap<>()).get(address);
    if (dead != null) {
      return dead;
    }
    try {
      ObjectHeader original = from.headers().read(address);
      if (rules.references() == CopyRules.Following.NONE && !copies.containsKey(original)) {
        return ReferenceMap.NULL;
      }
      Copied c = shell(from, original, "#" + address, 0);
      drain();
      return to.place(c.copy(), c.path());
    } catch (Hdf5Exception e) {
      dangling.get(from).put(address, ReferenceMap.NOWHERE);
      return ReferenceMap.NOWHERE;
    }
  }

  // ---- attributes

  /**
   * Gives the copy its attributes.
   *
   * @param pointers false: all of them, zeros for values that point at objects; true: those values
   */
  private void attributes(Copied c, boolean pointers) {
    if (!rules.attributes()) {
      return;
    }
    AttributeStore before = c.from().attributes(c.original(), c.path());
    AttributeStore now = to.attributes(c.copy(), c.path());
    boolean tracked = c.original().prefix().tracksCreationOrder();
    for (AttributeStore.Stored s : before.all()) {
      AttributeStore.Decoded d = before.decode(s);
      boolean plain = ElementCopy.isPlain(d.datatype());
      if (tracked && s.creationOrder() >= AttributeStore.NO_ORDER) {
        throw c.from()
            .corrupt(
                c.where() + ", attribute " + d.name(),
                "creation order",
                -1,
                "" + s.creationOrder(),
                "at most " + (AttributeStore.NO_ORDER - 1));
      }
      if (!pointers || !plain) {
        now.keep(
            attribute(c, s.message(), d, plain, pointers),
            tracked ? s.creationOrder() : AttributeStore.NO_ORDER);
      }
    }
  }

  private AttributeForm attribute(
      Copied c, AttributeMessage m, AttributeStore.Decoded d, boolean plain, boolean pointers) {
    ElementCopy e = elements(c.from());
    Datatype type = e.type(d.datatype());
    SharedMessage shared = m.sharedDatatype();
    long count = d.dataspace().elements();
    int bytes = Math.toIntExact(Math.multiplyExact(count, (long) type.size()));
    byte[] data = new byte[bytes];
    if (plain || pointers) {
      ByteBuffer stored =
          ByteBuffer.wrap(d.data(), 0, Math.toIntExact(count * d.datatype().size())).slice();
      e.of(c.where() + ", attribute " + d.name(), d.datatype(), stored).get(0, data);
    }
    ObjectHeader committed =
        shared == null || shared.isInHeap() ? null : committed(c.from(), shared, c.path());
    return new AttributeForm(d.name(), m.characterSet(), type, committed, d.dataspace(), data);
  }
}
