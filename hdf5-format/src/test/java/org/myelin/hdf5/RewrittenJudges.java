package org.myelin.hdf5;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.myelin.hdf5.oracle.Corpus;
import org.myelin.hdf5.oracle.H5Tools;
import org.myelin.hdf5.oracle.H5Wasm;
import org.myelin.hdf5.oracle.Jhdf;
import org.myelin.hdf5.oracle.Json;
import org.myelin.hdf5.oracle.Libhdf5;
import org.myelin.hdf5.oracle.Programs;
import org.myelin.hdf5.oracle.Tool;

/**
 * Readers that compare a file written anew with its original, each by what it sees itself in the
 * two: what it cannot do with the original is not asked of the other.
 */
final class RewrittenJudges {
  /** Beyond so many elements one reader is enough. */
  private static final long MANY = 1 << 20;

  private static final Map<String, Map<String, String>> COMPLAINTS =
      Collections.synchronizedMap(new HashMap<>());

  private final FormatBounds bounds;
  private final Path made;
  private final Path scratch;
  private final Map<String, Integer> counts = Collections.synchronizedMap(new TreeMap<>());
  private final List<String> findings = Collections.synchronizedList(new ArrayList<>());

  RewrittenJudges(FormatBounds bounds, Path made, Path scratch) {
    this.bounds = bounds;
    this.made = made;
    this.scratch = scratch;
  }

  List<String> findings(List<Corpus.Entry> files) throws IOException {
    if (bounds.compareTo(FormatBounds.V110) <= 0) {
      H5Tools.assumeAvailable();
      files.forEach(this::tools);
    }
    libhdf5Two(files);
    for (Corpus.Entry e : files) {
      if (bounds != FormatBounds.LATEST && Tool.LIBHDF5.available()) {
        libhdf5(e);
      }
      jhdf(e);
    }
    System.out.println(bounds + " " + counts);
    return findings;
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  // ---- libhdf5's tools

  private void tools(Corpus.Entry e) {
    try {
      Map<String, String> before = COMPLAINTS.get(e.name());
      if (before == null) {
        before = H5Tools.complaints(e.file(), copied(e), scratch, Set.of());
        COMPLAINTS.put(e.name(), before);
      }
      Path file = made.resolve(e.name());
      before.keySet().forEach(tool -> count(tool + " complains about the original"));
      count("files by h5dump, h5stat, h5repack, h5diff");
      H5Tools.complaints(file, e.file(), scratch, before.keySet())
          .forEach((tool, text) -> findings.add(e.name() + ": " + tool + " " + text));
    } catch (IOException x) {
      throw new UncheckedIOException(x);
    }
  }

  /** h5diff says at once that a file is the same as itself: it gets another that is. */
  private Path copied(Corpus.Entry e) throws IOException {
    Path copy = scratch.resolve("originals").resolve(e.name());
    Files.createDirectories(copy.getParent());
    Files.copy(e.file(), copy, StandardCopyOption.REPLACE_EXISTING);
    Corpus.companions(e.name(), copy.getParent(), "companion");
    return copy;
  }

  // ---- values of all types but references, whose bytes are addresses

  private static List<String> datasets(Corpus.Entry e, boolean arrays) throws IOException {
    List<String> paths = new ArrayList<>();
    for (Object o : (List<?>) Corpus.read(e.answer()).get("objects")) {
      Map<?, ?> object = (Map<?, ?>) o;
      Map<?, ?> data = object.get("data") instanceof Map<?, ?> m ? m : Map.of();
      boolean unwritten =
          object.get("fill") instanceof Map<?, ?> fill && "never".equals(fill.get("time"));
      if (object.get("datatype") instanceof Map<?, ?> type
          && !type.toString().contains("reference")
          && (arrays || !type.toString().contains("array"))
          && !unwritten
          && data.get("count") instanceof Long n
          && n <= MANY) {
        paths.add((String) object.get("path"));
      }
    }
    return paths;
  }

  private void libhdf5Two(List<Corpus.Entry> files) throws IOException {
    List<Map<?, ?>> before = readAll(files.stream().map(Corpus.Entry::file).toList());
    List<Map<?, ?>> after = readAll(files.stream().map(e -> made.resolve(e.name())).toList());
    for (int i = 0; i < files.size(); i++) {
      Corpus.Entry e = files.get(i);
      for (String path : datasets(e, true)) {
        compare(
            e,
            path,
            "libhdf5 2.0",
            (String) before.get(i).get(path),
            (String) after.get(i).get(path));
      }
    }
  }

  private List<Map<?, ?>> readAll(List<Path> files) throws IOException {
    Path list = scratch.resolve("all.txt");
    Files.write(list, files.stream().map(Path::toString).toList());
    List<Map<?, ?>> answers = new ArrayList<>();
    Programs.run(List.of(Tool.H5WASM.program(), H5Wasm.script("readall.mjs") + "", list + ""))
        .outOrFail()
        .lines()
        .forEach(line -> answers.add((Map<?, ?>) Json.parse(line)));
    return answers;
  }

  private void libhdf5(Corpus.Entry e) throws IOException {
    for (String path : datasets(e, true)) {
      String before = Libhdf5.values(e.file(), path);
      compare(e, path, "libhdf5 1.14", before, Libhdf5.values(made.resolve(e.name()), path));
    }
  }

  private void compare(Corpus.Entry e, String path, String by, String before, String after) {
    if (before == null || before.equals("error")) {
      count("datasets of originals not read by " + by);
      return;
    }
    count("datasets of any type by " + by);
    if (!before.equals(after)) {
      findings.add(e.name() + path + " differs in " + by + ": " + after);
    }
  }

  // ---- jHDF

  private void jhdf(Corpus.Entry e) throws IOException {
    // of arrays jHDF reads other numbers than every libhdf5 where the type has version 3
    List<String> known = datasets(e, bounds.compareTo(FormatBounds.V110) < 0);
    Map<String, String> before = Jhdf.digests(e.file(), MANY);
    if (before.values().stream().allMatch(v -> v.startsWith(Jhdf.NOT_READ))) {
      count("originals without a dataset that jHDF reads");
      return;
    }
    Map<String, String> after = Jhdf.digests(made.resolve(e.name()), MANY);
    for (Map.Entry<String, String> d : before.entrySet()) {
      if (!known.contains(d.getKey()) || d.getValue().startsWith(Jhdf.NOT_READ)) {
        continue;
      }
      String found = after.getOrDefault(d.getKey(), after.getOrDefault("", "missing"));
      if (found.startsWith(Jhdf.NOT_READ) || found.equals("missing")) {
        count("datasets that jHDF reads in originals only");
        continue;
      }
      count("datasets by jHDF");
      if (!d.getValue().equals(found)) {
        findings.add(e.name() + d.getKey() + " differs in jHDF: " + found);
      }
    }
  }
}
