package org.myelin.hdf5.internal.dump;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.TimeType;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.ExternalRawData;
import org.myelin.hdf5.internal.dataset.VirtualData;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.format.level2.ChunkedLayout;
import org.myelin.hdf5.internal.format.level2.CompactLayout;
import org.myelin.hdf5.internal.format.level2.ContiguousLayout;
import org.myelin.hdf5.internal.format.level2.DataLayoutMessage;
import org.myelin.hdf5.internal.format.level2.FillValueMessage;
import org.myelin.hdf5.internal.format.level2.FillValueMessage.AllocationTime;
import org.myelin.hdf5.internal.format.level2.FillValueOldMessage;
import org.myelin.hdf5.internal.format.level2.FilterPipelineMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.PipelineFilter;
import org.myelin.hdf5.internal.format.level2.VirtualLayout;

/** How a dataset is stored: layout, filters, fill value. */
final class DdlProperties {
  /** h5dump shows at most this many parameters of a filter. */
  private static final int PARAMETERS = 20;

  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int SZIP = 4;
  private static final int NBIT = 5;
  private static final int SCALEOFFSET = 6;

  private final DdlPrinter out;
  private final DdlScope scope;

  DdlProperties(DdlPrinter out, DdlScope scope) {
    this.out = out;
    this.scope = scope;
  }

  /** Prints all blocks of a dataset. */
  void print(DdlContext c, ObjectHeader h, String path, DdlValues values) {
    DataLayoutMessage layout =
        (DataLayoutMessage) scope.file().headers().decode(h, h.find(MessageType.DATA_LAYOUT));
    DatasetStore store = scope.file().store(h, path);
    List<PipelineFilter> filters = filters(h);
    layout(c, h, layout, store, filters);
    boolean virtual = layout instanceof VirtualLayout;
    if (!virtual) {
      open(c, "FILTERS {");
      filters.forEach(f -> filter(c, f));
      if (filters.isEmpty()) {
        out.line(c, "NONE");
      }
      close(c);
    }
    fill(c, h, store, values);
    if (!virtual) {
      open(c, "ALLOCATION_TIME {");
      out.line(c, "H5D_ALLOC_TIME_" + allocation(h, layout));
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

  // ---- layout

  private void layout(
      DdlContext c,
      ObjectHeader h,
      DataLayoutMessage layout,
      DatasetStore store,
      List<PipelineFilter> filters) {
    open(c, "STORAGE_LAYOUT {");
    if (layout instanceof ChunkedLayout l) {
      out.line(c, "CHUNKED ( " + DdlTypes.lengths(l.chunkShape()) + " )");
      long stored = StorageSize.of(store);
      out.line(c, "SIZE " + stored + (filters.isEmpty() ? "" : ratio(h, store, stored)));
    } else if (layout instanceof CompactLayout) {
      out.line(c, "COMPACT");
      out.line(c, "SIZE " + StorageSize.of(store));
    } else if (layout instanceof ContiguousLayout) {
      out.line(c, "CONTIGUOUS");
      contiguous(c, store);
    } else if (store.elsewhere() instanceof VirtualData virtual) {
      new DdlMappings(out).virtual(c, virtual);
    }
    close(c);
  }

  private void contiguous(DdlContext c, DatasetStore store) {
    if (store.elsewhere() instanceof ExternalRawData raw) {
      new DdlMappings(out).external(c, raw);
      return;
    }
    out.line(c, "SIZE " + StorageSize.of(store));
    long offset = store.address() < 0 ? -1 : store.address() + scope.file().baseAddress();
    out.line(c, "OFFSET " + Long.toUnsignedString(offset));
  }

  private String ratio(ObjectHeader h, DatasetStore store, long stored) {
    Dataspace space = scope.file().headers().dataspace(h, store);
    if (space.rank() == 0) {
      return "";
    }
    // in the sizes that elements have in memory
    double whole = (double) space.elements() * TypeText.memorySize(store.type());
    double ratio = stored == 0 ? 0 : whole / stored;
    return String.format(Locale.ROOT, " (%.3f:1 COMPRESSION)", ratio);
  }

  // ---- filters

  private List<PipelineFilter> filters(ObjectHeader h) {
    ObjectHeader.Message m = h.find(MessageType.FILTER_PIPELINE);
    return m == null
        ? List.of()
        : ((FilterPipelineMessage) scope.file().headers().decode(h, m)).filters();
  }

  private static int parameter(PipelineFilter f, int i) {
    return i < f.clientData().size() ? f.clientData().get(i) : 0;
  }

  private void filter(DdlContext c, PipelineFilter f) {
    switch (f.id()) {
      case DEFLATE -> out.line(c, "COMPRESSION DEFLATE { LEVEL " + parameter(f, 0) + " }");
      case SHUFFLE -> out.line(c, "PREPROCESSING SHUFFLE");
      case FLETCHER32 -> out.line(c, "CHECKSUM FLETCHER32");
      case SZIP -> szip(c, f);
      case NBIT -> out.line(c, "COMPRESSION NBIT");
      case SCALEOFFSET ->
          out.line(c, "COMPRESSION SCALEOFFSET { MIN BITS " + parameter(f, 0) + " }");
      default -> unknown(c, f);
    }
  }

  private void szip(DdlContext c, PipelineFilter f) {
    int mask = parameter(f, 0);
    open(c, "COMPRESSION SZIP {");
    out.line(c, "PIXELS_PER_BLOCK " + parameter(f, 1));
    choice(c, mask, 2, "MODE HARDWARE", 1, "MODE K13");
    choice(c, mask, 4, "CODING ENTROPY", 32, "CODING NEAREST NEIGHBOUR");
    choice(c, mask, 8, "BYTE_ORDER LSB", 16, "BYTE_ORDER MSB");
    if ((mask & 128) != 0) {
      out.line(c, "HEADER RAW");
    }
    close(c);
  }

  private void choice(DdlContext c, int mask, int a, String ifA, int b, String ifB) {
    if ((mask & a) != 0) {
      out.line(c, ifA);
    } else if ((mask & b) != 0) {
      out.line(c, ifB);
    }
  }

  private void unknown(DdlContext c, PipelineFilter f) {
    open(c, "USER_DEFINED_FILTER {");
    out.line(c, "FILTER_ID " + f.id());
    if (!f.name().isEmpty()) {
      out.line(c, "COMMENT " + ByteText.of(f.name()));
    }
    if (!f.clientData().isEmpty()) {
      StringBuilder s = new StringBuilder("PARAMS { ");
      f.clientData().stream().limit(PARAMETERS).forEach(p -> s.append(p).append(' '));
      out.line(c, s.append('}').toString());
    }
    close(c);
  }

  // ---- fill value

  private void fill(DdlContext c, ObjectHeader h, DatasetStore store, DdlValues values) {
    ObjectHeader.Message m = h.find(MessageType.FILL_VALUE);
    FillValueMessage f = m == null ? null : (FillValueMessage) scope.file().headers().decode(h, m);
    open(c, "FILLVALUE {");
    out.line(
        c,
        "FILL_TIME H5D_FILL_TIME_"
            + (f == null
                ? "IFSET"
                : switch (f.writeTime()) {
                  case ON_ALLOCATION -> "ALLOC";
                  case NEVER -> "NEVER";
                  case IF_SET -> "IFSET";
                }));
    c.newLine = true;
    out.text(c, "VALUE  " + value(c, h, f, store, values));
    close(c);
  }

  private String value(
      DdlContext c, ObjectHeader h, FillValueMessage f, DatasetStore store, DdlValues values) {
    byte[] value = f != null ? f.value() : old(h);
    if (value.length == 0) {
      boolean none = f == null || f.state() == FillValueMessage.State.UNDEFINED;
      return none ? "H5D_FILL_VALUE_UNDEFINED" : "H5D_FILL_VALUE_DEFAULT";
    }
    if (store.type() instanceof TimeType) {
      return "";
    }
    if (value.length < store.elementSize()) {
      throw scope
          .file()
          .corrupt(
              "Fill Value message",
              "size",
              h.address(),
              value.length + " bytes",
              "the " + store.elementSize() + " bytes of an element");
    }
    StringBuilder s = new StringBuilder();
    ByteBuffer b = ByteBuffer.wrap(value, 0, store.elementSize()).slice();
    values.append(s, store.type(), b, 0, c.level);
    return s.toString();
  }

  private byte[] old(ObjectHeader h) {
    ObjectHeader.Message m = h.find(MessageType.FILL_VALUE_OLD);
    return m == null
        ? new byte[0]
        : ((FillValueOldMessage) scope.file().headers().decode(h, m)).value();
  }

  private String allocation(ObjectHeader h, DataLayoutMessage layout) {
    ObjectHeader.Message m = h.find(MessageType.FILL_VALUE);
    AllocationTime t =
        m == null
            ? AllocationTime.DEFAULT
            : ((FillValueMessage) scope.file().headers().decode(h, m)).allocationTime();
    if (t == AllocationTime.DEFAULT) {
      t =
          layout instanceof CompactLayout
              ? AllocationTime.EARLY
              : layout instanceof ContiguousLayout
                  ? AllocationTime.LATE
                  : AllocationTime.INCREMENTAL;
    }
    return t == AllocationTime.INCREMENTAL ? "INCR" : t.name();
  }
}
