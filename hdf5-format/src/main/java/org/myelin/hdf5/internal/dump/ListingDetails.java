package org.myelin.hdf5.internal.dump;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.file.AttributeStore;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.ChunkedLayout;
import org.myelin.hdf5.internal.format.level2.FilterPipelineMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.PipelineFilter;
import org.myelin.hdf5.internal.wire.Utf8;

/** What a listing says of an object in further lines: attributes, place, links, storage, type. */
final class ListingDetails {
  private static final List<String> OWN_FILTERS =
      List.of("", "deflate", "shuffle", "fletcher32", "szip", "nbit", "scaleoffset");

  private final OpenFile file;
  private final DdlPrinter out;

  ListingDetails(OpenFile file, DdlPrinter out) {
    this.file = file;
    this.out = out;
  }

  void print(ObjectHeader h, String path) {
    AttributeStore attributes = file.attributes(h, path);
    attributes.all().stream()
        .sorted((a, b) -> Utf8.compare(a.message().name(), b.message().name()))
        .forEach(a -> attribute(attributes.decode(a)));
    line("Location:", "1:" + h.address());
    line("Links:", String.valueOf(h.referenceCount()));
    if (h.isGroup()) {
      return;
    }
    if (h.find(MessageType.DATA_LAYOUT) != null) {
      dataset(h, path);
    }
    String type = file.headers().datatype(h, h.find(MessageType.DATATYPE)).toString();
    line("Type:", ByteText.of(type));
  }

  private void line(String word, String text) {
    out.raw("    " + word + " ".repeat(Math.max(1, 11 - word.length())) + text + "\n");
  }

  private void attribute(AttributeStore.Decoded a) {
    Dataspace s = a.dataspace();
    String shape = s.isNull() ? "null" : s.isScalar() ? "scalar" : "{" + lengths(s.shape()) + "}";
    out.raw("    Attribute: " + ByteText.of(a.name()) + " " + shape + "\n");
    out.raw("        Type:      " + ByteText.of(a.datatype().toString()) + "\n");
  }

  private static String lengths(long[] lengths) {
    return DdlTypes.lengths(lengths);
  }

  private void dataset(ObjectHeader h, String path) {
    DatasetStore store = file.store(h, path);
    if (file.headers().decode(h, h.find(MessageType.DATA_LAYOUT)) instanceof ChunkedLayout c) {
      line("Chunks:", "{" + lengths(c.chunkShape()) + "} " + c.chunkBytes() + " bytes");
    }
    Dataspace space = file.headers().dataspace(h, store);
    long logical = space.isNull() ? 0 : space.elements() * store.elementSize();
    long stored = StorageSize.of(store);
    String used =
        stored == 0
            ? ""
            : String.format(Locale.ROOT, ", %.2f%% utilization", 100.0 * logical / stored);
    line("Storage:", logical + " logical bytes, " + stored + " allocated bytes" + used);
    ObjectHeader.Message m = h.find(MessageType.FILTER_PIPELINE);
    if (m != null) {
      int i = 0;
      for (PipelineFilter f : ((FilterPipelineMessage) file.headers().decode(h, m)).filters()) {
        filter(i++, f);
      }
    }
  }

  private void filter(int i, PipelineFilter f) {
    boolean own = f.name().isEmpty() && f.id() < OWN_FILTERS.size();
    String name = own ? OWN_FILTERS.get(f.id()) : f.name();
    String parameters =
        f.clientData().stream().map(Integer::toUnsignedString).collect(Collectors.joining(", "));
    line(
        "Filter-" + i + ":",
        ByteText.of(name) + "-" + f.id() + (f.isOptional() ? " OPT {" : " {") + parameters + "}");
  }
}
