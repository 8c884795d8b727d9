package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.myelin.hdf5.internal.format.level1.SharedMessageTable;
import org.myelin.hdf5.internal.format.level2.Message;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.SharedMessageTableMessage;
import org.myelin.hdf5.internal.storage.FractalHeapStore;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Messages that objects share through the file's shared message table: each type has its heap. The
 * table's own lists and B-trees are for writers who look for an equal message.
 */
final class SharedMessages {
  private final MetadataIo io;
  private final SharedMessageTableMessage where;
  private final FractalHeapStore.Unfilter unfilter;
  private final Map<MessageType, FractalHeapStore> heaps = new HashMap<>();
  private final Map<MessageType, Map<ByteBuffer, Message>> known = new HashMap<>();
  private SharedMessageTable table;

  /**
   * @param where the table is, or null if the file has none
   */
  SharedMessages(
      MetadataIo io, SharedMessageTableMessage where, FractalHeapStore.Unfilter unfilter) {
    this.io = io;
    this.where = where;
    this.unfilter = unfilter;
  }

  /** The message of that type with that heap ID. */
  synchronized Message find(MessageType type, byte[] heapId) {
    Map<ByteBuffer, Message> ofType = known.computeIfAbsent(type, t -> new HashMap<>());
    Message m = ofType.get(ByteBuffer.wrap(heapId));
    if (m == null) {
      FractalHeapStore heap = heaps.get(type);
      if (heap == null) {
        heap = new FractalHeapStore(io, heapAddress(type), unfilter);
        heaps.put(type, heap);
      }
      m = type.decode(io.geometry(), io.file(), -1, heap.read(heapId), io.limits());
      ofType.put(ByteBuffer.wrap(heapId), m);
    }
    return m;
  }

  private long heapAddress(MessageType type) {
    // both fill value messages count as one type here
    int bit = 1 << (type == MessageType.FILL_VALUE_OLD ? MessageType.FILL_VALUE : type).id();
    if (where != null) {
      if (table == null) {
        table =
            io.read(
                "Shared message table",
                where.tableAddress(),
                SharedMessageTable.size(io.geometry(), where.indices()),
                SharedMessageTable.of(where.indices()));
      }
      for (SharedMessageTable.Index i : table.indexes()) {
        if ((i.messageTypes() & bit) != 0 && i.heapAddress() != Wire.UNDEFINED) {
          return i.heapAddress();
        }
      }
    }
    throw io.corrupt(
        "Shared " + type.specName() + " message",
        "type",
        where == null ? -1 : where.tableAddress(),
        "a message in the file's heap of shared messages",
        "an index for " + type.specName() + " messages in the shared message table");
  }
}
