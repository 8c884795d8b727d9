package org.myelin.hdf5.internal.format.level2;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Raw data that lies in other files. Specification: IV.A.2.h.
 *
 * @param allocatedSlots at least the number of slots
 * @param heapAddress local heap of the file names
 * @param slots one for each piece, in order
 */
public record ExternalDataFilesMessage(int allocatedSlots, long heapAddress, List<Slot> slots)
    implements Message {
  /** Copies the slots. */
  public ExternalDataFilesMessage {
    slots = List.copyOf(slots);
  }

  /**
   * One piece.
   *
   * @param nameOffset of the file name in the heap
   * @param fileOffset where the piece starts in that file
   * @param size bytes, or -1 for all that may come
   */
  public record Slot(long nameOffset, long fileOffset, long size) {
    static Slot transfer(Wire w, Slot s) {
      long name = w.length("name offset", s, Slot::nameOffset);
      long offset = w.length("offset in external data file", s, Slot::fileOffset);
      return new Slot(name, offset, w.lengthOrUnlimited("data size", s == null ? 0 : s.size));
    }
  }

  @Override
  public MessageType type() {
    return MessageType.EXTERNAL_DATA_FILES;
  }

  static ExternalDataFilesMessage transfer(Wire w, ExternalDataFilesMessage m) {
    w.version(1, 1, 1);
    w.zeros("reserved", 3);
    int allocated = w.u16("allocated slots", m, ExternalDataFilesMessage::allocatedSlots);
    int used = w.u16("used slots", m == null ? 0 : m.slots.size());
    if (used > allocated) {
      throw w.corrupt("used slots", used, "at most " + allocated);
    }
    long heap = w.definedOffset("heap address", m, ExternalDataFilesMessage::heapAddress);
    w.count("used slots", used, 3L * w.geometry().sizeOfLengths());
    List<Slot> out = new ArrayList<>(used);
    for (int i = 0; i < used; i++) {
      out.add(w.item("slot", m == null ? null : m.slots.get(i), Slot::transfer));
    }
    return new ExternalDataFilesMessage(allocated, heap, out);
  }
}
