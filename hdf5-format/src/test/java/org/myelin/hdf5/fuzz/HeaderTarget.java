package org.myelin.hdf5.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.hdf5.internal.format.level0.SuperblockV0;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.internal.format.level1.SymbolTableEntry;
import org.myelin.hdf5.internal.wire.Lookup3;

/**
 * The object header of a root group, in a file that is whole but for it. Byte 0 picks the version
 * and, of version 2, the flags; the rest are the messages, and what they lead to.
 */
public final class HeaderTarget {
  private static final int SUPERBLOCK = 96;
  private static final int PREFIX_V1 = 16;
  private static final int PREFIX_V2 = 10;

  private HeaderTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 16) {
      return;
    }
    FileTarget.fuzzerTestOneInput((data[0] & 1) == 0 ? version1(data) : version2(data));
  }

  private static byte[] version1(byte[] data) {
    int end = SUPERBLOCK + PREFIX_V1 + data.length - 1;
    ByteBuffer b = file(end, SuperblockV0.of(end, SymbolTableEntry.hard(0, SUPERBLOCK)).encode());
    // half of the bytes are the first block, the others what its messages point to
    b.put((byte) 1).put((byte) 0).putShort((short) 64).putInt(1).putInt((data.length - 1) / 2 & ~7);
    return b.position(SUPERBLOCK + PREFIX_V1).put(data, 1, data.length - 1).array();
  }

  /** With a first block of less than 64 KiB under a right checksum. */
  private static byte[] version2(byte[] data) {
    int end = SUPERBLOCK + PREFIX_V2 + data.length + 3;
    ByteBuffer b = file(end, SuperblockV2.of(2, end, SUPERBLOCK).encode());
    int block = Math.min(0xffff, (data.length - 1) / 2);
    int flags = data[0] & 0x0c | 1;
    b.put(new byte[] {'O', 'H', 'D', 'R', 2, (byte) flags}).putShort((short) block);
    b.put(data, 1, block);
    int sealed = b.position();
    b.putInt(Lookup3.hash(b, SUPERBLOCK, sealed - SUPERBLOCK));
    return b.put(data, 1 + block, Math.min(data.length - 1 - block, b.remaining())).array();
  }

  private static ByteBuffer file(int size, byte[] superblock) {
    return ByteBuffer.allocate(size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(superblock)
        .position(SUPERBLOCK);
  }
}
