package org.myelin.hdf5.internal.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.myelin.hdf5.internal.format.level1.AttributeRecord;
import org.myelin.hdf5.internal.format.level2.AttributeInfoMessage;
import org.myelin.hdf5.internal.format.level2.AttributeMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.storage.BTreeV2Reader;
import org.myelin.hdf5.internal.storage.FractalHeapStore;
import org.myelin.hdf5.internal.storage.MetadataIo;

/** Attributes in a fractal heap, found through a version 2 B-tree. Read only in this version. */
final class DenseAttributes {
  private DenseAttributes() {}

  /** All attributes, by creation order where that is tracked, else by name. */
  static List<AttributeStore.Stored> read(
      MetadataIo io,
      AttributeInfoMessage info,
      FractalHeapStore.Unfilter unfilter,
      SharedMessages shared) {
    FractalHeapStore heap = new FractalHeapStore(io, info.fractalHeapAddress(), unfilter);
    List<AttributeStore.Stored> found = new ArrayList<>();
    BTreeV2Reader.forEach(
        io,
        info.nameIndexAddress(),
        AttributeRecord.BY_NAME,
        r -> {
          Object m =
              r.isShared()
                  ? shared.find(MessageType.ATTRIBUTE, r.heapId())
                  : MessageType.ATTRIBUTE.decode(
                      io.geometry(), io.file(), -1, heap.read(r.heapId()), io.limits());
          found.add(new AttributeStore.Stored((AttributeMessage) m, r.creationOrder()));
        });
    found.sort(
        info.orderTracked()
            ? Comparator.comparingLong(AttributeStore.Stored::creationOrder)
            : Comparator.comparing(f -> f.message().name()));
    return found;
  }
}
