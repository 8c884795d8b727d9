package org.myelin.hdf5.internal.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level2.AttributeInfoMessage;
import org.myelin.hdf5.internal.format.level2.AttributeMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefixV2;
import org.myelin.hdf5.internal.format.level2.RawMessage;
import org.myelin.hdf5.internal.format.level2.SharedMessage;
import org.myelin.hdf5.internal.storage.SharedMessageIndex;
import org.myelin.hdf5.internal.wire.Utf8;
import org.myelin.hdf5.internal.wire.Wire;

/** One object's attributes: messages of its header, or in a fractal heap if they are many. */
public final class AttributeStore {
  /** No message may be longer than its 16-bit length tells. */
  private static final int MAX_MESSAGE = 65_535 - 8;

  /** Beyond so many attributes go into a heap, unless the header says otherwise. */
  private static final int MAX_COMPACT = 8;

  /** Below so many they become messages again. */
  private static final int MIN_DENSE = 6;

  /** The creation order of an attribute that has none. */
  public static final int NO_ORDER = 0xffff;

  /** A decoded attribute. */
  public record Decoded(String name, Datatype datatype, Dataspace dataspace, byte[] data) {}

  /**
   * An attribute as the file holds it.
   *
   * @param creationOrder its number among all attributes that the object has ever had; where that
   *     is not tracked, its place
   * @param heapId of the message in the heap of those that objects share; null if it is the
   *     object's own
   */
  public record Stored(AttributeMessage message, long creationOrder, byte[] heapId) {}

  private final HeaderCache headers;
  private final ObjectHeader object;
  private final String path;

  AttributeStore(HeaderCache headers, ObjectHeader object, String path) {
    this.headers = headers;
    this.object = object;
    this.path = path;
  }

  /** All attributes in stored order. */
  public List<Stored> all() {
    List<Stored> all = new ArrayList<>();
    boolean tracked = object.prefix().tracksCreationOrder();
    for (ObjectHeader.Message m : object.all(MessageType.ATTRIBUTE)) {
      all.add(stored(m, tracked ? m.creationOrder() : all.size()));
    }
    DenseAttributes dense = headers.denseAttributes(object);
    if (dense != null) {
      all.addAll(dense.all());
    }
    return all;
  }

  private Stored stored(ObjectHeader.Message m, long order) {
    byte[] heapId = m.isShared() ? headers.shared(object, m).heapId() : null;
    return new Stored((AttributeMessage) headers.decode(object, m), order, heapId);
  }

  /** The names in stored order. */
  public List<String> names() {
    return all().stream().map(s -> s.message().name()).toList();
  }

  /** The names, by age or in the order of their UTF-8 bytes. */
  public List<String> names(boolean byAge) {
    List<Stored> all = all();
    all.sort(
        byAge
            ? Comparator.comparingLong(Stored::creationOrder)
            : Comparator.comparing(s -> s.message().name(), Utf8::compare));
    return all.stream().map(s -> s.message().name()).toList();
  }

  /** The attribute of this name. */
  public Optional<Decoded> find(String name) {
    ObjectHeader.Message message = message(name);
    if (message != null) {
      return Optional.of(headers.attribute(object, message));
    }
    DenseAttributes dense = headers.denseAttributes(object);
    return dense == null
        ? Optional.empty()
        : Optional.ofNullable(dense.find(name)).map(this::decode);
  }

  /** An attribute's type, space and data, wherever they are. */
  public Decoded decode(Stored stored) {
    return headers.attribute(object, stored.message());
  }

  /** Creates or replaces an attribute; the data is in stored form. */
  public void set(String name, Datatype type, Dataspace space, byte[] data) {
    set(name, type, null, space, data);
  }

  /**
   * Creates or replaces an attribute; the data is in stored form.
   *
   * @param committed the object that has the type, which has its place; null if none has
   */
  public void set(
      String name, Datatype type, ObjectHeader committed, Dataspace space, byte[] data) {
    keep(
        new AttributeForm(name, NewObjects.characterSet(name), type, committed, space, data),
        NO_ORDER);
  }

  /**
   * Creates or replaces an attribute.
   *
   * @param order its number among all attributes that the object has ever had; {@link #NO_ORDER}
   *     for the next one
   */
  public void keep(AttributeForm a, long order) {
    put(headers.attribute(a), a.name(), order);
  }

  /** Gives an attribute another name, which none has; its age stays. */
  public void rename(String name, String newName) {
    Stored s =
        all().stream().filter(x -> x.message().name().equals(name)).findFirst().orElseThrow();
    SharedMessage type = s.message().sharedDatatype();
    Decoded d = decode(s);
    AttributeForm now =
        new AttributeForm(
            newName,
            NewObjects.characterSet(newName),
            d.datatype(),
            type == null || type.isInHeap() ? null : headers.read(type.headerAddress()),
            d.dataspace(),
            d.data());
    put(headers.attribute(now), name, NO_ORDER);
  }

  /** Creates an attribute, in the place of the one of this name if there is one. */
  private void put(AttributeMessage plain, String name, long order) {
    int length = headers.encode(plain).length;
    ObjectHeader.Message before = message(name);
    DenseAttributes dense = headers.denseAttributes(object);
    boolean inHeap = dense != null && !dense.all().isEmpty();
    int count = object.all(MessageType.ATTRIBUTE).size() + (before == null ? 1 : 0);
    boolean tooLong = length > MAX_MESSAGE;
    if (object.version() == 1 && tooLong) {
      throw tooLong(name, length);
    }
    Stored old = before != null ? stored(before, 0) : dense == null ? null : dense.find(name);
    long number = old == null ? take(order, -1) : -1;
    AttributeMessage now = headers.sharedMessages().shareParts(plain);
    byte[] body = headers.encode(now);
    SharedMessageIndex.Shared shared = headers.sharedMessages().share(MessageType.ATTRIBUTE, body);
    if (shared == null || shared.first()) {
      headers.count(now);
    } else {
      // one attribute for all of its kind: its parts count once
      headers.sharedMessages().releaseParts(now);
    }
    byte[] heapId = shared == null ? null : shared.heapId();
    int flags = shared == null ? 0 : RawMessage.SHARED;
    byte[] here = shared == null ? body : headers.sharedMessages().reference(heapId);
    if (!inHeap && object.version() > 1 && (tooLong || count > maxCompact())) {
      dense = toHeap();
      before = null;
      inHeap = true;
    }
    if (inHeap) {
      dense.put(name, new Stored(now, number < 0 ? NO_ORDER : number, heapId));
    } else if (before != null) {
      object.replace(before, flags, here);
    } else {
      if (object.version() > 1 && headers.attributeInfo(object) == null) {
        // libhdf5 counts no attributes where this is missing
        headers.set(object, info());
      }
      object.add(MessageType.ATTRIBUTE, flags, (int) number, here);
    }
    if (old != null) {
      // last, since what both lead to stays
      gone(old);
    }
  }

  private void gone(Stored s) {
    headers.uncount(
        s.heapId() == null
            ? s.message()
            : headers.sharedMessages().release(MessageType.ATTRIBUTE, s.heapId()));
  }

  private UnsupportedFormatException tooLong(String name, int length) {
    return new UnsupportedFormatException(
        headers.fileName()
            + ": attribute "
            + name
            + " of "
            + path
            + " takes "
            + length
            + " bytes; an object with a version 1 header holds attributes of up to 64 KiB:"
            + " make the file with FormatBounds.V18 or newer, or keep the value in a dataset");
  }

  private int maxCompact() {
    return object.prefix() instanceof ObjectHeaderPrefixV2 p
            && (p.flags() & ObjectHeaderPrefixV2.PHASE_CHANGE) != 0
        ? p.maxCompact()
        : MAX_COMPACT;
  }

  private int minDense() {
    return object.prefix() instanceof ObjectHeaderPrefixV2 p
            && (p.flags() & ObjectHeaderPrefixV2.PHASE_CHANGE) != 0
        ? p.minDense()
        : MIN_DENSE;
  }

  private AttributeInfoMessage info() {
    AttributeInfoMessage info = headers.attributeInfo(object);
    if (info != null) {
      return info;
    }
    int next = 0;
    for (ObjectHeader.Message m : object.all(MessageType.ATTRIBUTE)) {
      next = Math.max(next, m.creationOrder() + 1);
    }
    boolean tracked = object.prefix().tracksCreationOrder();
    boolean indexed =
        object.prefix() instanceof ObjectHeaderPrefixV2 p
            && (p.flags() & ObjectHeaderPrefixV2.ORDER_INDEXED) != 0;
    return new AttributeInfoMessage(
        tracked, indexed, tracked ? next : 0, Wire.UNDEFINED, Wire.UNDEFINED, Wire.UNDEFINED);
  }

  /**
   * The creation order of a new attribute, the wanted one or the next; {@code none} where that is
   * not tracked.
   */
  private long take(long wanted, int none) {
    if (!object.prefix().tracksCreationOrder()) {
      return none;
    }
    AttributeInfoMessage i = info();
    if (wanted == NO_ORDER && i.maxCreationIndex() >= NO_ORDER) {
      throw new UnsupportedFormatException(
          headers.fileName()
              + ": "
              + path
              + " has had 65535 attributes; the format counts no further where it keeps their"
              + " creation order");
    }
    long order = wanted == NO_ORDER ? i.maxCreationIndex() : wanted;
    headers.set(
        object,
        new AttributeInfoMessage(
            i.orderTracked(),
            i.orderIndexed(),
            (int) Math.max(i.maxCreationIndex(), order + 1),
            i.fractalHeapAddress(),
            i.nameIndexAddress(),
            i.orderIndexAddress()));
    return order;
  }

  /** Moves all attributes from messages into a heap. */
  private DenseAttributes toHeap() {
    headers.set(object, info());
    DenseAttributes dense = headers.makeAttributesDense(object);
    for (ObjectHeader.Message m : object.all(MessageType.ATTRIBUTE)) {
      AttributeMessage message = (AttributeMessage) headers.decode(object, m);
      dense.put(
          message.name(),
          new Stored(
              message,
              m.creationOrder() < 0 ? NO_ORDER : m.creationOrder(),
              m.isShared() ? headers.shared(object, m).heapId() : null));
      object.remove(m);
    }
    return dense;
  }

  /** Removes the attribute of this name. */
  public void delete(String name) {
    ObjectHeader.Message m = message(name);
    if (m != null) {
      AttributeMessage message = (AttributeMessage) headers.decode(object, m);
      byte[] heapId = m.isShared() ? headers.shared(object, m).heapId() : null;
      object.remove(m);
      gone(new Stored(message, 0, heapId));
      return;
    }
    DenseAttributes dense = headers.denseAttributes(object);
    gone(dense.remove(name));
    if (dense.all().size() < minDense()
        && dense.all().stream().allMatch(s -> headers.encode(s.message()).length <= MAX_MESSAGE)) {
      for (Stored s : List.copyOf(dense.all())) {
        boolean tracked = object.prefix().tracksCreationOrder();
        object.add(
            MessageType.ATTRIBUTE,
            s.heapId() == null ? 0 : RawMessage.SHARED,
            tracked ? (int) s.creationOrder() : -1,
            s.heapId() == null
                ? headers.encode(s.message())
                : headers.sharedMessages().reference(s.heapId()));
      }
      dense.clear();
    }
  }

  private ObjectHeader.Message message(String name) {
    for (ObjectHeader.Message m : object.all(MessageType.ATTRIBUTE)) {
      if (headers.attribute(object, m).name().equals(name)) {
        return m;
      }
    }
    return null;
  }
}
