package org.myelin.hdf5.internal.format.level1;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * A message that objects share, or may share, as an index of such messages holds it, in a list or
 * in a version 2 B-tree. Specification: III.I and III.A.2, record type 7.
 *
 * @param inHeap whether the message is in the index's heap; else it is in the header of the only
 *     object that has it
 * @param hash of the encoded message; the type of the message is its initial value
 * @param referenceCount messages that are this one; 0 if not in the heap
 * @param heapId eight bytes; empty if not in the heap
 * @param messageType of a message in an object header; 0 if in the heap
 * @param index of a message in an object header among those of its type; 0 if in the heap
 * @param headerAddress of a message in an object header; undefined if in the heap
 */
public record SharedMessageRecord(
    boolean inHeap,
    long hash,
    long referenceCount,
    byte[] heapId,
    int messageType,
    int index,
    long headerAddress) {
  private static final int ID_LENGTH = 8;

  /** Location and hash. */
  private static final int HEAD = 5;

  /** A message in the heap. */
  public static SharedMessageRecord inHeap(long hash, long referenceCount, byte[] heapId) {
    return new SharedMessageRecord(true, hash, referenceCount, heapId, 0, 0, Wire.UNDEFINED);
  }

  /** Bytes of a record, wherever its message is. */
  public static int size(Geometry g) {
    return HEAD + Math.max(4 + ID_LENGTH, 4 + g.sizeOfOffsets());
  }

  /** The record type in a B-tree. */
  public static BTreeV2RecordType<SharedMessageRecord> type(Geometry g) {
    return new BTreeV2RecordType<>(7, size(g), SharedMessageRecord::transfer);
  }

  /** Bytes of a list with room for so many records. */
  public static long listSize(Geometry g, long records) {
    return 8 + records * size(g);
  }

  /** The description of a list of so many records; room behind them is not part of it. */
  public static Wire.Description<List<SharedMessageRecord>> list(int records) {
    return (w, all) -> {
      w.signature("SMLI");
      List<SharedMessageRecord> out = new ArrayList<>();
      for (int i = 0; i < records; i++) {
        out.add(
            w.item("record " + i, all == null ? null : all.get(i), SharedMessageRecord::transfer));
      }
      w.checksum("checksum", 0);
      return out;
    };
  }

  private static SharedMessageRecord transfer(Wire w, SharedMessageRecord r) {
    long end = w.position() + size(w.geometry());
    int location = w.u8("message location", r, x -> x.inHeap ? 0 : 1);
    if (location > 1) {
      throw w.corrupt("message location", location, "0 or 1");
    }
    long hash = w.u32("hash value", r, SharedMessageRecord::hash);
    SharedMessageRecord out;
    if (location == 0) {
      long count = w.u32("reference count", r, SharedMessageRecord::referenceCount);
      out = inHeap(hash, count, w.bytes("heap ID", ID_LENGTH, r, SharedMessageRecord::heapId));
    } else {
      w.zeros("reserved", 1);
      out =
          new SharedMessageRecord(
              false,
              hash,
              0,
              new byte[0],
              w.u8("message type", r, SharedMessageRecord::messageType),
              w.u16("creation index", r, SharedMessageRecord::index),
              w.definedOffset("object header address", r, SharedMessageRecord::headerAddress));
    }
    w.zeros("room", end - w.position());
    return out;
  }
}
