package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import org.myelin.hdf5.ReadLimits;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.spi.FileDriver;

/** The object header behind superblocks 2 and 3 that holds what does not fit there. */
final class SuperblockExtension {
  private SuperblockExtension() {}

  /** Refuses files whose extension asks for what this version cannot do. */
  static void check(FileDriver driver, long base, SuperblockV2 s) {
    MetadataIo io = new MetadataIo(driver, base, s.geometry(), ReadLimits.DEFAULT);
    ObjectHeader h = new HeaderReader(io).read(s.extensionAddress());
    for (MessageType t :
        new MessageType[] {
          MessageType.DRIVER_INFO, MessageType.SHARED_MESSAGE_TABLE, MessageType.B_TREE_K_VALUES
        }) {
      ObjectHeader.Message m = h.find(t);
      if (m != null) {
        t.decode(s.geometry(), driver.name(), h.address(), ByteBuffer.wrap(m.body()));
        throw new UnsupportedFormatException(
            driver.name()
                + ": a superblock extension with a "
                + t.specName()
                + " message is not supported yet");
      }
    }
  }
}
