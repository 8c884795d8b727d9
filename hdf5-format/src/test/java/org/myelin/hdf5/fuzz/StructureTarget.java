package org.myelin.hdf5.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.format.level1.BTreeV2Header;
import org.myelin.hdf5.internal.format.level1.ChunkBTreeNode;
import org.myelin.hdf5.internal.format.level1.ExtensibleArrayHeader;
import org.myelin.hdf5.internal.format.level1.FixedArrayHeader;
import org.myelin.hdf5.internal.format.level1.FractalHeapHeader;
import org.myelin.hdf5.internal.format.level1.GlobalHeapCollection;
import org.myelin.hdf5.internal.format.level1.GroupBTreeNode;
import org.myelin.hdf5.internal.format.level1.LocalHeap;
import org.myelin.hdf5.internal.format.level1.SharedMessageTable;
import org.myelin.hdf5.internal.format.level1.StoredSelection;
import org.myelin.hdf5.internal.format.level1.SymbolTableNode;
import org.myelin.hdf5.internal.format.level1.VirtualMappings;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Lookup3;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Superblocks, both B-trees, heaps, chunk indexes, stored selections and virtual mappings, each by
 * itself. Byte 0 picks the structure, byte 1 the widths, byte 2 a number that some need; if its
 * highest bit is set, the last four bytes become the checksum of the rest.
 */
public final class StructureTarget {
  private StructureTarget() {}

  private static List<Wire.Description<?>> structures(int number) {
    return List.of(
        SymbolTableNode.of(number),
        GroupBTreeNode.of(number),
        ChunkBTreeNode.of(number, 1 + number % 5),
        (w, v) -> GlobalHeapCollection.transfer(w, (GlobalHeapCollection) v),
        (w, v) -> LocalHeap.transfer(w, (LocalHeap) v),
        (w, v) -> FixedArrayHeader.transfer(w, (FixedArrayHeader) v),
        (w, v) -> ExtensibleArrayHeader.transfer(w, (ExtensibleArrayHeader) v),
        (w, v) -> FractalHeapHeader.transfer(w, (FractalHeapHeader) v),
        (w, v) -> BTreeV2Header.transfer(w, (BTreeV2Header) v),
        SharedMessageTable.of(1 + number % 8),
        (w, v) -> StoredSelection.read(w),
        (w, v) -> VirtualMappings.read(w));
  }

  /** One input. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 8) {
      return;
    }
    Geometry g = MessageTarget.geometry(data[1]);
    byte[] body = Arrays.copyOfRange(data, 3, data.length);
    if (data[2] < 0) {
      ByteBuffer b = ByteBuffer.wrap(body).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      b.putInt(body.length - 4, Lookup3.hash(b, 0, body.length - 4));
    }
    List<Wire.Description<?>> all = structures(1 + (data[2] & 0x7f));
    int choice = (data[0] & 0xff) % (all.size() + 1);
    try {
      if (choice == all.size()) {
        Superblock.read("fuzz", 0, ByteBuffer.wrap(body));
      } else {
        read(g, body, all.get(choice));
      }
    } catch (Hdf5Exception e) {
      // what a broken structure is answered with
    }
  }

  private static <R> void read(Geometry g, byte[] body, Wire.Description<R> d) {
    Wire.read(g, "fuzz", "structure", 0, ByteBuffer.wrap(body), d);
  }
}
