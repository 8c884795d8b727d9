package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.internal.wire.Utf8;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * One link of a new-style group: a message in a compact group, an object of the fractal heap in a
 * dense one. Specification: IV.A.2.g.
 *
 * @param name at least one byte
 * @param characterSet of the name
 * @param creationOrder or -1 if it is not stored
 * @param target what it points at
 */
public record LinkMessage(
    String name, CharacterSet characterSet, long creationOrder, LinkTarget target)
    implements Message {
  private static final int ORDER_PRESENT = 4;
  private static final int TYPE_PRESENT = 8;
  private static final int CHARACTER_SET_PRESENT = 16;

  @Override
  public MessageType type() {
    return MessageType.LINK;
  }

  private int flags() {
    int length = Utf8.encode(name).length;
    int widthCode = length <= 0xff ? 0 : length <= 0xffff ? 1 : 2;
    return widthCode
        | (creationOrder >= 0 ? ORDER_PRESENT : 0)
        | (target instanceof LinkTarget.Hard ? 0 : TYPE_PRESENT)
        | (characterSet == CharacterSet.ASCII ? 0 : CHARACTER_SET_PRESENT);
  }

  static LinkMessage transfer(Wire w, LinkMessage m) {
    w.version(1, 1, 1);
    int flags = w.u8("flags", m, LinkMessage::flags);
    int type = (flags & TYPE_PRESENT) == 0 ? 0 : w.u8("link type", m, x -> x.target.linkType());
    long order =
        (flags & ORDER_PRESENT) == 0 ? -1 : w.u64("creation order", m, LinkMessage::creationOrder);
    CharacterSet set = CharacterSet.ASCII;
    if ((flags & CHARACTER_SET_PRESENT) != 0) {
      set =
          EnumNumbers.characterSet(
              w, w.u8("link name character set", m, x -> x.characterSet.ordinal()));
    }
    byte[] bytes = m == null ? null : Utf8.encode(m.name);
    long length = w.uvar("length of link name", 1 << (flags & 3), m == null ? 0 : bytes.length);
    if (length == 0) {
      throw w.corrupt("length of link name", 0, "at least 1");
    }
    String name = w.exactText("link name", length, m == null ? null : m.name);
    if (name.indexOf('\0') >= 0) {
      throw w.corrupt("link name", "a NUL in '" + name + "'", "none");
    }
    LinkTarget target = LinkTarget.transfer(w, m == null ? null : m.target, type);
    return new LinkMessage(name, set, order, target);
  }
}
