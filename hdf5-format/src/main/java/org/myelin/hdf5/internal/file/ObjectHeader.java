package org.myelin.hdf5.internal.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefix;
import org.myelin.hdf5.internal.format.level2.RawMessage;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * An object header in memory: its messages in order, and the blocks it takes in the file. A new
 * header has no address until one is asked for or the next commit; by then its first block can be
 * made to fit.
 */
public final class ObjectHeader {
  /** One message; its body is in stored form. */
  public static final class Message {
    private static final int WAS_UNKNOWN = 0x20;

    private final int typeId;
    private final int flags;
    private final int creationOrder;
    private byte[] body;
    private volatile Object decoded;

    Message(int typeId, int flags, int creationOrder, byte[] body) {
      this.typeId = typeId;
      this.flags = flags;
      this.creationOrder = creationOrder;
      this.body = body;
    }

    /** Whether a library that does not know the message has changed the object since. */
    public boolean wasUnknown() {
      return (flags & WAS_UNKNOWN) != 0;
    }

    RawMessage raw() {
      return new RawMessage(typeId, flags, creationOrder, body, -1);
    }

    /** What the body means, worked out once. */
    @SuppressWarnings("unchecked")
    <T> T decoded(Function<byte[], T> decoder) {
      Object d = decoded;
      if (d == null) {
        d = decoder.apply(body);
        decoded = d;
      }
      return (T) d;
    }

    /** The message type's number. */
    public int typeId() {
      return typeId;
    }

    /** The message flags. */
    public int flags() {
      return flags;
    }

    /** The creation order that a version 2 header keeps; negative where it keeps none. */
    public int creationOrder() {
      return creationOrder;
    }

    /** Whether the body is a reference to a message that is stored elsewhere. */
    public boolean isShared() {
      return (flags & 2) != 0;
    }

    /** The body in stored form; not to be changed. */
    public byte[] body() {
      return body;
    }
  }

  /** A stretch of file that holds messages: the first block or a continuation. */
  record Block(long address, long size) {}

  private final long key;
  private ObjectHeaderPrefix prefix;
  private final List<Message> messages = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private long address = Wire.UNDEFINED;
  private long referenceCount = 1;
  private boolean dirty;
  private boolean deleted;
  private boolean timesStay;

  /** A header without messages or place. */
  ObjectHeader(long key, ObjectHeaderPrefix prefix) {
    this.key = key;
    this.prefix = prefix;
  }

  /**
   * Identifies the object on every rank: its address if it was in the file, else a negative number.
   */
  public long key() {
    return key;
  }

  /** 1 or 2. */
  public int version() {
    return prefix.version();
  }

  /** The fields before the messages. */
  public ObjectHeaderPrefix prefix() {
    return prefix;
  }

  void prefix(ObjectHeaderPrefix newPrefix) {
    prefix = newPrefix;
  }

  /** Number of hard links. */
  public long referenceCount() {
    return referenceCount;
  }

  /** Sets the number of hard links. */
  public void referenceCount(long count) {
    referenceCount = count;
    dirty = true;
  }

  void storedReferenceCount(long count) {
    referenceCount = count;
  }

  /** The address, or {@link Wire#UNDEFINED} while the header has no place. */
  public long address() {
    return address;
  }

  void place(long newAddress) {
    address = newAddress;
  }

  List<Block> blocks() {
    return blocks;
  }

  /** Bytes that the header's blocks take in the file, as far as the blocks count themselves. */
  public long storedBytes() {
    return blocks.stream().mapToLong(Block::size).sum();
  }

  /** The messages in order. */
  public List<Message> messages() {
    return messages;
  }

  /** Whether the messages are those of a group, of whatever kind. */
  public boolean isGroup() {
    return find(MessageType.SYMBOL_TABLE) != null
        || find(MessageType.LINK_INFO) != null
        || find(MessageType.GROUP_INFO) != null
        || find(MessageType.LINK) != null;
  }

  /** The first message of this type, or null. */
  public Message find(MessageType type) {
    for (Message m : messages) {
      if (m.typeId == type.id()) {
        return m;
      }
    }
    return null;
  }

  /** All messages of this type. */
  public List<Message> all(MessageType type) {
    return messages.stream().filter(m -> m.typeId == type.id()).toList();
  }

  /** Enters a message that the file holds. */
  void loaded(RawMessage m) {
    messages.add(new Message(m.id(), m.flags(), m.creationOrder(), m.bytes()));
  }

  /** Adds a message. */
  public void add(MessageType type, int messageFlags, byte[] body) {
    messages.add(new Message(type.id(), messageFlags, -1, body));
    dirty = true;
  }

  /** Adds a message with its creation order. */
  void add(MessageType type, int messageFlags, int order, byte[] body) {
    messages.add(new Message(type.id(), messageFlags, order, body));
    dirty = true;
  }

  /** Puts a reference to a message that is stored elsewhere in the place of this one. */
  void share(Message message, byte[] reference) {
    messages.set(
        messages.indexOf(message),
        new Message(
            message.typeId,
            message.flags & ~RawMessage.SHAREABLE | RawMessage.SHARED,
            message.creationOrder,
            reference));
    dirty = true;
  }

  /** Puts a message of the same type in the place of this one. */
  void replace(Message message, int messageFlags, byte[] body) {
    messages.set(
        messages.indexOf(message),
        new Message(message.typeId, messageFlags, message.creationOrder, body));
    dirty = true;
  }

  /** Gives a message another body. */
  public void replace(Message message, byte[] body) {
    message.body = body;
    message.decoded = null;
    dirty = true;
  }

  /** Sets the body of the one message of this type, adding it if there is none. */
  public void set(MessageType type, int messageFlags, byte[] body) {
    Message m = find(type);
    if (m == null) {
      add(type, messageFlags, body);
    } else if (!java.util.Arrays.equals(m.body, body)) {
      replace(m, body);
    }
  }

  /** Takes a message out. */
  public void remove(Message message) {
    messages.remove(message);
    dirty = true;
  }

  /** Whether no link leads to the object any more, and its space has been given back. */
  public boolean isDeleted() {
    return deleted;
  }

  void delete() {
    deleted = true;
  }

  /** Whether the next commit leaves the times as they are: they are those of an original. */
  boolean timesStay() {
    return timesStay;
  }

  void timesStay(boolean stay) {
    timesStay = stay;
  }

  /** Whether the header differs from the file. */
  public boolean dirty() {
    return dirty;
  }

  void dirty(boolean isDirty) {
    dirty = isDirty;
  }
}
