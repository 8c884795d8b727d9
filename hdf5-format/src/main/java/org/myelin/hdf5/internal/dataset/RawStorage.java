package org.myelin.hdf5.internal.dataset;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.DeflateCoder;
import org.myelin.hdf5.ReadLimits;
import org.myelin.hdf5.internal.storage.FileSpaceAllocator;
import org.myelin.hdf5.internal.storage.GlobalHeapStore;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.spi.FileDriver;

/** What datasets need of the file that they are in. */
public interface RawStorage {
  /** What messages call the file. */
  String name();

  /** The storage. */
  FileDriver driver();

  /** Where address 0 lies in the storage. */
  long baseAddress();

  /** Free and used space. */
  FileSpaceAllocator allocator();

  /** Variable-length values. */
  GlobalHeapStore heap();

  /** Widths of offsets and lengths. */
  Geometry geometry();

  /** Decoded chunks. */
  ChunkCache chunkCache();

  /** How much the file may ask for. */
  ReadLimits limits();

  /** Who encodes and decodes deflate. */
  DeflateCoder deflate();

  /** Whether this rank does what one rank must do alone. */
  boolean isFirstRank();

  /** Stored bytes of a dataset; what was allocated but never written reads as zero. */
  ByteBuffer readRaw(String path, long address, long length);

  /** Fills the buffer with stored bytes, from its position on. */
  void readRaw(String path, long address, ByteBuffer into);

  /**
   * Lends stored bytes, from position 0 of a buffer that is valid during the call only. Costs no
   * copy into the Java heap.
   */
  void withRaw(String path, long address, int length, Consumer<ByteBuffer> use);

  /**
   * Runs the work on every item, on several threads where that helps. The first failure is thrown
   * after all have ended.
   */
  <T> void inParallel(List<T> items, Consumer<T> work);

  /** A finding in this file. */
  CorruptFileException corrupt(
      String structure, String field, long address, String found, String expected);
}
