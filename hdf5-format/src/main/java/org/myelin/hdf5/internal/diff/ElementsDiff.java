package org.myelin.hdf5.internal.diff;

import java.nio.ByteBuffer;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.internal.dump.ElementBlocks;
import org.myelin.hdf5.internal.dump.TypeText;

/** Compares the elements of two datasets or attributes part by part. */
final class ElementsDiff {
  /** Bytes of each side that are read at once, as far as single elements allow. */
  private static final long PART = 4L << 20;

  /** Where elements come from. */
  interface Source {
    ByteBuffer read(Hyperslab box);
  }

  private final Comparison c;
  private final Datatype first;
  private final Datatype second;
  private final Sides sides;
  private final ElementDiff diff;

  ElementsDiff(
      Comparison c, Datatype first, Datatype second, Sides sides, ReferenceDiff.Targets targets) {
    this.c = c;
    this.first = first;
    this.second = second;
    this.sides = sides;
    this.diff = new ElementDiffs(c.options(), sides, targets).of(first, second, false);
  }

  /** Counts and prints the differences in a box. */
  long count(Hyperslab box, Source source1, Source source2, Place place) {
    long most = PART / Math.max(1, Math.max(first.size(), second.size()));
    ElementBlocks parts = parts(box, most);
    boolean skips = skips();
    long found = 0;
    for (Hyperslab p = parts.next(); p != null && !enough(found); p = parts.next()) {
      sides.nextPart();
      place.box(p);
      int n = Math.toIntExact(p.elements());
      found += part(source1.read(p), source2.read(p), n, skips, found, place);
      c.progress(n * ((long) first.size() + second.size()));
    }
    return found;
  }

  private static ElementBlocks parts(Hyperslab box, long most) {
    long[] start = new long[box.rank()];
    long[] shape = new long[box.rank()];
    for (int d = 0; d < start.length; d++) {
      start[d] = box.startAt(d);
      shape[d] = box.extentAt(d);
    }
    return new ElementBlocks(start, shape, most);
  }

  private boolean enough(long found) {
    return c.options().count() > 0 && found >= c.options().count();
  }

  /** Whether elements of the same bytes are the same, whatever the options say. */
  private boolean skips() {
    boolean bitsCount =
        first instanceof FloatingPointType
            && c.options().systemEpsilon()
            && !c.options().nanEqual();
    return !bitsCount && first.equals(second) && TypeText.isFixed(withoutText(first));
  }

  /** Texts of a fixed length are the same if their bytes are. */
  private static Datatype withoutText(Datatype t) {
    if (t instanceof ArrayType a) {
      return withoutText(a.base());
    }
    return t instanceof StringType ? Datatype.I8 : t;
  }

  private long part(
      ByteBuffer a, ByteBuffer b, int elements, boolean skips, long before, Place place) {
    int size1 = first.size();
    int size2 = second.size();
    long found = 0;
    for (int i = 0; i < elements; i++) {
      if (skips) {
        int same = a.position(i * size1).mismatch(b.position(i * size1));
        if (same < 0) {
          return found;
        }
        i += same / size1;
      }
      found += diff.of(a, i * size1, b, i * size2, place, i);
      if (enough(before + found)) {
        return found;
      }
    }
    return found;
  }
}
