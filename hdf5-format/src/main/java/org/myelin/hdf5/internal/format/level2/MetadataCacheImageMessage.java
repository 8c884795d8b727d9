package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Wire;

/**
 * A block that holds metadata as it was cached; in the superblock extension. Specification:
 * IV.A.2.y.
 *
 * @param address of the block, or undefined
 * @param length bytes of the block
 */
public record MetadataCacheImageMessage(long address, long length) implements Message {
  @Override
  public MessageType type() {
    return MessageType.METADATA_CACHE_IMAGE;
  }

  static MetadataCacheImageMessage transfer(Wire w, MetadataCacheImageMessage m) {
    w.version(0, 0, 0);
    long at = w.offset("metadata cache image block address", m, MetadataCacheImageMessage::address);
    return new MetadataCacheImageMessage(
        at, w.length("block size", m, MetadataCacheImageMessage::length));
  }
}
