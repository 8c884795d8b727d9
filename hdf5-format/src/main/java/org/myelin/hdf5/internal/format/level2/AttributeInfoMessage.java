package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Where an object with many attributes keeps them. Specification: IV.A.2.v.
 *
 * @param orderTracked attributes carry their creation order
 * @param orderIndexed there is an index by creation order
 * @param maxCreationIndex the next creation order; 0 if not tracked
 * @param fractalHeapAddress of dense attributes, undefined if they are messages
 * @param nameIndexAddress version 2 B-tree by name, undefined if they are messages
 * @param orderIndexAddress version 2 B-tree by creation order, undefined if there is none
 */
public record AttributeInfoMessage(
    boolean orderTracked,
    boolean orderIndexed,
    int maxCreationIndex,
    long fractalHeapAddress,
    long nameIndexAddress,
    long orderIndexAddress)
    implements Message {
  @Override
  public MessageType type() {
    return MessageType.ATTRIBUTE_INFO;
  }

  private static final int TRACKED = 1;
  private static final int INDEXED = 2;

  /** Whether the attributes are in a fractal heap instead of in messages. */
  public boolean isDense() {
    return fractalHeapAddress != Wire.UNDEFINED;
  }

  private int flags() {
    return (orderTracked ? TRACKED : 0) | (orderIndexed ? INDEXED : 0);
  }

  static AttributeInfoMessage transfer(Wire w, AttributeInfoMessage m) {
    w.version(0, 0, 0);
    int flags = w.u8("flags", m, AttributeInfoMessage::flags);
    boolean tracked = (flags & TRACKED) != 0;
    boolean indexed = (flags & INDEXED) != 0;
    int max =
        tracked ? w.u16("maximum creation index", m, AttributeInfoMessage::maxCreationIndex) : 0;
    long heap = w.offset("fractal heap address", m, AttributeInfoMessage::fractalHeapAddress);
    long names = w.offset("name index address", m, AttributeInfoMessage::nameIndexAddress);
    long order =
        indexed
            ? w.offset("creation order index address", m, AttributeInfoMessage::orderIndexAddress)
            : Wire.UNDEFINED;
    return new AttributeInfoMessage(tracked, indexed, max, heap, names, order);
  }
}
