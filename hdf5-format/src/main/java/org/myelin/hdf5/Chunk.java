package org.myelin.hdf5;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One stored chunk of a dataset, as {@link Dataset#chunks} gives them. Holds no data; each call
 * reads.
 */
public final class Chunk {
  private final Dataset dataset;
  private final long[] offset;
  private final long[] shape;
  private final long address;
  private final long storedSize;
  private final int filterMask;

  Chunk(
      Dataset dataset, long[] offset, long[] shape, long address, long storedSize, int filterMask) {
    this.dataset = dataset;
    this.offset = offset;
    this.shape = shape;
    this.address = address;
    this.storedSize = storedSize;
    this.filterMask = filterMask;
  }

  /** The chunk's first element, one index for each dimension. */
  public long[] offset() {
    return offset.clone();
  }

  /** Lengths of the chunk; at the edges it may stick out over the dataset. */
  public long[] shape() {
    return shape.clone();
  }

  /** Where it lies in the file, relative to the base address. */
  public long address() {
    return address;
  }

  /** Bytes in the file, after the filters. */
  public long storedSize() {
    return storedSize;
  }

  /** Bit {@code i} is set where filter {@code i} of the dataset was left out for this chunk. */
  public int filterMask() {
    return filterMask;
  }

  /** The chunk's elements that lie inside the dataset. */
  public Hyperslab selection() {
    long[] space = dataset.shape();
    long[] count = shape.clone();
    for (int d = 0; d < count.length; d++) {
      count[d] = Math.max(0, Math.min(count[d], space[d] - offset[d]));
    }
    return Hyperslab.start(offset).count(count);
  }

  /** The elements of {@link #selection}, decoded, as {@link Dataset#read(Selection)} gives them. */
  public Object read() {
    return dataset.read(selection());
  }

  /**
   * The bytes as they are stored, before any filter is undone.
   *
   * @throws IllegalArgumentException for more than 2 GiB; read such chunks by parts, by selection
   */
  public ByteBuffer readStored() {
    if (storedSize > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          this + " does not fit one buffer; read it by parts, by selection");
    }
    dataset.file.engine().checkOpen();
    return dataset.file.engine().readRaw(dataset.path, address, storedSize);
  }

  @Override
  public String toString() {
    return "chunk "
        + Arrays.toString(offset)
        + " of "
        + dataset.path
        + ", "
        + storedSize
        + " bytes at 0x"
        + Long.toHexString(address);
  }
}
