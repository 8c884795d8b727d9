package org.myelin.cli.hdf5;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.Layout;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --layout} and {@code --filter}: where elements lie from now on, and how they are kept. */
final class StorageArguments {
  private static final String OBJECTS = "[OBJECT,...:]";

  @Option(
      names = {"-l", "--layout"},
      paramLabel = OBJECTS + "LAYOUT",
      description =
          "contiguous, compact, chunked, or chunked=20x10 (also CONTI, COMPA, CHUNK=20x10), of all"
              + " datasets or of those named.")
  private List<String> layouts = new ArrayList<>();

  @Option(
      names = {"-f", "--filter"},
      paramLabel = OBJECTS + "FILTER",
      description =
          "none, gzip=LEVEL, shuffle, fletcher32, szip=PIXELS,NN|EC, nbit, scaleoffset=DIGITS,IN|DS,"
              + " lzf, lz4, zstd=LEVEL, bzip2=LEVEL, blosc=CODEC,LEVEL, bitshuffle=none|lz4|zstd"
              + " (also GZIP, SHUF, FLET, SOFF); several are applied in their order.")
  private List<String> filters = new ArrayList<>();

  /** One option: what it asks for, of which objects; of all if there are none. */
  private record Choice(List<String> objects, String name, String value) {
    static Choice of(String option) {
      int colon = option.lastIndexOf(':');
      List<String> objects =
          colon < 0 ? List.of() : Arrays.asList(option.substring(0, colon).split(","));
      String rest = option.substring(colon + 1);
      int equals = rest.indexOf('=');
      return new Choice(
          objects.stream().map(o -> o.startsWith("/") ? o : "/" + o).toList(),
          (equals < 0 ? rest : rest.substring(0, equals)).toLowerCase(Locale.ROOT),
          equals < 0 ? "" : rest.substring(equals + 1));
    }

    boolean isFor(String path) {
      return objects.isEmpty() || objects.contains(path);
    }
  }

  private record Wanted(Layout.Kind kind, long[] chunk) {}

  /** Throws if an option is not understood. */
  void check() {
    layouts.forEach(l -> wanted(Choice.of(l)));
    filters.forEach(f -> filter(Choice.of(f)));
  }

  /** The layout that was asked for; null for the dataset's own. */
  Layout of(Dataset d, Consumer<String> warnings) {
    Choice layout = null;
    for (String l : layouts) {
      Choice c = Choice.of(l);
      layout = c.isFor(d.path()) && (layout == null || !c.objects.isEmpty()) ? c : layout;
    }
    List<Choice> chosen = filters.stream().map(Choice::of).filter(c -> c.isFor(d.path())).toList();
    if (layout == null && chosen.isEmpty()) {
      return null;
    }
    boolean named =
        layout != null && !layout.objects.isEmpty()
            || chosen.stream().anyMatch(c -> !c.objects.isEmpty());
    List<FilterDescription> pipeline =
        chosen.isEmpty()
            ? d.layout().filters()
            : chosen.stream().map(StorageArguments::filter).filter(f -> f != null).toList();
    String refusal = refusal(d, layout == null ? null : wanted(layout), pipeline);
    if (refusal != null) {
      if (named) {
        throw new IllegalArgumentException(d.path() + " " + refusal);
      }
      warnings.accept(d.path() + " " + refusal + "; it stays as it is");
      return null;
    }
    return layout(d, layout == null ? null : wanted(layout), pipeline);
  }

  private static Layout layout(Dataset d, Wanted wanted, List<FilterDescription> pipeline) {
    Layout.Kind kind =
        wanted != null ? wanted.kind : pipeline.isEmpty() ? d.layout().kind() : Layout.Kind.CHUNKED;
    if (kind != Layout.Kind.CHUNKED) {
      // filters go with chunks only, and elements of other files come in by a layout of their own
      return wanted == null ? null : Layout.of(kind, new long[0], List.of());
    }
    boolean same = d.layout().isChunked() && (wanted == null || wanted.chunk.length == 0);
    long[] chunk =
        wanted != null && wanted.chunk.length > 0
            ? within(d.dataspace().maxShape(), wanted.chunk)
            : same
                ? d.layout().chunkShape()
                : Layout.chunked(d.datatype(), d.dataspace()).chunkShape();
    return Layout.of(Layout.Kind.CHUNKED, chunk, pipeline);
  }

  /** No chunk is longer than the dataset can ever be. */
  private static long[] within(long[] max, long[] chunk) {
    long[] lengths = chunk.clone();
    for (int i = 0; i < lengths.length; i++) {
      if (max[i] != Dataspace.UNLIMITED) {
        lengths[i] = Math.min(lengths[i], Math.max(1, max[i]));
      }
    }
    return lengths;
  }

  /** Why the dataset cannot be so; null if it can. */
  private static String refusal(Dataset d, Wanted wanted, List<FilterDescription> pipeline) {
    Dataspace space = d.dataspace();
    boolean chunks = wanted != null ? wanted.kind == Layout.Kind.CHUNKED : !pipeline.isEmpty();
    boolean whole = wanted != null && wanted.kind != Layout.Kind.CHUNKED;
    if (wanted == null && d.layout().kind() == Layout.Kind.VIRTUAL) {
      return "has no elements of its own to filter";
    }
    if (chunks && (space.isNull() || space.isScalar())) {
      return "has no dimensions to cut into chunks";
    }
    if (whole && space.isExtendible()) {
      return "can grow, so it must be chunked";
    }
    if (wanted != null && wanted.chunk.length > 0 && wanted.chunk.length != space.rank()) {
      return "has " + space.rank() + " dimensions, the chunk " + wanted.chunk.length;
    }
    if (wanted != null
        && wanted.kind == Layout.Kind.COMPACT
        && space.elements() * d.datatype().size() > 64_000) {
      return "is too large for a compact layout";
    }
    return null;
  }

  private static Wanted wanted(Choice c) {
    return switch (c.name) {
      case "contiguous", "conti" -> new Wanted(Layout.Kind.CONTIGUOUS, new long[0]);
      case "compact", "compa" -> new Wanted(Layout.Kind.COMPACT, new long[0]);
      case "chunked", "chunk" -> new Wanted(Layout.Kind.CHUNKED, chunk(c.value));
      default ->
          throw new TypeConversionException(
              "'" + c.name + "' is no layout: contiguous, compact, chunked or chunked=20x10");
    };
  }

  private static long[] chunk(String text) {
    if (text.isEmpty()) {
      return new long[0];
    }
    String[] parts = text.toLowerCase(Locale.ROOT).split("x");
    long[] lengths = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      lengths[i] = number("a length of a chunk", parts[i]);
      if (lengths[i] < 1) {
        throw new TypeConversionException("a chunk is at least 1 long: " + text);
      }
    }
    return lengths;
  }

  private static int number(String what, String text) {
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException e) {
      throw new TypeConversionException(what + " is a number, not '" + text + "'");
    }
  }

  /** The filter; null for none. */
  private static FilterDescription filter(Choice c) {
    String[] v = c.value.isEmpty() ? new String[0] : c.value.split(",");
    try {
      return switch (c.name) {
        case "none" -> null;
        case "gzip", "deflate" ->
            Layout.chunked(1).deflate(v.length == 0 ? 6 : number("level", v[0])).filters().get(0);
        case "shuffle", "shuf" -> Layout.chunked(1).shuffle().filters().get(0);
        case "fletcher32", "flet" -> Layout.chunked(1).fletcher32().filters().get(0);
        case "szip" ->
            FilterDescription.szip(
                v.length < 2 || v[1].equalsIgnoreCase("NN"),
                v.length == 0 ? 8 : number("pixels per block", v[0]));
        case "nbit" -> FilterDescription.nbit();
        case "scaleoffset", "soff" ->
            v.length > 1 && v[1].equalsIgnoreCase("DS")
                ? FilterDescription.scaleOffsetDecimal(number("digits", v[0]))
                : FilterDescription.scaleOffset(v.length == 0 ? 0 : number("bits", v[0]));
        case "lzf" -> FilterDescription.lzf();
        case "lz4" -> FilterDescription.lz4();
        case "zstd" -> FilterDescription.zstd(v.length == 0 ? 3 : number("level", v[0]));
        case "bzip2" -> FilterDescription.bzip2(v.length == 0 ? 9 : number("level", v[0]));
        case "blosc" ->
            FilterDescription.blosc(
                FilterDescription.BloscCodec.valueOf(
                    v.length == 0 ? "LZ4" : v[0].toUpperCase(Locale.ROOT)),
                v.length < 2 ? 5 : number("level", v[1]),
                FilterDescription.BloscShuffle.BYTES);
        case "bitshuffle" ->
            FilterDescription.bitshuffle(
                FilterDescription.BitshuffleCodec.valueOf(
                    v.length == 0 ? "LZ4" : v[0].toUpperCase(Locale.ROOT)));
        default -> throw new TypeConversionException("'" + c.name + "' is no filter known here");
      };
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("filter " + c.name + "=" + c.value + ": " + e.getMessage());
    }
  }
}
