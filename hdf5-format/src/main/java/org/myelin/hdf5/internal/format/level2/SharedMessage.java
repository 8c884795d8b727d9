package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * What stands in place of a message whose flag bit 1 is set: where the real message is.
 * Specification: IV.A.2, "shared message".
 *
 * @param version 1 to 3
 * @param kind {@link #IN_HEAP} or {@link #COMMITTED}; without meaning in versions 1 and 2, which
 *     are always committed
 * @param headerAddress of the object that holds it, undefined if in the heap
 * @param heapId eight bytes in the shared message heap, empty if in an object
 */
public record SharedMessage(int version, int kind, long headerAddress, byte[] heapId) {
  /** In the file's heap of shared messages. */
  public static final int IN_HEAP = 1;

  /** In another object's header: a committed datatype. */
  public static final int COMMITTED = 2;

  private static final int HEAP_ID_LENGTH = 8;

  /** A committed datatype, as libhdf5 writes it in all families of files. */
  public static SharedMessage committed(long headerAddress) {
    return new SharedMessage(2, COMMITTED, headerAddress, new byte[0]);
  }

  /** Whether the message is in the heap of shared messages. */
  public boolean isInHeap() {
    return version == 3 && kind == IN_HEAP;
  }

  /** Reads, writes, sizes, traces. */
  public static SharedMessage transfer(Wire w, SharedMessage s) {
    int version = w.version(s, SharedMessage::version, 1, 3);
    int kind = w.u8("type", s, SharedMessage::kind);
    if (version == 3 && kind != IN_HEAP && kind != COMMITTED) {
      throw w.corrupt("type", kind, "1 or 2");
    }
    if (version == 1) {
      // the rest is the symbol table entry of the object, of which only the address means something
      w.zeros("reserved", 6L + w.geometry().sizeOfLengths());
    }
    if (version == 3 && kind == IN_HEAP) {
      byte[] id = w.bytes("heap ID", HEAP_ID_LENGTH, s, SharedMessage::heapId);
      return new SharedMessage(version, kind, Wire.UNDEFINED, id);
    }
    long at = w.definedOffset("object header address", s, SharedMessage::headerAddress);
    if (version == 1) {
      w.slack("rest of the entry", 24);
    }
    return new SharedMessage(version, kind, at, new byte[0]);
  }
}
