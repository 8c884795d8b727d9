package org.myelin.hdf5.internal.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.ElementRuns;
import org.myelin.hdf5.ExternalAccessException;
import org.myelin.hdf5.Finding;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.Union;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.VirtualView;
import org.myelin.hdf5.internal.format.level1.VirtualMappings;

/**
 * Elements that are those of other datasets. Where no source has an element, or the source is
 * missing, the fill value stands, as in libhdf5; a source that is there but broken, or that may not
 * be opened, is an error. The extent of what has no end is that of the sources ({@link
 * VirtualExtent}).
 */
public final class VirtualData implements ElementStorage {
  /** Finds sources. */
  @FunctionalInterface
  public interface Sources {
    /**
     * The dataset at this path of this file; empty if either is missing.
     *
     * @param what what messages call the asking dataset
     * @param file "." for the file of the virtual dataset
     * @throws ExternalAccessException if the file may not be opened
     */
    Optional<DatasetStore> open(String what, String file, String dataset);
  }

  private final RawStorage file;
  private final String path;
  private final Datatype type;
  private final Dataspace space;
  private final Fill fill;
  private final List<VirtualMapping> mappings = new ArrayList<>();
  private final Sources sources;
  private final VirtualView view;
  private volatile VirtualExtent extent;

  /**
   * Understands the mappings.
   *
   * @param space as stored
   */
  public VirtualData(
      RawStorage file,
      String path,
      Datatype type,
      Dataspace space,
      Fill fill,
      VirtualMappings stored,
      Sources sources,
      VirtualView view) {
    this.file = file;
    this.path = path;
    this.type = type;
    this.space = space;
    this.fill = fill;
    this.sources = sources;
    this.view = view;
    for (VirtualMappings.Entry e : stored.entries()) {
      int i = mappings.size();
      mappings.add(
          new VirtualMapping(
              e,
              space.shape(),
              (field, found, expected) ->
                  file.corrupt(
                      "Mapping " + i + " of virtual dataset " + path, field, -1, found, expected)));
    }
  }

  String where() {
    return file.name() + ": virtual dataset " + path;
  }

  /** The mappings as stored. */
  public List<VirtualMappings.Entry> mappings() {
    return mappings.stream().map(m -> m.entry).toList();
  }

  Dataspace space() {
    return space;
  }

  VirtualView view() {
    return view;
  }

  RawStorage file() {
    return file;
  }

  List<VirtualMapping> checked() {
    return mappings;
  }

  Optional<DatasetStore> source(VirtualMapping m, long block, Nesting nesting) {
    nesting.look();
    return sources.open("virtual dataset " + path, m.file.at(block), m.dataset.at(block));
  }

  // ---- extent

  /** As the sources have it; where they may not be opened, as it was when the file was written. */
  @Override
  public long[] shape(long[] stored, Nesting outer) {
    try {
      return extent(outer).shape();
    } catch (ExternalAccessException e) {
      return stored.clone();
    }
  }

  /** Found without a lock, so that two datasets that name each other cannot wait for each other. */
  private VirtualExtent extent(Nesting outer) {
    VirtualExtent known = extent;
    if (known == null) {
      known = VirtualExtent.of(this, Nesting.into(outer, this, 0));
      extent = known;
    }
    return known;
  }

  // ---- elements

  @Override
  public void read(Selection.Placed selection, ElementSink sink, Nesting outer) {
    VirtualExtent known = extent(outer);
    Nesting nesting = Nesting.into(outer, this, selection.elements());
    fill(selection, sink);
    for (int i = 0; i < mappings.size(); i++) {
      VirtualMapping m = mappings.get(i);
      if (m.isNumbered()) {
        numbered(m, known, i, selection, sink, nesting);
      } else {
        Selection.Placed v = placed(m, known, i);
        overlay(m, v, 0, known, i, selection, sink, nesting);
      }
    }
  }

  /** The packed places of irregular selections need not be the first ones. */
  private void fill(Selection.Placed selection, ElementSink sink) {
    if (selection instanceof ElementRuns runs) {
      for (int i = 0; i < runs.size(); i++) {
        fill.give(sink, type.size(), runs.packed(i), runs.length(i));
      }
    } else {
      fill.give(sink, type.size(), 0, selection.elements());
    }
  }

  private Selection.Placed placed(VirtualMapping m, VirtualExtent known, int i) {
    return m.virtual == null
        ? m.placed(m.entry.virtual(), known.shape(), "virtual selection")
        : limited(m, m.virtual, known.available(i), known.shape());
  }

  /** So many slices of a selection without end; they may reach past this shape. */
  private static Selection.Placed limited(
      VirtualMapping m, UnlimitedSlab slab, long slices, long[] shape) {
    Selection s = slab.limited(slices);
    if (s instanceof Hyperslab h) {
      return s.equals(Selection.none()) ? h.within(shape) : h;
    }
    long[] wide = shape.clone();
    long elements = 1;
    for (int d = 0; d < wide.length; d++) {
      wide[d] =
          d == slab.dimension()
              ? Math.max(wide[d], slab.extent(slices, false))
              : Math.max(wide[d], slab.slab().endAt(d));
      elements = VirtualMapping.times(elements, wide[d]);
    }
    if (elements > 1L << 62 || elements < 0) {
      throw m.wrong("selection", "ends past 2^62 elements", "fewer");
    }
    m.checkRows(((Union) s).parts());
    return s.within(wide);
  }

  private void numbered(
      VirtualMapping m,
      VirtualExtent known,
      int i,
      Selection.Placed selection,
      ElementSink sink,
      Nesting nesting) {
    int d = m.virtual.dimension();
    long from = selection instanceof Hyperslab h ? h.startAt(d) : 0;
    long to = selection instanceof Hyperslab h ? h.endAt(d) : known.shape()[d];
    long start = m.virtual.slab().startAt(d);
    long stride = m.virtual.slab().strideAt(d);
    long block = m.virtual.slab().blockAt(d);
    long first = Math.max(0, (from - start - block) / stride);
    for (long b = first; b < known.available(i) && start + b * stride < to; b++) {
      nesting.block();
      overlay(m, m.virtual.block(b), b, known, i, selection, sink, nesting);
    }
  }

  private void overlay(
      VirtualMapping m,
      Selection.Placed v,
      long block,
      VirtualExtent known,
      int i,
      Selection.Placed selection,
      ElementSink sink,
      Nesting nesting) {
    m.checkSize(v);
    if (v.elements() == 0 || areApart(v, selection)) {
      return;
    }
    Selection.Placed mine = v instanceof ElementRuns r ? r.distinct() : v;
    long[] wide =
        v instanceof ElementRuns r ? r.shape() : m.space(v, m.entry.virtual(), known.shape());
    if (!(v instanceof Hyperslab && selection instanceof ElementRuns)
        && Runs.common(mine, selection, wide).elements() == 0) {
      return;
    }
    DatasetStore source = source(m, block, nesting).orElse(null);
    if (source == null) {
      return;
    }
    long[] shape = source.shape(nesting);
    Selection.Placed s =
        m.source == null
            ? m.placed(m.entry.source(), shape, "source selection")
            : limited(m, m.source, known.available(i), shape);
    m.checkSize(s);
    if (s.elements() != v.elements()) {
      throw m.wrong(
          "source selection", s.elements() + " elements", v.elements() + " as the virtual one");
    }
    long[] space = s instanceof ElementRuns r ? r.shape() : m.space(s, m.entry.source(), shape);
    Places places = Places.of(s, space);
    boolean joins = s instanceof Hyperslab;
    SourceReads reads =
        new SourceReads(
            source, shape, space, joins, converted(source, m.file.at(block), sink), nesting);
    Runs.Consumer each =
        (from, to, n) ->
            places.forEach(from, n, (place, done, count) -> reads.add(place, to + done, count));
    if (v instanceof Hyperslab h && selection instanceof ElementRuns r) {
      new Crossing(h, wide).forEach(r, each);
    } else {
      Runs.common(mine, selection, wide).forEach(each);
    }
    reads.read();
  }

  private static boolean areApart(Selection.Placed a, Selection.Placed b) {
    if (a instanceof Hyperslab x && b instanceof Hyperslab y) {
      for (int d = 0; d < x.rank(); d++) {
        if (x.endAt(d) <= y.startAt(d) || y.endAt(d) <= x.startAt(d)) {
          return true;
        }
      }
    }
    return false;
  }

  private ElementSink converted(DatasetStore source, String name, ElementSink sink) {
    Datatype from = source.type();
    Lending lending = new Lending(source.file(), file, name);
    if (from.equals(type) && lending.keeps(type)) {
      return sink;
    }
    Conversion c = Conversion.of(from, type, lending);
    if (c == null) {
      throw new UnsupportedFormatException(
          where() + ": elements of " + source.path() + ", " + from + ", do not become " + type,
          new Finding(where(), "source " + source.path(), -1, from + "", "what becomes " + type));
    }
    return c.into(sink, from.size(), type.size());
  }
}
