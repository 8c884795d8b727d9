package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.internal.wire.Utf8;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * An attribute: name, type, space and value. Specification: IV.A.2.m.
 *
 * <p>Type and space are each either in the message or somewhere else ({@code shared…}); the other
 * component is null.
 *
 * @param version 1 to 3
 * @param name at least one byte
 * @param characterSet of the name; ASCII below version 3
 * @param datatype of an element, or null if it is shared
 * @param sharedDatatype where the type is, or null
 * @param dataspace of the value, or null if it is shared
 * @param sharedDataspace where the space is, or null
 * @param data the elements; if type or space is shared, with whatever follows them in the message
 */
public record AttributeMessage(
    int version,
    String name,
    CharacterSet characterSet,
    DatatypeMessage datatype,
    SharedMessage sharedDatatype,
    DataspaceMessage dataspace,
    SharedMessage sharedDataspace,
    byte[] data)
    implements Message {
  private static final int SHARED_DATATYPE = 1;
  private static final int SHARED_DATASPACE = 2;

  /** An attribute with its type in it. */
  public static AttributeMessage of(
      int version,
      String name,
      CharacterSet set,
      DatatypeMessage datatype,
      DataspaceMessage dataspace,
      byte[] data) {
    return new AttributeMessage(version, name, set, datatype, null, dataspace, null, data);
  }

  /** The same with another value of the same length. */
  public AttributeMessage withData(byte[] newData) {
    return new AttributeMessage(
        version, name, characterSet, datatype, sharedDatatype, dataspace, sharedDataspace, newData);
  }

  @Override
  public MessageType type() {
    return MessageType.ATTRIBUTE;
  }

  private int flags() {
    return (sharedDatatype != null ? SHARED_DATATYPE : 0)
        | (sharedDataspace != null ? SHARED_DATASPACE : 0);
  }

  static AttributeMessage transfer(Wire w, AttributeMessage m) {
    int version = w.version(m, AttributeMessage::version, 1, 3);
    int flags = 0;
    if (version == 1) {
      w.zeros("reserved", 1);
    } else {
      flags = w.u8("flags", m, AttributeMessage::flags);
      if (flags > (SHARED_DATATYPE | SHARED_DATASPACE)) {
        throw w.corrupt("flags", flags, "bits 0 and 1 only");
      }
    }
    boolean sharedType = (flags & SHARED_DATATYPE) != 0;
    boolean sharedSpace = (flags & SHARED_DATASPACE) != 0;
    int nameSize = w.u16("name size", m == null ? 0 : Utf8.encode(m.name).length + 1);
    int typeSize = w.u16("datatype size", m == null ? 0 : m.datatypeSize(w));
    int spaceSize = w.u16("dataspace size", m == null ? 0 : m.dataspaceSize(w));
    CharacterSet set = CharacterSet.ASCII;
    if (version == 3) {
      set =
          EnumNumbers.characterSet(
              w, w.u8("name character set encoding", m, x -> x.characterSet.ordinal()));
    }
    long start = w.position();
    String name = name(w, m, nameSize);
    padding(w, version, start);
    start = w.position();
    SharedMessage st = null;
    DatatypeMessage t = null;
    if (sharedType) {
      st =
          w.region(
              "datatype", typeSize, m == null ? null : m.sharedDatatype, SharedMessage::transfer);
    } else {
      t = w.region("datatype", typeSize, m == null ? null : m.datatype, DatatypeMessage::transfer);
    }
    padding(w, version, start);
    start = w.position();
    SharedMessage ss = null;
    DataspaceMessage s = null;
    if (sharedSpace) {
      ss =
          w.region(
              "dataspace",
              spaceSize,
              m == null ? null : m.sharedDataspace,
              SharedMessage::transfer);
    } else {
      s =
          w.region(
              "dataspace", spaceSize, m == null ? null : m.dataspace, DataspaceMessage::transfer);
    }
    padding(w, version, start);
    long length = m == null ? dataLength(w, t, s) : m.data.length;
    byte[] data = w.bytes("data", length, m, AttributeMessage::data);
    return new AttributeMessage(version, name, set, t, st, s, ss, data);
  }

  private static String name(Wire w, AttributeMessage m, int size) {
    if (size == 0) {
      throw w.corrupt("name size", 0, "at least 1, with the NUL at its end");
    }
    return w.text("name", size, m == null ? null : m.name);
  }

  private static void padding(Wire w, int version, long start) {
    if (version == 1) {
      w.align("padding", 8, start);
    }
  }

  private static long dataLength(Wire w, DatatypeMessage t, DataspaceMessage s) {
    if (t == null || s == null) {
      return w.remaining();
    }
    long elements = s.dataspace().elements();
    int each = t.datatype().size();
    return w.count("dataspace", elements, each) * (long) each;
  }

  private int datatypeSize(Wire w) {
    return (int)
        (sharedDatatype != null
            ? Wire.size(w.geometry(), sharedDatatype, SharedMessage::transfer)
            : Wire.size(w.geometry(), datatype, DatatypeMessage::transfer));
  }

  private int dataspaceSize(Wire w) {
    return (int)
        (sharedDataspace != null
            ? Wire.size(w.geometry(), sharedDataspace, SharedMessage::transfer)
            : Wire.size(w.geometry(), dataspace, DataspaceMessage::transfer));
  }
}
