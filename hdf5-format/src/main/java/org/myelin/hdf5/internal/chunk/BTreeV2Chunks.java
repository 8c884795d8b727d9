package org.myelin.hdf5.internal.chunk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.myelin.hdf5.internal.format.level1.BTreeV2RecordType;
import org.myelin.hdf5.internal.format.level1.ChunkBTreeRecord;
import org.myelin.hdf5.internal.format.level2.ChunkIndexing;
import org.myelin.hdf5.internal.storage.BTreeV2Reader;
import org.myelin.hdf5.internal.storage.BTreeV2Writer;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.storage.MetadataSink;
import org.myelin.hdf5.internal.storage.SpaceUse;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Chunk index of datasets that can grow in several dimensions: a version 2 B-tree. Written anew as
 * a whole into new space.
 */
final class BTreeV2Chunks implements ChunkIndex {
  private final MetadataIo io;
  private final ChunkIndexing.BTreeV2 indexing;
  private final long chunkBytes;
  private final int sizeWidth;
  private final BTreeV2RecordType<ChunkBTreeRecord> type;
  private final SpaceUse space = new SpaceUse();
  private long stored = Wire.UNDEFINED;

  /**
   * @param sizeWidth bytes of a filtered chunk's size; 0 without filters
   */
  BTreeV2Chunks(
      MetadataIo io, ChunkIndexing.BTreeV2 indexing, int rank, long chunkBytes, int sizeWidth) {
    this.io = io;
    this.indexing = indexing;
    this.chunkBytes = chunkBytes;
    this.sizeWidth = sizeWidth;
    this.type = ChunkBTreeRecord.type(io.geometry(), rank, sizeWidth);
  }

  @Override
  public void load(long address, ChunkTable into) {
    stored = address;
    long[][] last = new long[1][];
    BTreeV2Reader.forEach(
        io,
        address,
        type,
        r -> {
          if (last[0] != null && Arrays.compare(last[0], r.scaled()) >= 0) {
            throw io.corrupt(
                "Version 2 B-tree",
                "chunk record",
                address,
                Arrays.toString(r.scaled()),
                "records in order, behind " + Arrays.toString(last[0]));
          }
          last[0] = r.scaled();
          into.load(
              r.scaled(),
              new ChunkRecord(r.address(), sizeWidth == 0 ? chunkBytes : r.size(), r.filterMask()));
        });
  }

  @Override
  public long store(MetadataSink sink, ChunkTable table) {
    BTreeV2Reader.enter(io, stored, type, space);
    stored = Wire.UNDEFINED;
    space.release(sink);
    if (table.size() == 0) {
      return Wire.UNDEFINED;
    }
    List<ChunkBTreeRecord> records = new ArrayList<>(table.size());
    table.forEach(
        (scaled, r) ->
            records.add(
                new ChunkBTreeRecord(
                    r.address(), sizeWidth == 0 ? 0 : r.size(), r.filterMask(), scaled)));
    return BTreeV2Writer.write(
        io, space.recording(sink), type, Math.toIntExact(indexing.nodeSize()), records);
  }
}
