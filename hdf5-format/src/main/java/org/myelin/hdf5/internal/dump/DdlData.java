package org.myelin.hdf5.internal.dump;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.DdlOptions;
import org.myelin.hdf5.Finding;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.ObjectReference;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.RegionReference;
import org.myelin.hdf5.RegionSelection;
import org.myelin.hdf5.StandardReference;
import org.myelin.hdf5.TimeType;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.ElementSink;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.format.level2.MessageType;

/** The elements of datasets and attributes, read by parts. */
final class DdlData {
  /** Bytes that are read at once, as far as single elements allow. */
  private static final long PART = 4L << 20;

  /** h5dump begins to count rows anew after this many bytes. */
  private static final long STRIP = 32L << 20;

  /** Where elements come from. */
  private interface Source {
    ByteBuffer read(Hyperslab box);
  }

  private final DdlPrinter out;
  private final DdlScope scope;
  private final DdlOptions options;
  private final DdlTypes types;
  private final DdlReferences references;
  private final Set<Long> open = new HashSet<>();

  DdlData(DdlPrinter out, DdlScope scope, DdlOptions options, DdlTypes types) {
    this.out = out;
    this.scope = scope;
    this.options = options;
    this.types = types;
    this.references = new DdlReferences(scope);
  }

  /** Prints the block of a dataset's elements. */
  void dataset(DdlContext c, ObjectHeader h, String path) {
    DatasetStore store = scope.file().store(h, path);
    Dataspace space = scope.file().headers().dataspace(h, store);
    boolean once = open.add(h.address());
    try {
      if (!once) {
        throw new UnsupportedFormatException(
            scope.file().name() + ": dataset " + path + " refers to itself; its data is left out",
            new Finding(
                "dataset " + path,
                "elements",
                h.address(),
                "a region of itself",
                "another dataset"));
      }
      block(
          c,
          store.type(),
          space,
          "dataset " + path,
          box -> {
            ByteBuffer b =
                ByteBuffer.allocate(Math.toIntExact(box.elements() * store.elementSize()));
            scope.file().read(store, box, ElementSink.toBytes(b, store.elementSize()));
            return b;
          });
    } finally {
      if (once) {
        open.remove(h.address());
      }
    }
  }

  /** Prints the block of an attribute's elements. */
  void attribute(DdlContext c, Datatype type, Dataspace space, byte[] data, String where) {
    long size = type.size();
    long[] strides = DdlContext.strides(space.shape());
    block(
        c,
        type,
        space,
        where,
        box -> {
          long first = 0;
          for (int d = 0; d < box.rank(); d++) {
            first += box.startAt(d) * strides[d];
          }
          return ByteBuffer.wrap(
                  data, Math.toIntExact(first * size), Math.toIntExact(box.elements() * size))
              .slice();
        });
  }

  private void block(DdlContext c, Datatype type, Dataspace space, String where, Source source) {
    out.line(c, "DATA {");
    try {
      DdlContext inner = c.copy();
      inner.level++;
      if (type instanceof ReferenceType t) {
        references(inner, t, space, source);
      } else if (!holdsTimes(type)) {
        elements(inner, type, space, where, source);
      }
    } finally {
      out.line(c, "}");
    }
  }

  /** h5dump has no form for the elements of these types and prints none. */
  private static boolean holdsTimes(Datatype type) {
    if (type instanceof CompoundType t) {
      return t.members().stream().anyMatch(m -> holdsTimes(m.type()));
    }
    if (type instanceof ArrayType t) {
      return holdsTimes(t.base());
    }
    return type instanceof VariableLengthType t
        ? !t.isString() && holdsTimes(t.base())
        : type instanceof TimeType;
  }

  private void elements(DdlContext c, Datatype type, Dataspace space, String where, Source source) {
    long[] shape = space.shape();
    c.elements(shape);
    boolean characters = options.characters() && type instanceof FixedPointType t && t.size() == 1;
    DdlFormat f = out.plain().elements(options.indices(), characters);
    c.level += characters ? 1 : 0;
    c.newLine = true;
    if (characters) {
      // the quote that ends lines does not end the one before the first
      out.raw("\n");
      c.column = 0;
      out.start(f, c, 0, false);
    }
    DdlValues values = values(where, characters);
    long left = space.isNull() ? 0 : space.elements();
    long most = STRIP / Math.max(1, TypeText.memorySize(type));
    ElementBlocks strips = blocks(space, most);
    StringBuilder text = new StringBuilder();
    for (Hyperslab strip = strips.next(); strip != null; strip = strips.next()) {
      long local = 0;
      long inRow = 0;
      ElementBlocks parts = parts(strip, type.size());
      for (Hyperslab part = parts.next(); part != null; part = parts.next()) {
        ByteBuffer b = source.read(part);
        int n = Math.toIntExact(part.elements());
        for (int i = 0; i < n; i++) {
          text.setLength(0);
          values.append(text, type, b, i * type.size(), c.level);
          left--;
          text.append(left > 0 ? f.comma() : "");
          if (out.element(f, c, text.toString(), local, inRow)) {
            inRow = 0;
          }
          local++;
          inRow++;
          c.inLine++;
        }
      }
      c.position += local;
      c.continued = true;
    }
    if (characters && c.column != 0) {
      out.raw(f.lineEnd());
    }
  }

  /** Shows single elements of what messages call {@code where}. */
  DdlValues values(String where, boolean characters) {
    ElementStream stream =
        new ElementStream(
            scope.file(),
            scope.file().name() + ": " + where,
            new ReferenceTargets(scope.file(), scope.walk().paths()));
    return new DdlValues(stream, references, options.escape(), characters);
  }

  private static ElementBlocks blocks(Dataspace space, long most) {
    long[] shape = space.isNull() ? new long[1] : space.shape();
    return new ElementBlocks(new long[shape.length], shape, most);
  }

  private static ElementBlocks parts(Hyperslab box, long size) {
    long[] start = new long[box.rank()];
    long[] shape = new long[box.rank()];
    for (int d = 0; d < start.length; d++) {
      start[d] = box.startAt(d);
      shape[d] = box.extentAt(d);
    }
    return new ElementBlocks(start, shape, PART / Math.max(1, size));
  }

  // ---- references

  private void references(DdlContext c, ReferenceType t, Dataspace space, Source source) {
    long[] shape = space.shape();
    c.elements(shape);
    ElementBlocks parts = blocks(space, PART / t.size());
    boolean first = true;
    for (Hyperslab part = parts.next(); part != null; part = parts.next()) {
      ByteBuffer b = source.read(part);
      for (int at = 0; at < b.capacity(); at += t.size()) {
        Object r = references.decode(t, b, at);
        out.line(c, references.value(r));
        behind(c, r, first);
        first = false;
      }
    }
  }

  /** What stands behind the name of a reference's target. */
  private void behind(DdlContext c, Object r, boolean first) {
    if (r instanceof ObjectReference o) {
      target(c, o.address());
    } else if (r instanceof RegionReference g) {
      region(c, g.dataset().address(), g.selection(), first);
    } else if (r instanceof StandardReference s && s.file() == null) {
      if (s.selection() != null) {
        region(c, s.object().address(), s.selection(), first);
      } else if (s.attribute() == null) {
        target(c, s.object().address());
      }
    }
  }

  /** The data of a dataset, an empty block for other objects. */
  private void target(DdlContext c, long address) {
    if (!references.leads(address)) {
      return;
    }
    ObjectHeader h = scope.file().headers().read(address);
    c.level++;
    try {
      if (h.find(MessageType.DATA_LAYOUT) == null) {
        out.line(c, "DATA {");
        out.line(c, "}");
      } else {
        String path = scope.path(address);
        dataset(c, h, path == null ? "#" + address : path);
      }
    } finally {
      c.level--;
    }
  }

  private void region(DdlContext c, long address, RegionSelection s, boolean first) {
    if (s == null) {
      throw new UnsupportedFormatException(
          scope.file().name() + ": a region reference without a selection",
          new Finding("Region reference", "selection", address, "none", "a selection"));
    }
    ObjectHeader h = scope.file().headers().read(address);
    DatasetStore store = scope.file().store(h, "#" + address);
    Dataspace space = scope.file().headers().dataspace(h, store);
    boolean points = s.kind() == RegionSelection.Kind.POINTS;
    out.text(c, (first ? "" : " ") + (points ? "{" : " {"));
    c.level += 2;
    c.newLine = true;
    out.element(out.plain().region(), c, DdlReferences.region(s, space), 0, 0);
    c.level--;
    c.newLine = true;
    types.region(c, store.type());
    out.line(c, "DATASPACE  " + DdlTypes.space(space, scope.file().geometry()));
    c.level--;
    out.line(c, "}");
  }
}
