package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/** Where the elements of a dataset lie. Specification: IV.A.2.i. */
public sealed interface DataLayoutMessage extends Message
    permits CompactLayout, ContiguousLayout, ChunkedLayout, VirtualLayout {
  /** The number of the compact class. */
  int COMPACT = 0;

  /** The number of the contiguous class. */
  int CONTIGUOUS = 1;

  /** The number of the chunked class. */
  int CHUNKED = 2;

  /** The number of the virtual class. */
  int VIRTUAL = 3;

  /** 1 to 5. */
  int version();

  /** The number of the layout class. */
  int layoutClass();

  @Override
  default MessageType type() {
    return MessageType.DATA_LAYOUT;
  }

  /** Reads, writes, sizes, traces a layout of any class and version. */
  static DataLayoutMessage transfer(Wire w, DataLayoutMessage m) {
    int version = w.version(m, DataLayoutMessage::version, 1, 5);
    if (version < 3) {
      return OldLayout.transfer(w, m, version);
    }
    int number = w.u8("layout class", m, DataLayoutMessage::layoutClass);
    return switch (number) {
      case COMPACT -> CompactLayout.transfer(w, (CompactLayout) m, version);
      case CONTIGUOUS -> ContiguousLayout.transfer(w, (ContiguousLayout) m, version);
      case CHUNKED -> ChunkedLayout.transfer(w, (ChunkedLayout) m, version);
      case VIRTUAL -> VirtualLayout.transfer(w, (VirtualLayout) m, version);
      default -> throw w.corrupt("layout class", number, "0 to 3");
    };
  }
}
