package org.myelin.hdf5.internal.chunk;

import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.storage.MetadataSink;

/** A chunk index that this version reads and does not write. */
abstract class ReadOnlyChunks implements ChunkIndex {
  protected final MetadataIo io;
  private final String name;

  /**
   * @param name as the specification has it, with its article
   */
  ReadOnlyChunks(MetadataIo io, String name) {
    this.io = io;
    this.name = name;
  }

  @Override
  public final String readOnlyName() {
    return name;
  }

  /** Write calls that would come here are refused before; this is for the one that is not. */
  @Override
  public final long store(MetadataSink sink, ChunkTable table) {
    throw new UnsupportedFormatException(
        io.file() + ": changing " + name + " chunk index is not supported yet");
  }
}
