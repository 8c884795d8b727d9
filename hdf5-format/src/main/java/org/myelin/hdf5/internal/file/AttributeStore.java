package org.myelin.hdf5.internal.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level2.AttributeMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.wire.Utf8;

/** One object's attributes: messages of its header, or of a fractal heap, which is read only. */
public final class AttributeStore {
  /** No message may be longer than its 16-bit length tells. */
  private static final int MAX_MESSAGE = 65_535 - 8;

  /** The creation order of an attribute that has none. */
  public static final int NO_ORDER = 0xffff;

  /** A decoded attribute. */
  public record Decoded(String name, Datatype datatype, Dataspace dataspace, byte[] data) {}

  /**
   * An attribute as the file holds it.
   *
   * @param creationOrder its number among all attributes that the object has ever had; where that
   *     is not tracked, its place
   */
  public record Stored(AttributeMessage message, long creationOrder) {}

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
      AttributeMessage a = (AttributeMessage) headers.decode(object, m);
      all.add(new Stored(a, tracked ? m.creationOrder() : all.size()));
    }
    all.addAll(headers.denseAttributes(object));
    return all;
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
    return headers.denseAttributes(object).stream()
        .filter(s -> s.message().name().equals(name))
        .findFirst()
        .map(this::decode);
  }

  /** An attribute's type, space and data, wherever they are. */
  public Decoded decode(Stored stored) {
    return headers.attribute(object, stored.message());
  }

  /** Throws if this version cannot change the attributes. */
  public void checkEditable() {
    headers.checkAttributesEditable(object, path);
  }

  /** Creates or replaces an attribute; the data is in stored form. */
  public void set(String name, Datatype type, Dataspace space, byte[] data) {
    checkEditable();
    byte[] body = headers.encodeAttribute(object, new Decoded(name, type, space, data));
    if (body.length > MAX_MESSAGE) {
      throw new UnsupportedFormatException(
          headers.fileName()
              + ": attribute "
              + name
              + " of "
              + path
              + " takes "
              + body.length
              + " bytes; attributes over 64 KiB (dense attribute storage) are not supported yet");
    }
    ObjectHeader.Message before = message(name);
    if (before != null) {
      object.replace(before, body);
    } else {
      object.add(MessageType.ATTRIBUTE, 0, body);
    }
  }

  /** Removes the attribute of this name. */
  public void delete(String name) {
    checkEditable();
    object.remove(message(name));
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
