package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.myelin.hdf5.ReadLimits;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.driver.CacheImageDriver;
import org.myelin.hdf5.internal.format.level0.DriverInfoBlock;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.format.level0.SuperblockV0;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.internal.format.level2.BTreeKValuesMessage;
import org.myelin.hdf5.internal.format.level2.DriverInfoMessage;
import org.myelin.hdf5.internal.format.level2.FileSpaceInfoMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.MetadataCacheImage;
import org.myelin.hdf5.internal.format.level2.MetadataCacheImageMessage;
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

  private static Object content(MetadataIo io, SuperblockV2 s, MessageType t) {
    return s.extensionAddress() == Wire.UNDEFINED
        ? null
        : content(io, new HeaderReader(io).read(s.extensionAddress()), t);
  }

  /**
   * Makes the file forget the free space that it keeps account of. libhdf5 takes what lies behind
   * the end that the account names for its own managers and cuts it off, new objects with it; it
   * makes an account anew when it closes the file.
   */
  static void forgetFreeSpace(HeaderCache headers, Superblock superblock, Commit commit) {
    if (!(superblock instanceof SuperblockV2 s) || s.extensionAddress() == Wire.UNDEFINED) {
      return;
    }
    ObjectHeader h = headers.read(s.extensionAddress());
    ObjectHeader.Message m = h.find(MessageType.FILE_SPACE_INFO);
    FileSpaceInfoMessage info = m == null ? null : (FileSpaceInfoMessage) headers.decode(h, m);
    if (info == null || !info.persist() || !info.hasManagers()) {
      return;
    }
    if (info.version() == 0) {
      throw new UnsupportedFormatException(
          headers.fileName()
              + ": changing a file that keeps its free space as libhdf5 did before 1.10.0 (file"
              + " space info message version 0) is not supported; copy it with h5repack first");
    }
    h.replace(m, MessageType.encode(superblock.geometry(), info.withoutManagers()));
    headers.encode(h, commit);
  }

  /** How the file is cut into members; null if it says nothing of that. */
  static DriverInfoBlock driverInfo(MetadataIo io, SuperblockV2 s) {
    DriverInfoMessage m = (DriverInfoMessage) content(io, s, MessageType.DRIVER_INFO);
    return m == null ? null : new DriverInfoBlock(m.driver(), m.info());
  }

  /**
   * The file with its metadata cache image, if it has one, over what lies at the same addresses:
   * the image is newer.
   */
  static FileDriver withCacheImage(FileDriver driver, Superblocks.Found found, ReadLimits limits) {
    if (!(found.superblock() instanceof SuperblockV2 v)) {
      return driver;
    }
    MetadataIo io = new MetadataIo(driver, found.base(), v.geometry(), limits);
    MetadataCacheImageMessage m =
        (MetadataCacheImageMessage) content(io, v, MessageType.METADATA_CACHE_IMAGE);
    if (m == null || m.address() == Wire.UNDEFINED || m.length() == 0) {
      return driver;
    }
    MetadataCacheImage image =
        io.read("Metadata cache image", m.address(), m.length(), MetadataCacheImage::transfer);
    Map<Long, byte[]> over = new HashMap<>();
    for (MetadataCacheImage.Entry e : image.entries()) {
      if (e.address() > found.end() - found.base() - e.bytes().length) {
        throw io.corrupt(
            "Metadata cache image",
            "address",
            m.address(),
            e.bytes().length + " bytes at 0x" + Long.toHexString(e.address()),
            "at most the " + (found.end() - found.base()) + " bytes of the file");
      }
      over.put(found.base() + e.address(), e.bytes());
    }
    return new CacheImageDriver(driver, over);
  }
}
