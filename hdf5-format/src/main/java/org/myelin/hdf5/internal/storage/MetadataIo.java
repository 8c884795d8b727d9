package org.myelin.hdf5.internal.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.ReadLimits;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;
import org.myelin.hdf5.spi.FileDriver;

/**
 * Fetches structures by address and hands their bytes to their descriptions: the joint between the
 * format, which knows no storage, and the driver, which knows no format. Addresses are relative to
 * the base address.
 */
public final class MetadataIo {
  private final FileDriver driver;
  private final long baseAddress;
  private final Geometry geometry;
  private final ReadLimits limits;
  private final MetadataBlocks blocks;
  private volatile Watcher watcher;

  /** Hears of every structure that is met. */
  public interface Watcher {
    /** A structure takes these bytes; the same one may be met more than once, and in parts. */
    void met(String structure, long address, long size);
  }

  /** Reads through this driver, of a file that may change. */
  public MetadataIo(FileDriver driver, long baseAddress, Geometry geometry, ReadLimits limits) {
    this(driver, baseAddress, geometry, limits, true);
  }

  /**
   * Reads through this driver.
   *
   * @param changing whether the file may change from one read to the next; else blocks of it are
   *     kept until {@link #forget}
   */
  public MetadataIo(
      FileDriver driver, long baseAddress, Geometry geometry, ReadLimits limits, boolean changing) {
    this.driver = driver;
    this.blocks = changing ? null : new MetadataBlocks(driver);
    this.baseAddress = baseAddress;
    this.geometry = geometry;
    this.limits = limits;
  }

  /** Tells this watcher of every structure from now on; null for none. */
  public void watch(Watcher newWatcher) {
    watcher = newWatcher;
  }

  /** Tells the watcher of a structure that was not fetched by {@link #bytes}. */
  public void met(String structure, long address, long size) {
    Watcher w = watcher;
    if (w != null) {
      w.met(structure, address, size);
    }
  }

  /** Widths of offsets and lengths. */
  public Geometry geometry() {
    return geometry;
  }

  /** The caller's limits. */
  public ReadLimits limits() {
    return limits;
  }

  /** What messages call the file. */
  public String file() {
    return driver.name();
  }

  /** Bytes from the base address to the end of the file. */
  public long stored() {
    return Math.max(0, size() - baseAddress);
  }

  private long size() {
    return blocks == null ? driver.size() : blocks.size();
  }

  /** Looks at the file anew from now on: another program may have changed it. */
  public void forget() {
    if (blocks != null) {
      blocks.forget();
    }
  }

  /** Exactly {@code size} bytes of the named structure. */
  public ByteBuffer bytes(String structure, long address, long size) {
    long stored = size() - baseAddress;
    if (address < 0 || size < 0 || size > limits.maxAllocation() || address > stored - size) {
      throw corrupt(
          structure,
          "address",
          Math.max(address, -1),
          size + " bytes at 0x" + Long.toHexString(address),
          "at most the " + Math.max(stored, 0) + " bytes of the file");
    }
    met(structure, address, size);
    return upTo(address, (int) size);
  }

  /** At most {@code size} bytes; fewer where the file ends. */
  public ByteBuffer upTo(long address, int size) {
    // base and address may both be near 2^63, so that their sum would come out small
    long behind = size() - baseAddress;
    long stored = address < 0 || address > behind ? 0 : behind - address;
    ByteBuffer b = ByteBuffer.allocate((int) Math.min(size, stored)).order(ByteOrder.LITTLE_ENDIAN);
    if (b.hasRemaining() && blocks != null) {
      blocks.read(baseAddress + address, b);
    } else if (b.hasRemaining()) {
      driver.read(baseAddress + address, b);
    }
    return b.flip();
  }

  /** Reads a structure of known size. */
  public <R> R read(String structure, long address, long size, Wire.Description<R> description) {
    return parse(structure, address, bytes(structure, address, size), description);
  }

  /** Reads a structure from bytes that lie at {@code address}. */
  public <R> R parse(
      String structure, long address, ByteBuffer bytes, Wire.Description<R> description) {
    return Wire.read(geometry, file(), structure, address, bytes, limits, description);
  }

  /** The bytes of a structure. */
  public <R> byte[] encode(R value, Wire.Description<R> description) {
    return Wire.encode(geometry, value, description);
  }

  /**
   * Bytes of all elements of this space and type, as the object header at {@code address} gives
   * them.
   */
  public long bytesOf(Dataspace space, Datatype type, long address) {
    if (space.isNull()) {
      return 0;
    }
    long bytes = type.size();
    for (long n : space.shape()) {
      if (n != 0 && bytes > Long.MAX_VALUE / n) {
        throw corrupt(
            "Dataspace message",
            "dimensions",
            address,
            space + " of elements of " + type.size() + " bytes",
            "less than 2^63 bytes");
      }
      bytes *= n;
    }
    return bytes;
  }

  /** A finding in this file. */
  public CorruptFileException corrupt(
      String structure, String field, long address, String found, String expected) {
    return new CorruptFileException(file(), structure, field, address, found, expected, "");
  }
}
