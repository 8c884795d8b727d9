package org.myelin.hdf5.internal.file;

import java.util.TreeMap;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.internal.format.level1.FreeSpaceHeader;
import org.myelin.hdf5.internal.format.level1.FreeSpaceSections;
import org.myelin.hdf5.internal.format.level2.FileSpaceInfoMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.MetadataCacheImageMessage;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.storage.SpaceUse;
import org.myelin.hdf5.internal.wire.Wire;

/** The space that belongs to no object: what the file's own structures take, and what is free. */
public final class FileSpace {
  private final HeaderCache headers;
  private final MetadataIo io;
  private final TreeMap<Long, Long> used = new TreeMap<>();
  private final TreeMap<Long, Long> free = new TreeMap<>();

  /**
   * Looks.
   *
   * @throws Hdf5Exception if a structure of the file itself cannot be read
   */
  FileSpace(HeaderCache headers, MetadataIo io, Superblock superblock) {
    this.headers = headers;
    this.io = io;
    used.put(0L, (long) superblock.encode().length);
    SpaceUse shared = new SpaceUse();
    headers.sharedMessages().enter(shared);
    shared.forEach((a, n) -> used.merge(a, n, Math::max));
    if (superblock instanceof SuperblockV2 s && s.extensionAddress() != Wire.UNDEFINED) {
      extension(headers.read(s.extensionAddress()));
    }
  }

  /** Sizes of the blocks in use, by their addresses. */
  public TreeMap<Long, Long> used() {
    return used;
  }

  /** Sizes of the pieces that the file says are free, by their addresses. */
  public TreeMap<Long, Long> free() {
    return free;
  }

  private void extension(ObjectHeader h) {
    h.blocks().forEach(b -> used.merge(b.address(), b.size(), Math::max));
    ObjectHeader.Message image = h.find(MessageType.METADATA_CACHE_IMAGE);
    if (image != null
        && headers.decode(h, image) instanceof MetadataCacheImageMessage m
        && m.address() != Wire.UNDEFINED) {
      used.merge(m.address(), m.length(), Math::max);
    }
    ObjectHeader.Message info = h.find(MessageType.FILE_SPACE_INFO);
    if (info != null
        && headers.decode(h, info) instanceof FileSpaceInfoMessage m
        && m.version() > 0) {
      m.managers().stream().filter(a -> a != Wire.UNDEFINED).distinct().forEach(this::manager);
    }
  }

  private void manager(long address) {
    long size = FreeSpaceHeader.size(io.geometry());
    FreeSpaceHeader h =
        io.read("Free-space manager header", address, size, FreeSpaceHeader::transfer);
    used.merge(address, size, Math::max);
    if (h.sectionsAddress() == Wire.UNDEFINED) {
      return;
    }
    used.merge(h.sectionsAddress(), h.sectionsAllocated(), Math::max);
    io.read(
            "Free-space section list",
            h.sectionsAddress(),
            h.sectionsUsed(),
            FreeSpaceSections.of(h))
        .sections()
        .forEach(s -> free.merge(s.address(), s.size(), Math::max));
  }
}
