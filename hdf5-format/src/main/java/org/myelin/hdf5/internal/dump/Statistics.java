package org.myelin.hdf5.internal.dump;

import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.ChunkedLayout;
import org.myelin.hdf5.internal.format.level2.CompactLayout;
import org.myelin.hdf5.internal.format.level2.ContiguousLayout;
import org.myelin.hdf5.internal.format.level2.FilterPipelineMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.PipelineFilter;

/** Counts and sizes of what a file holds, in the words of h5stat where it has them. */
public final class Statistics {
  private static final String[] FILTERS = {
    "GZIP", "SHUFFLE", "FLETCHER32", "SZIP", "NBIT", "SCALEOFFSET"
  };

  private final OpenFile file;
  private final Consumer<String> errors;
  private final TreeMap<Integer, Integer> filters = new TreeMap<>();
  private long groups;
  private long datasets;
  private long types;
  private long links;
  private long otherLinks;
  private long mostLinksToObject;
  private long mostLinksInGroup;
  private long withAttributes;
  private long attributes;
  private long mostAttributes;
  private int mostRank;
  private long compact;
  private long contiguous;
  private long chunked;
  private long virtual;
  private long chunks;
  private long unfiltered;
  private long rawBytes;
  private long logicalBytes;
  private long groupHeaders;
  private long datasetHeaders;
  private long typeHeaders;

  private Statistics(OpenFile file, Consumer<String> errors) {
    this.file = file;
    this.errors = errors;
  }

  /**
   * Prints the statistics of a file.
   *
   * @param errors takes a line for each object that cannot be read and is left out
   */
  public static void write(
      OpenFile file, String name, OutputStream stream, Consumer<String> errors) {
    Statistics s = new Statistics(file, errors);
    ObjectWalk walk = new ObjectWalk(file, file.root(), Integer.MAX_VALUE);
    for (Map.Entry<Long, ObjectWalk.Found> f : walk.found().entrySet()) {
      try {
        s.count(f.getValue());
      } catch (Hdf5Exception e) {
        errors.accept(e.getMessage());
      }
    }
    DdlPrinter out = new DdlPrinter(stream, 0);
    out.raw("Filename: " + ByteText.of(name) + "\n");
    s.print(out);
    out.flush();
  }

  // ---- counting

  private void count(ObjectWalk.Found f) {
    if (f.error() != null) {
      errors.accept(f.error());
    }
    ObjectHeader h = f.header();
    if (h == null) {
      return;
    }
    mostLinksToObject = Math.max(mostLinksToObject, h.referenceCount());
    if (f.isGroup()) {
      groups++;
      groupHeaders += h.storedBytes();
      links(h, f.path());
    } else if (f.isDataset()) {
      datasets++;
      datasetHeaders += h.storedBytes();
      dataset(h, f.path());
    } else {
      types++;
      typeHeaders += h.storedBytes();
    }
    int n = file.attributes(h, f.path()).names().size();
    attributes += n;
    withAttributes += n > 0 ? 1 : 0;
    mostAttributes = Math.max(mostAttributes, n);
  }

  private void links(ObjectHeader h, String path) {
    long n = 0;
    for (LinkTable.Entry e : file.links(h, path).entries()) {
      n++;
      switch (e.link().type()) {
        case HARD -> {}
        case USER_DEFINED -> otherLinks++;
        default -> links++;
      }
    }
    mostLinksInGroup = Math.max(mostLinksInGroup, n);
  }

  private void dataset(ObjectHeader h, String path) {
    ObjectHeader.Message m = h.find(MessageType.FILTER_PIPELINE);
    boolean any = false;
    if (m != null) {
      for (PipelineFilter f : ((FilterPipelineMessage) file.headers().decode(h, m)).filters()) {
        filters.merge(f.id(), 1, Integer::sum);
        any = true;
      }
    }
    unfiltered += any ? 0 : 1;
    Object layout = file.headers().decode(h, h.find(MessageType.DATA_LAYOUT));
    DatasetStore store = file.store(h, path);
    Dataspace space = file.headers().dataspace(h, store);
    mostRank = Math.max(mostRank, space.rank());
    logicalBytes += space.isNull() ? 0 : space.elements() * store.elementSize();
    if (layout instanceof CompactLayout) {
      compact++;
      long bytes = StorageSize.of(store);
      rawBytes += bytes;
      // h5stat counts them as raw data, though they stand in the header
      datasetHeaders -= bytes;
      return;
    }
    if (layout instanceof ChunkedLayout) {
      chunked++;
      chunks += store.table().size();
    } else if (layout instanceof ContiguousLayout) {
      contiguous++;
    } else {
      virtual++;
      return;
    }
    rawBytes += StorageSize.of(store);
  }

  // ---- printing

  private void print(DdlPrinter out) {
    out.raw("File information\n");
    line(out, "# of unique groups", groups);
    line(out, "# of unique datasets", datasets);
    line(out, "# of unique named datatypes", types);
    line(out, "# of unique links", links);
    line(out, "# of unique other", otherLinks);
    line(out, "Max. # of links to object", mostLinksToObject);
    line(out, "Max. # of objects in group", mostLinksInGroup);
    out.raw("Object headers in bytes\n");
    line(out, "Groups", groupHeaders);
    line(out, "Datasets", datasetHeaders);
    line(out, "Datatypes", typeHeaders);
    out.raw("Attributes\n");
    line(out, "# of attributes", attributes);
    line(out, "Total # of objects with attributes", withAttributes);
    line(out, "Max. # of attributes to objects", mostAttributes);
    if (datasets > 0) {
      datasets(out);
    }
    space(out);
  }

  private void datasets(DdlPrinter out) {
    out.raw("Dataset dimension information:\n");
    line(out, "Max. rank of datasets", mostRank);
    out.raw("Dataset storage information:\n");
    line(out, "Total raw data size", rawBytes);
    line(out, "Total size of elements", logicalBytes);
    line(out, "# of chunks", chunks);
    out.raw("Dataset layout information:\n");
    line(out, "Dataset layout counts[COMPACT]", compact);
    line(out, "Dataset layout counts[CONTIG]", contiguous);
    line(out, "Dataset layout counts[CHUNKED]", chunked);
    line(out, "Dataset layout counts[VIRTUAL]", virtual);
    out.raw("Dataset filters information:\n\tNumber of datasets with:\n");
    line(out, "\tNO filter", unfiltered);
    for (int i = 0; i < FILTERS.length; i++) {
      line(out, "\t" + FILTERS[i] + " filter", filters.getOrDefault(i + 1, 0));
    }
    line(
        out,
        "\tUSER-DEFINED filter",
        filters.tailMap(FILTERS.length + 1).values().stream().mapToInt(n -> n).sum());
  }

  private void space(DdlPrinter out) {
    long size = file.driver().size();
    long headers = groupHeaders + datasetHeaders + typeHeaders;
    out.raw("Summary of file space information:\n");
    out.raw("  Raw data: " + rawBytes + " bytes\n");
    out.raw("  Object headers: " + headers + " bytes\n");
    out.raw(
        "  Superblock, indexes, heaps and free space: " + (size - rawBytes - headers) + " bytes\n");
    out.raw("Total space: " + size + " bytes\n");
  }

  private static void line(DdlPrinter out, String word, long n) {
    out.raw("\t" + word + ": " + n + "\n");
  }
}
