package org.myelin.hdf5.internal.dump;

import java.util.function.IntToLongFunction;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.RegionSelection;
import org.myelin.hdf5.internal.dataset.ExternalRawData;
import org.myelin.hdf5.internal.dataset.RegularBoxes;
import org.myelin.hdf5.internal.dataset.VirtualData;
import org.myelin.hdf5.internal.format.level1.VirtualMappings;

/** Elements that lie in other datasets or files, as lines of a storage layout. */
final class DdlMappings {
  private final DdlPrinter out;

  DdlMappings(DdlPrinter out) {
    this.out = out;
  }

  /** The files with the raw data of a dataset. */
  void external(DdlContext c, ExternalRawData raw) {
    open(c, "EXTERNAL {");
    for (ExternalRawData.Piece p : raw.pieces()) {
      String size = Long.toUnsignedString(p.size());
      out.line(c, "FILENAME " + ByteText.of(p.file()) + " SIZE " + size + " OFFSET " + p.offset());
    }
    close(c);
  }

  /** The sources of a virtual dataset. */
  void virtual(DdlContext c, VirtualData data) {
    int i = 0;
    for (VirtualMappings.Entry e : data.mappings()) {
      open(c, "MAPPING " + i++ + " { ");
      open(c, "VIRTUAL {");
      selection(c, e.virtual());
      close(c);
      open(c, "SOURCE {");
      out.line(c, "FILE \"" + ByteText.of(e.file()) + "\"");
      out.line(c, "DATASET \"" + ByteText.of(e.dataset()) + "\"");
      selection(c, e.source());
      close(c);
      close(c);
    }
  }

  private void open(DdlContext c, String text) {
    out.line(c, text);
    c.level++;
  }

  private void close(DdlContext c) {
    c.level--;
    out.line(c, "}");
  }

  private void selection(DdlContext c, RegionSelection s) {
    switch (s.kind()) {
      case NONE -> out.line(c, "SELECTION NONE");
      case ALL -> out.line(c, "SELECTION ALL");
      case POINTS -> out.line(c, "SELECTION POINT { " + DdlReferences.parts(s) + " }");
      default -> {
        Hyperslab slab = RegularBoxes.of(s.boxes());
        if (slab == null) {
          open(c, "SELECTION IRREGULAR_HYPERSLAB { ");
          out.line(c, DdlReferences.parts(s));
        } else {
          open(c, "SELECTION REGULAR_HYPERSLAB { ");
          out.line(c, "START " + lengths(slab, slab::startAt));
          out.line(c, "STRIDE " + lengths(slab, slab::strideAt));
          out.line(c, "COUNT " + lengths(slab, slab::countAt));
          out.line(c, "BLOCK " + lengths(slab, slab::blockAt));
        }
        close(c);
      }
    }
  }

  private static String lengths(Hyperslab slab, IntToLongFunction part) {
    long[] all = new long[slab.rank()];
    for (int d = 0; d < all.length; d++) {
      long n = part.applyAsLong(d);
      all[d] = n < 0 ? Dataspace.UNLIMITED : n;
    }
    return "(" + DdlTypes.lengths(all).replace(", ", ",") + ")";
  }
}
