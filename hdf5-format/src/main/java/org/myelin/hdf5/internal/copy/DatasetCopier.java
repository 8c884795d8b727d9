package org.myelin.hdf5.internal.copy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.AllocationTime;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.FormatBounds;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.internal.chunk.ChunkRecord;
import org.myelin.hdf5.internal.chunk.Grid;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.ElementSink;
import org.myelin.hdf5.internal.dataset.ElementSource;
import org.myelin.hdf5.internal.dataset.Parts;
import org.myelin.hdf5.internal.dataset.Piece;
import org.myelin.hdf5.internal.dataset.ReadBudget;
import org.myelin.hdf5.internal.file.DatasetForm;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.ChunkedLayout;
import org.myelin.hdf5.internal.format.level2.DataLayoutMessage;
import org.myelin.hdf5.internal.format.level2.DataspaceMessage;
import org.myelin.hdf5.internal.format.level2.FillValueMessage;
import org.myelin.hdf5.internal.format.level2.FillValueOldMessage;
import org.myelin.hdf5.internal.format.level2.FilterPipelineMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;

/**
 * Copies datasets. Where layout and filters stay and elements are the same bytes in every file,
 * stored bytes are copied as they are, filtered or not, and what is not stored stays so; else
 * elements are read and written, lot by lot.
 */
final class DatasetCopier {
  /** Bytes of elements that are read, and then written, at a time. */
  private static final long LOT = 16L << 20;

  /** Stored bytes that are copied at a time. */
  private static final int STEP = 4 << 20;

  private final ObjectCopier copier;
  private final OpenFile to;
  private final CopyRules rules;

  DatasetCopier(ObjectCopier copier, OpenFile to, CopyRules rules) {
    this.copier = copier;
    this.to = to;
    this.rules = rules;
  }

  // ---- the header

  /** Makes the copy a dataset without elements. */
  void shell(Copied c) {
    ObjectHeader h = c.original();
    OpenFile from = c.from();
    DatasetStore store = from.store(h, c.path());
    ElementCopy e = copier.elements(from);
    Datatype type = e.type(store.type());
    Dataspace space =
        store.layout().kind() == Layout.Kind.VIRTUAL
            ? c.find(MessageType.DATASPACE, DataspaceMessage.class).dataspace()
            : from.headers().dataspace(h, store);
    FillValueMessage fill = fill(c, store.type());
    CopyRules.Storage s =
        rules.storage(
            h, c.path(), type, space, new CopyRules.Storage(layout(c, store, fill), filters(c)));
    ObjectHeader.Message m = h.find(MessageType.DATATYPE);
    ObjectHeader committed = null;
    if (m.isShared() && !from.headers().shared(h, m).isInHeap()) {
      committed = copier.committed(from, from.headers().shared(h, m), c.path());
    }
    to.headers()
        .newDataset(
            c.copy(),
            new DatasetForm(c.path(), type, committed, space, s.layout(), fill, s.filters()));
    for (var file : s.layout().externalFiles()) {
      rules.warn(c.path(), "keeps its elements in the file " + file.name());
    }
    s.layout().sources().stream()
        .map(v -> v.file())
        .filter(f -> !f.equals("."))
        .distinct()
        .forEach(f -> rules.warn(c.path(), "takes elements from the file " + f));
  }

  private FillValueMessage fill(Copied c, Datatype type) {
    FillValueMessage f = c.find(MessageType.FILL_VALUE, FillValueMessage.class);
    if (f == null) {
      FillValueOldMessage old = c.find(MessageType.FILL_VALUE_OLD, FillValueOldMessage.class);
      byte[] value = old == null ? new byte[0] : old.value();
      f =
          new FillValueMessage(
              2,
              FillValueMessage.AllocationTime.DEFAULT,
              FillValueMessage.WriteTime.IF_SET,
              value.length == 0 ? FillValueMessage.State.UNDEFINED : FillValueMessage.State.USER,
              value);
    }
    if (f.value().length != type.size() || ElementCopy.isPlain(type)) {
      return f;
    }
    ByteBuffer now =
        copier.elements(c.from()).of(c.where() + ", fill value", type, ByteBuffer.wrap(f.value()));
    byte[] value = new byte[now.capacity()];
    now.get(0, value);
    return new FillValueMessage(f.version(), f.allocationTime(), f.writeTime(), f.state(), value);
  }

  private Layout layout(Copied c, DatasetStore store, FillValueMessage fill) {
    Layout l = store.layout();
    Layout now =
        Layout.of(l.kind(), l.chunkShape(), l.filters())
            .withExternalFiles(l.externalFiles())
            .withSources(l.sources());
    if (!l.isChunked()) {
      return now;
    }
    if (fill.allocationTime() == FillValueMessage.AllocationTime.EARLY) {
      now = now.allocate(AllocationTime.EARLY);
    }
    boolean edges = (flags(c) & ChunkedLayout.PARTIAL_UNFILTERED) != 0;
    return edges && to.headers().versions().highest().compareTo(FormatBounds.V110) >= 0
        ? now.edgesUnfiltered()
        : now;
  }

  private static int flags(Copied c) {
    return c.find(MessageType.DATA_LAYOUT, DataLayoutMessage.class) instanceof ChunkedLayout x
        ? x.flags()
        : 0;
  }

  private static List<org.myelin.hdf5.internal.format.level2.PipelineFilter> filters(Copied c) {
    FilterPipelineMessage m = c.find(MessageType.FILTER_PIPELINE, FilterPipelineMessage.class);
    return m == null ? List.of() : m.filters();
  }

  // ---- the elements

  /** Copies what is stored. */
  void elements(Copied c) {
    DatasetStore before = c.from().store(c.original(), c.path());
    DatasetStore now = to.store(c.copy(), c.path());
    Layout.Kind kind = now.layout().kind();
    boolean outside = !now.layout().externalFiles().isEmpty();
    if (kind == Layout.Kind.VIRTUAL || outside || space(c, now).isNull()) {
      return;
    }
    boolean stays =
        kind == before.layout().kind()
            && before.layout().externalFiles().isEmpty()
            && Arrays.equals(before.layout().chunkShape(), now.layout().chunkShape())
            && before.layout().filters().equals(now.layout().filters());
    if (stays && ElementCopy.isPlain(before.type()) && kind != Layout.Kind.COMPACT) {
      if (kind == Layout.Kind.CHUNKED) {
        chunks(before, now);
      } else {
        block(before, now);
      }
    } else {
      lots(c, before, now);
    }
    rules.copied(0);
  }

  private Dataspace space(Copied c, DatasetStore now) {
    return to.headers().dataspace(c.copy(), now);
  }

  private void block(DatasetStore before, DatasetStore now) {
    if (before.address() < 0) {
      return;
    }
    long bytes = before.blockBytes();
    for (long at = 0; at < bytes; at += STEP) {
      long n = Math.min(STEP, bytes - at);
      now.keepBytes(at, before.file().readRaw(before.path(), before.address() + at, n));
      rules.copied(n);
    }
  }

  private void chunks(DatasetStore before, DatasetStore now) {
    Grid grid = before.grid();
    int all = (int) ((1L << before.layout().filters().size()) - 1);
    for (Map.Entry<long[], ChunkRecord> e : before.table().entries()) {
      long[] scaled = e.getKey();
      ChunkRecord r = e.getValue();
      if (!inside(grid, scaled)) {
        continue;
      }
      boolean plain = before.isFiltered() && !before.filters(grid.number(scaled));
      ChunkRecord as = plain && !now.edgesUnfiltered() ? new ChunkRecord(-1, r.size(), all) : r;
      for (long at = 0; at < r.size(); at += STEP) {
        long n = Math.min(STEP, r.size() - at);
        now.keepStored(scaled, as, at, before.file().readRaw(before.path(), r.address() + at, n));
        rules.copied(n);
      }
    }
  }

  private static boolean inside(Grid g, long[] scaled) {
    for (int d = 0; d < scaled.length; d++) {
      if (scaled[d] >= g.count(d)) {
        return false;
      }
    }
    return true;
  }

  // ---- by lots

  private void lots(Copied c, DatasetStore before, DatasetStore now) {
    Selection.Placed whole = Selection.all().within(before.shape());
    if (whole.elements() == 0) {
      return;
    }
    Lot lot = new Lot(c, before, now);
    boolean sparse =
        before.isChunked() && before.table().size() < before.grid().boxesAround((Hyperslab) whole);
    if (sparse) {
      Grid grid = before.grid();
      for (Map.Entry<long[], ChunkRecord> e : before.table().entries()) {
        if (inside(grid, e.getKey())) {
          lot.add(box(grid, e.getKey()), before.layout().chunkShape());
        }
      }
    } else if (before.isChunked()
        || before.elsewhere() != null
        || before.isCompact()
        || before.address() >= 0) {
      lot.add(whole, now.isChunked() ? now.layout().chunkShape() : null);
    }
    lot.write();
  }

  private static Hyperslab box(Grid grid, long[] scaled) {
    long[] start = new long[scaled.length];
    long[] count = new long[scaled.length];
    for (int d = 0; d < scaled.length; d++) {
      start[d] = scaled[d] * grid.tile()[d];
      count[d] = Math.min(grid.tile()[d], grid.shape()[d] - start[d]);
    }
    return Hyperslab.start(start).count(count);
  }

  /** Boxes that have been read and are to be written together. */
  private final class Lot {
    private final Copied c;
    private final DatasetStore before;
    private final DatasetStore now;
    private final List<Piece> pieces = new ArrayList<>();
    private long bytes;

    Lot(Copied c, DatasetStore before, DatasetStore now) {
      this.c = c;
      this.before = before;
      this.now = now;
    }

    void add(Selection.Placed box, long[] tile) {
      int size = Math.max(before.elementSize(), now.elementSize());
      Parts parts = new Parts(box, Math.max(1, LOT / size), tile);
      while (parts.hasNext()) {
        Selection.Placed part = parts.next();
        // one element alone may be more than there is room for
        new ReadBudget(c.where(), c.from().limits().maxAllocation() / 2)
            .take(part.elements(), (long) before.elementSize() + now.elementSize());
        ByteBuffer stored =
            ByteBuffer.allocate(Math.toIntExact(part.elements() * before.elementSize()));
        c.from().read(before, part, ElementSink.toBytes(stored, before.elementSize()));
        ByteBuffer moved = copier.elements(c.from()).of(c.where(), before.type(), stored.clear());
        pieces.add(
            new Piece(
                now, part, ElementSource.ofBytes(moved.clear(), now.elementSize()), List.of()));
        bytes += moved.capacity();
        rules.copied(stored.capacity());
        if (bytes >= LOT) {
          write();
        }
      }
    }

    void write() {
      if (!pieces.isEmpty()) {
        to.settle(pieces);
        pieces.clear();
        bytes = 0;
      }
    }
  }
}
