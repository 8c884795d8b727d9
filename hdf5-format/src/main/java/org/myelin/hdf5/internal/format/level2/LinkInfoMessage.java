package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * Where a new-style group keeps its links. Specification: IV.A.2.c.
 *
 * @param orderTracked links carry their creation order
 * @param orderIndexed there is an index by creation order
 * @param maxCreationIndex the next creation order; 0 if not tracked
 * @param fractalHeapAddress of the links of a dense group, undefined if compact
 * @param nameIndexAddress version 2 B-tree by name, undefined if compact
 * @param orderIndexAddress version 2 B-tree by creation order, undefined if there is none
 */
public record LinkInfoMessage(
    boolean orderTracked,
    boolean orderIndexed,
    long maxCreationIndex,
    long fractalHeapAddress,
    long nameIndexAddress,
    long orderIndexAddress)
    implements Message {
  @Override
  public MessageType type() {
    return MessageType.LINK_INFO;
  }

  private static final int TRACKED = 1;
  private static final int INDEXED = 2;

  /** A compact group, without creation order. */
  public static LinkInfoMessage compact() {
    return new LinkInfoMessage(false, false, 0, Wire.UNDEFINED, Wire.UNDEFINED, Wire.UNDEFINED);
  }

  /** Whether the links are in a fractal heap instead of in messages. */
  public boolean isDense() {
    return fractalHeapAddress != Wire.UNDEFINED;
  }

  private int flags() {
    return (orderTracked ? TRACKED : 0) | (orderIndexed ? INDEXED : 0);
  }

  static LinkInfoMessage transfer(Wire w, LinkInfoMessage m) {
    w.version(0, 0, 0);
    int flags = w.u8("flags", m, LinkInfoMessage::flags);
    boolean tracked = (flags & TRACKED) != 0;
    boolean indexed = (flags & INDEXED) != 0;
    long max = tracked ? w.u64("maximum creation index", m, LinkInfoMessage::maxCreationIndex) : 0;
    long heap = w.offset("fractal heap address", m, LinkInfoMessage::fractalHeapAddress);
    long names = w.offset("name index address", m, LinkInfoMessage::nameIndexAddress);
    long order =
        indexed
            ? w.offset("creation order index address", m, LinkInfoMessage::orderIndexAddress)
            : Wire.UNDEFINED;
    return new LinkInfoMessage(tracked, indexed, max, heap, names, order);
  }
}
