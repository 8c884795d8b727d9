package org.myelin.hdf5.internal.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;
import org.myelin.hdf5.spi.FileDriver;

/**
 * The blocks that a commit changes in place, superblock included, as they are to be. It is the last
 * thing in a file, behind the end of what is in use, so other libraries do not see it; a {@link
 * Trailer} at the very end leads to it. Not part of the HDF5 specification.
 *
 * @param blocks in ascending order of position, without overlap
 */
public record RedoRecord(List<Block> blocks) {
  /** Bytes of the trailer. */
  private static final int TRAILER = 8 + 8 + 4;

  /** Copies the list. */
  public RedoRecord {
    blocks = List.copyOf(blocks);
  }

  /** New bytes for a position. */
  public record Block(long position, byte[] bytes) {
    private static Block transfer(Wire w, Block b) {
      long position = w.u64("position", b, Block::position);
      long length = w.u32("length", b == null ? 0 : b.bytes.length);
      return new Block(position, w.bytes("content", length, b, Block::bytes));
    }
  }

  private record Trailer(long length) {
    private static Trailer transfer(Wire w, Trailer t) {
      long length = w.u64("length of the record", t, Trailer::length);
      w.signature("MyelRedo");
      w.checksum("checksum", 0);
      return new Trailer(length);
    }
  }

  private static RedoRecord transfer(Wire w, RedoRecord r) {
    w.signature("MyelRecd");
    w.constant("version", 4, 0);
    int count =
        w.count("number of blocks", w.u32("number of blocks", r == null ? 0 : r.blocks.size()), 12);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(w.item("block", r == null ? null : r.blocks.get(i), Block::transfer));
    }
    w.checksum("checksum", 0);
    return new RedoRecord(blocks);
  }

  /** A record of these bytes by position. */
  public static RedoRecord of(TreeMap<Long, byte[]> byPosition) {
    List<Block> blocks = new ArrayList<>();
    byPosition.forEach((at, bytes) -> blocks.add(new Block(at, bytes)));
    return new RedoRecord(blocks);
  }

  /** The record and its trailer, to be written at the end of a file. */
  public byte[] encode() {
    byte[] record = Wire.encode(Geometry.DEFAULT, this, RedoRecord::transfer);
    byte[] trailer = Wire.encode(Geometry.DEFAULT, new Trailer(record.length), Trailer::transfer);
    return ByteBuffer.allocate(record.length + trailer.length).put(record).put(trailer).array();
  }

  /** The record at the end of this storage, or null if there is none or it is not whole. */
  public static RedoRecord find(FileDriver driver, long maxAllocation) {
    long size = driver.size();
    Trailer t = size < TRAILER ? null : parse(driver, size - TRAILER, TRAILER, Trailer::transfer);
    long most = Math.min(size - TRAILER, Math.min(maxAllocation, Integer.MAX_VALUE - 64));
    RedoRecord r =
        t == null || t.length < 0 || t.length > most
            ? null
            : parse(driver, size - TRAILER - t.length, (int) t.length, RedoRecord::transfer);
    return r == null || !r.isBefore(size - TRAILER - t.length) ? null : r;
  }

  private boolean isBefore(long end) {
    long from = 0;
    for (Block b : blocks) {
      if (b.position < from || b.position > end - b.bytes.length) {
        return false;
      }
      from = b.position + b.bytes.length;
    }
    return true;
  }

  /** The structure, or null: what a crash tore looks like anything else. */
  private static <R> R parse(FileDriver d, long at, int length, Wire.Description<R> description) {
    ByteBuffer b = ByteBuffer.allocate(length);
    d.read(at, b);
    try {
      return Wire.read(Geometry.DEFAULT, d.name(), "Redo record", at, b.flip(), description);
    } catch (CorruptFileException e) {
      return null;
    }
  }

  /** The blocks by position. */
  public TreeMap<Long, byte[]> byPosition() {
    TreeMap<Long, byte[]> all = new TreeMap<>();
    blocks.forEach(b -> all.put(b.position, b.bytes));
    return all;
  }
}
