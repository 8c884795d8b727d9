package org.myelin.hdf5.internal.format.level1;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * The master table of messages that objects share. Specification: III.I.
 *
 * @param indexes each for other types of messages
 */
public record SharedMessageTable(List<Index> indexes) {
  /**
   * One index.
   *
   * @param type 0: a list, 1: a version 2 B-tree
   * @param messageTypes bit i: messages of type i
   * @param minSize bytes of the smallest message that is shared
   * @param listCutoff more messages than this go into a B-tree
   * @param treeCutoff fewer messages than this go into a list
   * @param messages in the index
   * @param indexAddress of the list or B-tree, undefined while there is none
   * @param heapAddress of the messages' fractal heap, undefined while there is none
   */
  public record Index(
      int type,
      int messageTypes,
      long minSize,
      int listCutoff,
      int treeCutoff,
      int messages,
      long indexAddress,
      long heapAddress) {
    private static Index transfer(Wire w, Index i) {
      w.version(0, 0, 0);
      int type = w.u8("index type", i, Index::type);
      if (type > 1) {
        throw w.corrupt("index type", type, "0 or 1");
      }
      return new Index(
          type,
          w.u16("message type flags", i, Index::messageTypes),
          w.u32("minimum message size", i, Index::minSize),
          w.u16("list cutoff", i, Index::listCutoff),
          w.u16("v2 B-tree cutoff", i, Index::treeCutoff),
          w.u16("number of messages", i, Index::messages),
          w.offset("index address", i, Index::indexAddress),
          w.offset("fractal heap address", i, Index::heapAddress));
    }
  }

  /** Bytes of a table with so many indexes. */
  public static int size(Geometry g, int indexes) {
    return 8 + indexes * (14 + 2 * g.sizeOfOffsets());
  }

  /** The description of a table with so many indexes. */
  public static Wire.Description<SharedMessageTable> of(int indexes) {
    return (w, t) -> {
      w.signature("SMTB");
      List<Index> out = new ArrayList<>();
      for (int i = 0; i < indexes; i++) {
        out.add(w.item("index " + i, t == null ? null : t.indexes.get(i), Index::transfer));
      }
      w.checksum("checksum", 0);
      return new SharedMessageTable(out);
    };
  }
}
