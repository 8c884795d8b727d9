package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * What unwritten elements hold, and when it is written. Specification: IV.A.2.f.
 *
 * @param version 1 to 3
 * @param allocationTime when room is made
 * @param writeTime when the value is written into new room
 * @param state whether there is a value
 * @param value one element in the dataset's type; empty unless {@link State#USER}
 */
public record FillValueMessage(
    int version, AllocationTime allocationTime, WriteTime writeTime, State state, byte[] value)
    implements Message {
  /** When room for elements is made; the ordinal is the number in the file. */
  public enum AllocationTime {
    /** Not said (files of early versions). */
    DEFAULT,
    /** When the dataset is made. */
    EARLY,
    /** When something is first written. */
    LATE,
    /** Chunk by chunk. */
    INCREMENTAL
  }

  /** When the fill value is written; the ordinal is the number in the file. */
  public enum WriteTime {
    /** When room is made. */
    ON_ALLOCATION,
    /** Never. */
    NEVER,
    /** When room is made, if the caller gave a value. */
    IF_SET
  }

  /** Whether there is a value. */
  public enum State {
    /** Unwritten elements are undefined. */
    UNDEFINED,
    /** Unwritten elements are zeros. */
    DEFAULT,
    /** Unwritten elements have the caller's value. */
    USER
  }

  @Override
  public MessageType type() {
    return MessageType.FILL_VALUE;
  }

  private static final int UNDEFINED_FLAG = 0x10;
  private static final int DEFINED_FLAG = 0x20;

  /** The default of libhdf5: zeros. */
  public static FillValueMessage none(int version, AllocationTime allocation) {
    return new FillValueMessage(version, allocation, WriteTime.IF_SET, State.DEFAULT, new byte[0]);
  }

  /** A value of the caller's. */
  public static FillValueMessage user(int version, AllocationTime allocation, byte[] value) {
    return new FillValueMessage(version, allocation, WriteTime.IF_SET, State.USER, value);
  }

  static FillValueMessage transfer(Wire w, FillValueMessage m) {
    int version = w.version(m, FillValueMessage::version, 1, 3);
    return version < 3 ? wide(w, m, version) : packed(w, m);
  }

  private static FillValueMessage wide(Wire w, FillValueMessage m, int version) {
    AllocationTime allocation =
        allocation(w, w.u8("space allocation time", m, x -> x.allocationTime.ordinal()));
    WriteTime write = write(w, w.u8("fill value write time", m, x -> x.writeTime.ordinal()));
    int defined = w.u8("fill value defined", m, x -> x.state == State.UNDEFINED ? 0 : 1);
    byte[] value = new byte[0];
    // all bits one is a length that early versions wrote for "no value"
    if (defined != 0) {
      long size = w.u32("size", m == null ? 0 : m.value.length);
      value = size == 0xffffffffL ? value : w.bytes("fill value", size, m, FillValueMessage::value);
    }
    return new FillValueMessage(version, allocation, write, state(defined == 0, value), value);
  }

  private static FillValueMessage packed(Wire w, FillValueMessage m) {
    int flags = w.u8("flags", m, FillValueMessage::flags);
    AllocationTime allocation = allocation(w, flags & 3);
    WriteTime write = write(w, flags >> 2 & 3);
    boolean undefined = (flags & UNDEFINED_FLAG) != 0;
    byte[] value = new byte[0];
    if ((flags & DEFINED_FLAG) != 0) {
      if (undefined) {
        throw w.corrupt("flags", flags, "not both an undefined and a defined value");
      }
      long size = w.u32("size", m == null ? 0 : m.value.length);
      value = w.bytes("fill value", size, m, FillValueMessage::value);
    }
    return new FillValueMessage(3, allocation, write, state(undefined, value), value);
  }

  private int flags() {
    int stored =
        switch (state) {
          case UNDEFINED -> UNDEFINED_FLAG;
          case DEFAULT -> 0;
          case USER -> DEFINED_FLAG;
        };
    return allocationTime.ordinal() | writeTime.ordinal() << 2 | stored;
  }

  private static State state(boolean undefined, byte[] value) {
    if (undefined) {
      return State.UNDEFINED;
    }
    return value.length == 0 ? State.DEFAULT : State.USER;
  }

  private static AllocationTime allocation(Wire w, int number) {
    if (number >= AllocationTime.values().length) {
      throw w.corrupt("space allocation time", number, "0 to 3");
    }
    return AllocationTime.values()[number];
  }

  private static WriteTime write(Wire w, int number) {
    if (number >= WriteTime.values().length) {
      throw w.corrupt("fill value write time", number, "0 to 2");
    }
    return WriteTime.values()[number];
  }
}
