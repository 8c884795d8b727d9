package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import org.myelin.hdf5.ReadLimits;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.format.level0.SuperblockV0;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.internal.format.level2.BTreeKValuesMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.SharedMessageTableMessage;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.wire.Wire;
import org.myelin.hdf5.spi.FileDriver;

/**
 * What superblocks 0 and 1 hold themselves, and superblocks 2 and 3 in an object header behind
 * them. How free space is kept matters to writers only. Specification: II.C.
 *
 * @param storageK half the children of a chunk B-tree's node
 * @param widths the same for groups
 * @param sharedMessages where messages are that objects share; null if there are none
 */
record SuperblockExtension(
    int storageK, SymbolTableLinks.TreeWidths widths, SharedMessageTableMessage sharedMessages) {
  private static final SymbolTableLinks.TreeWidths DEFAULT_WIDTHS =
      new SymbolTableLinks.TreeWidths(SuperblockV0.DEFAULT_LEAF_K, SuperblockV0.DEFAULT_INTERNAL_K);

  /** Reads what this superblock's extension says, if there is one. */
  static SuperblockExtension read(MetadataIo io, Superblock superblock) {
    if (superblock instanceof SuperblockV0 v) {
      return new SuperblockExtension(
          v.indexedStorageK(),
          new SymbolTableLinks.TreeWidths(v.groupLeafK(), v.groupInternalK()),
          null);
    }
    SuperblockV2 v = (SuperblockV2) superblock;
    ObjectHeader h =
        v.extensionAddress() == Wire.UNDEFINED
            ? null
            : new HeaderReader(io).read(v.extensionAddress());
    BTreeKValuesMessage k = (BTreeKValuesMessage) content(io, h, MessageType.B_TREE_K_VALUES);
    return new SuperblockExtension(
        k == null ? SuperblockV0.DEFAULT_STORAGE_K : k.indexedStorageK(),
        k == null
            ? DEFAULT_WIDTHS
            : new SymbolTableLinks.TreeWidths(k.groupLeafK(), k.groupInternalK()),
        (SharedMessageTableMessage) content(io, h, MessageType.SHARED_MESSAGE_TABLE));
  }

  private static Object content(MetadataIo io, ObjectHeader h, MessageType t) {
    ObjectHeader.Message m = h == null ? null : h.find(t);
    return m == null
        ? null
        : t.decode(io.geometry(), io.file(), h.address(), ByteBuffer.wrap(m.body()), io.limits());
  }

  /** Refuses files whose extension asks for what this version cannot do. */
  static void check(FileDriver driver, long base, SuperblockV2 s) {
    MetadataIo io = new MetadataIo(driver, base, s.geometry(), ReadLimits.DEFAULT);
    ObjectHeader h = new HeaderReader(io).read(s.extensionAddress());
    for (MessageType t :
        new MessageType[] {MessageType.DRIVER_INFO, MessageType.METADATA_CACHE_IMAGE}) {
      if (content(io, h, t) != null) {
        throw new UnsupportedFormatException(
            driver.name()
                + ": a superblock extension with a "
                + t.specName()
                + " message is not supported yet");
      }
    }
  }
}
