package org.myelin.hdf5.internal.file;

import java.util.TreeMap;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.format.level1.AttributeRecord;
import org.myelin.hdf5.internal.format.level1.LinkNameRecord;
import org.myelin.hdf5.internal.format.level1.LinkOrderRecord;
import org.myelin.hdf5.internal.format.level2.AttributeInfoMessage;
import org.myelin.hdf5.internal.format.level2.LinkInfoMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.storage.BTreeV2Reader;
import org.myelin.hdf5.internal.storage.FractalHeapStore;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.storage.SpaceUse;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * The blocks of a file that are an object's own, as the last commit has left them: its header, the
 * heaps and trees of its links and attributes, its chunk index, its elements.
 */
final class ObjectSpace {
  private final HeaderCache headers;
  private final MetadataIo io;
  private final FractalHeapStore.Unfilter unfilter;

  ObjectSpace(HeaderCache headers, MetadataIo io, FractalHeapStore.Unfilter unfilter) {
    this.headers = headers;
    this.io = io;
    this.unfilter = unfilter;
  }

  /**
   * Sizes of the blocks by their addresses. Ends what watches the file's structures.
   *
   * @throws Hdf5Exception if something of the object cannot be read
   */
  TreeMap<Long, Long> of(ObjectHeader h) {
    TreeMap<Long, Long> blocks = new TreeMap<>();
    // elements first: what the header says of them is checked on the way
    elements(h, blocks);
    structures(h, blocks);
    h.blocks().forEach(b -> blocks.merge(b.address(), b.size(), Math::max));
    return blocks;
  }

  private void structures(ObjectHeader h, TreeMap<Long, Long> blocks) {
    SpaceUse space = new SpaceUse();
    ObjectHeader.Message links = h.find(MessageType.LINK_INFO);
    if (links != null && headers.decode(h, links) instanceof LinkInfoMessage l && l.isDense()) {
      new FractalHeapStore(io, l.fractalHeapAddress(), unfilter).enter(space);
      BTreeV2Reader.enter(io, l.nameIndexAddress(), LinkNameRecord.TYPE, space);
      BTreeV2Reader.enter(io, l.orderIndexAddress(), LinkOrderRecord.TYPE, space);
    }
    AttributeInfoMessage a = headers.attributeInfo(h);
    if (a != null && a.isDense()) {
      new FractalHeapStore(io, a.fractalHeapAddress(), unfilter).enter(space);
      BTreeV2Reader.enter(io, a.nameIndexAddress(), AttributeRecord.BY_NAME, space);
      BTreeV2Reader.enter(io, a.orderIndexAddress(), AttributeRecord.BY_ORDER, space);
    }
    space.forEach((address, size) -> blocks.merge(address, size, Math::max));
    if (headers.tableOf(h) instanceof SymbolTableLinks t) {
      // its nodes are known once its links are
      t.entries();
      t.abandon((address, size) -> blocks.merge(address, size, Math::max));
    }
    io.watch((structure, address, size) -> blocks.merge(address, size, Math::max));
    try {
      headers.readIndex(h);
    } finally {
      io.watch(null);
    }
  }

  private void elements(ObjectHeader h, TreeMap<Long, Long> blocks) {
    if (h.find(MessageType.DATA_LAYOUT) == null) {
      return;
    }
    DatasetStore store = headers.store(h, "#" + h.key());
    if (store.isChunked()) {
      store.table().forEach((at, r) -> blocks.merge(r.address(), r.size(), Math::max));
    } else if (store.elsewhere() == null
        && store.address() != Wire.UNDEFINED
        && store.blockBytes() > 0) {
      blocks.merge(store.address(), store.blockBytes(), Math::max);
    }
  }
}
