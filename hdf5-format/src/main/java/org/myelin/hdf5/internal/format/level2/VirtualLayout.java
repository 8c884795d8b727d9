package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Elements that are mapped from other datasets.
 *
 * @param version 4 or 5
 * @param mappings where the list of mappings is
 */
public record VirtualLayout(int version, GlobalHeapId mappings) implements DataLayoutMessage {
  @Override
  public int layoutClass() {
    return VIRTUAL;
  }

  static VirtualLayout transfer(Wire w, VirtualLayout m, int version) {
    if (version < 4) {
      throw w.corrupt("layout class", VIRTUAL, "0 to 2 in version 3");
    }
    return new VirtualLayout(
        version, w.item("mappings", m == null ? null : m.mappings, GlobalHeapId::transfer));
  }
}
