package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * When a new-style group changes between compact and dense, and how much it may hold.
 * Specification: IV.A.2.k.
 *
 * @param maxCompact links above which it becomes dense, or -1 for the default
 * @param minDense links below which it becomes compact, or -1 for the default
 * @param estimatedEntries number of links, or -1 for the default
 * @param estimatedNameLength of a link, or -1 for the default
 */
public record GroupInfoMessage(
    int maxCompact, int minDense, int estimatedEntries, int estimatedNameLength)
    implements Message {
  @Override
  public MessageType type() {
    return MessageType.GROUP_INFO;
  }

  private static final int PHASE_CHANGE = 1;
  private static final int ESTIMATES = 2;

  /** All defaults. */
  public static GroupInfoMessage defaults() {
    return new GroupInfoMessage(-1, -1, -1, -1);
  }

  private int flags() {
    return (maxCompact >= 0 ? PHASE_CHANGE : 0) | (estimatedEntries >= 0 ? ESTIMATES : 0);
  }

  static GroupInfoMessage transfer(Wire w, GroupInfoMessage m) {
    w.version(0, 0, 0);
    int flags = w.u8("flags", m, GroupInfoMessage::flags);
    boolean phase = (flags & PHASE_CHANGE) != 0;
    boolean estimates = (flags & ESTIMATES) != 0;
    int max = phase ? w.u16("maximum compact value", m, GroupInfoMessage::maxCompact) : -1;
    int min = phase ? w.u16("minimum dense value", m, GroupInfoMessage::minDense) : -1;
    int n = estimates ? w.u16("estimated entries", m, GroupInfoMessage::estimatedEntries) : -1;
    int length =
        estimates ? w.u16("estimated name length", m, GroupInfoMessage::estimatedNameLength) : -1;
    return new GroupInfoMessage(max, min, n, length);
  }
}
