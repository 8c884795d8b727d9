package org.myelin.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.myelin.hdf5.internal.dataset.NumberFormat;
import org.myelin.hdf5.internal.dataset.PrimitiveArrays;

/**
 * Writes rows of numbers behind the end of a dataset that grows, for data whose length nobody knows
 * before. A row is one index of the first dimension. Appending copies it into a buffer; whole
 * chunks go into the file together, about 4 MiB at a time. Until then, the dataset does not have
 * the rows: {@link #flush} or {@link #close} bring the rest.
 *
 * <pre>{@code
 * try (Appender rows = dataset.appender()) {
 *   while (device.isOn()) rows.append(device.next());
 * }
 * }</pre>
 *
 * <p>For one thread, in a file of one rank. While it is open, nothing else may give the dataset
 * another shape.
 */
public final class Appender implements AutoCloseable {
  private static final int BUFFER = 4 << 20;

  private final Dataset dataset;
  private final NumberFormat format;
  private final long[] row;
  private final int rowBytes;
  private final ByteBuffer buffer;
  private final long chunkRows;
  private int limit;
  private boolean closed;

  Appender(Dataset dataset, NumberFormat format) {
    this.dataset = dataset;
    this.format = format;
    this.row = dataset.shape();
    row[0] = 1;
    long bytes = dataset.datatype().size();
    for (long n : row) {
      bytes = Math.multiplyExact(bytes, n);
    }
    if (bytes > Integer.MAX_VALUE / 2 || bytes == 0) {
      throw new IllegalArgumentException(
          dataset + ": a row of " + bytes + " bytes cannot be appended");
    }
    rowBytes = (int) bytes;
    chunkRows = dataset.layout().chunkShape()[0];
    long chunk = chunkRows * rowBytes;
    long room =
        chunk > BUFFER ? Math.max(rowBytes, BUFFER / rowBytes * rowBytes) : BUFFER / chunk * chunk;
    buffer = ByteBuffer.allocate((int) room).order(ByteOrder.LITTLE_ENDIAN);
    limit = roomToChunk();
  }

  /** Bytes up to the last start of a chunk that fits the buffer. */
  private int roomToChunk() {
    long inChunk = dataset.shape()[0] % chunkRows * rowBytes;
    return (int) (inChunk < buffer.capacity() ? buffer.capacity() - inChunk : buffer.capacity());
  }

  /**
   * Appends one row or several.
   *
   * @param values an array of numbers or booleans of any width, converted like {@link
   *     Dataset#writeLongs}; a whole number of rows
   * @throws IllegalArgumentException for another number of values; nothing is appended then
   */
  public void append(Object values) {
    checkOpen();
    int n = java.lang.reflect.Array.getLength(values);
    long perRow = rowBytes / dataset.datatype().size();
    if (n % perRow != 0) {
      throw new IllegalArgumentException(
          dataset + ": " + n + " values are not a whole number of rows of " + perRow);
    }
    var source = PrimitiveArrays.source(values, format);
    int size = (int) dataset.datatype().size();
    for (int done = 0; done < n; ) {
      int count = (int) Math.min(n - done, (limit - buffer.position()) / rowBytes * perRow);
      source.copy(done, count, buffer, buffer.position());
      buffer.position(buffer.position() + count * size);
      done += count;
      spill();
    }
  }

  private void spill() {
    if (limit - buffer.position() < rowBytes) {
      flush();
    }
  }

  /** Gives the dataset all rows so far; they are safe after {@link Hdf5File#flush}. */
  public void flush() {
    checkOpen();
    long rows = buffer.position() / rowBytes;
    if (rows > 0) {
      long[] shape = dataset.shape();
      long[] start = new long[shape.length];
      start[0] = shape[0];
      long[] count = row.clone();
      count[0] = rows;
      shape[0] += rows;
      dataset.resize(shape);
      byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
      dataset.writeRaw(
          Hyperslab.start(start).count(count), ByteBuffer.wrap(bytes), Transfer.INDEPENDENT);
      buffer.clear();
    }
    limit = roomToChunk();
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException(dataset + ": the appender is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      flush();
      closed = true;
    }
  }
}
