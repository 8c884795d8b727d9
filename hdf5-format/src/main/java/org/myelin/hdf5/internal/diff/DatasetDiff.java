package org.myelin.hdf5.internal.diff;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.ObjectReference;
import org.myelin.hdf5.StandardReference;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.ElementSink;
import org.myelin.hdf5.internal.dump.StorageSize;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.MessageType;

/** Compares datasets, and those that their references lead to. */
final class DatasetDiff {
  private final Comparison c;

  /** Pairs of datasets that are being compared, so that references in a ring come to an end. */
  private final Set<List<Object>> open = new HashSet<>();

  DatasetDiff(Comparison c) {
    this.c = c;
  }

  /** A dataset. */
  record Side(OpenFile file, ObjectHeader header, DatasetStore store, Dataspace space) {
    static Side of(OpenFile file, ObjectHeader header, String path) {
      DatasetStore store = file.store(header, path);
      return new Side(file, header, store, file.headers().dataspace(header, store));
    }

    boolean isVirtual() {
      return store.elsewhere() != null && !isExternal();
    }

    private boolean isExternal() {
      return header.find(MessageType.EXTERNAL_DATA_FILES) != null;
    }

    boolean isEmpty() {
      return space.elements() == 0 || !isExternal() && StorageSize.of(store) == 0;
    }

    ByteBuffer read(Hyperslab box) {
      ByteBuffer b = ByteBuffer.allocate(Math.toIntExact(box.elements() * store.elementSize()));
      file.read(store, box, ElementSink.toBytes(b, store.elementSize()));
      return b;
    }
  }

  /**
   * Counts differences of elements.
   *
   * @param name1 what messages call the first dataset
   */
  long count(Side a, Side b, String name1, String name2) {
    List<Object> key = List.of(a.file, a.header.address(), b.file, b.header.address());
    if (!open.add(key)) {
      return 0;
    }
    try {
      return isComparable(a, b, name1, name2) ? elements(a, b, name1, name2) : 0;
    } finally {
      open.remove(key);
    }
  }

  private boolean isComparable(Side a, Side b, String name1, String name2) {
    boolean comparable = true;
    String pair = "<" + name1 + "> or <" + name2 + ">";
    if (a.isEmpty() || b.isEmpty()) {
      if (a.isVirtual() || b.isVirtual()) {
        c.unlike("Warning: " + pair + " is a virtual dataset\n");
      } else {
        c.unlike("Not comparable: " + pair + " is an empty dataset\n");
        c.notComparable();
        comparable = false;
      }
    }
    Datatype t = a.store.type();
    Datatype u = b.store.type();
    comparable &=
        new TypeCheck(
                c,
                name1,
                name2,
                new TypeCheck.Shape(a.space.shape(), a.space.maxShape()),
                new TypeCheck.Shape(b.space.shape(), b.space.maxShape()))
            .test(t, u);
    if (comparable && !TypeCheck.sign(t).equals(TypeCheck.sign(u))) {
      c.unlike(
          ("Not comparable: <" + name1 + "> has sign " + TypeCheck.sign(t) + " ")
              + ("and <" + name2 + "> has sign " + TypeCheck.sign(u) + "\n"));
      c.notComparable();
      return false;
    }
    return comparable;
  }

  private long elements(Side a, Side b, String name1, String name2) {
    Sides sides = Sides.of(a.file, "dataset " + name1, b.file, "dataset " + name2);
    long[] shape = a.space.shape();
    Hyperslab all = Hyperslab.start(new long[shape.length]).count(shape);
    Place place = new Place(c, base(name1), base(name2), shape);
    return new ElementsDiff(c, a.store.type(), b.store.type(), sides, targets(a.file, b.file))
        .count(all, a::read, b::read, place);
  }

  /** The last part of a path. */
  static String base(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(path.lastIndexOf('/', end - 1) + 1);
  }

  // ---- what references lead to

  ReferenceDiff.Targets targets(OpenFile first, OpenFile second) {
    return new ReferenceDiff.Targets() {
      @Override
      public long objects(ObjectReference a, ObjectReference b, Place place) {
        return referenced(first, a.address(), second, b.address(), place);
      }

      @Override
      public long attributes(StandardReference a, StandardReference b) {
        return new AttributeDiff(c, DatasetDiff.this).referenced(first, a, second, b);
      }

      @Override
      public void unlike() {
        c.notComparable();
      }

      @Override
      public void tell(String text) {
        if (c.options().isVerbose()) {
          c.print(text);
        }
      }
    };
  }

  /**
   * Objects that references lead to. What cannot be read there has most likely been deleted; if it
   * has a path, it is told where it is compared by that.
   */
  private long referenced(OpenFile first, long a, OpenFile second, long b, Place place) {
    try {
      ObjectHeader x = first.headers().read(a);
      ObjectHeader y = second.headers().read(b);
      return referenced(first, x, second, y, place);
    } catch (Hdf5Exception e) {
      c.notComparable();
      return 0;
    }
  }

  private long referenced(
      OpenFile first, ObjectHeader x, OpenFile second, ObjectHeader y, Place place) {
    ObjectKind kind = ObjectKind.of(x);
    String pair = ": <" + place.name1() + "> and <" + place.name2() + ">";
    if (kind != ObjectKind.of(y)) {
      c.print("Different object types referenced" + pair);
      c.notComparable();
      c.fail(null);
      return 0;
    }
    if (kind != ObjectKind.DATASET) {
      if (c.options().isVerbose()) {
        c.print("Warning: Comparison not possible of object types referenced" + pair + "\n");
      }
      c.notComparable();
      return 0;
    }
    return count(
        Side.of(first, x, "#" + x.address()),
        Side.of(second, y, "#" + y.address()),
        place.name1(),
        place.name2());
  }
}
