package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.hdf5.oracle.Corpus;
import org.myelin.hdf5.oracle.H5Wasm;
import org.myelin.hdf5.oracle.Json;
import org.myelin.hdf5.oracle.Libhdf5;
import org.myelin.hdf5.oracle.Programs;
import org.myelin.hdf5.oracle.Tool;

/**
 * Catches what a file loses when it is written anew: each file of the corpus is repacked, and read
 * by libhdf5 1.10.8, 1.14 and 2.0, which must see what they see in the original.
 */
@Timeout(3600)
class RewrittenCorpusTest {
  /** Filters that each libhdf5 has by itself. */
  private static final Set<Long> BUILT_IN = Set.of(1L, 2L, 3L, 5L, 6L);

  /** Beyond so many elements one reader of three is enough. */
  private static final long MANY = 1 << 20;

  /**
   * A file whose references of 1.12 are described as before 1.12: read by 1.10, which stumbles over
   * the version that 1.12 and we give them.
   */
  private static final String EARLY_REFERENCES = "trefer_obj_del.h5";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void everyFile(FormatBounds bounds) throws IOException {
    rewrite(bounds, Corpus.files("data"), Integer.MAX_VALUE);
  }

  @Test
  void someFiles() throws IOException {
    long seed = Long.getLong("myelin.seed", new Random().nextLong());
    System.out.println("rewritten corpus, seed " + seed);
    Random random = new Random(seed);
    List<Corpus.Entry> files = new ArrayList<>(Corpus.files("data"));
    for (FormatBounds bounds : FormatBounds.values()) {
      Collections.shuffle(files, random);
      rewrite(bounds, files.subList(0, 40), 0);
    }
  }

  /** All readers and tools take their time: a few files only, the same each run. */
  @Test
  void aFewFilesByEveryReader() throws IOException {
    List<Corpus.Entry> all = Corpus.files("data");
    for (FormatBounds bounds : FormatBounds.values()) {
      List<Corpus.Entry> few = new ArrayList<>();
      for (int i = bounds.ordinal() * 17; i < all.size(); i += 149) {
        few.add(all.get(i));
      }
      rewrite(bounds, few, few.size());
    }
  }

  /** The first {@code judges} of them go to all {@link RewrittenJudges}, which take their time. */
  private void rewrite(FormatBounds bounds, List<Corpus.Entry> files, int judges)
      throws IOException {
    Tool.H5PY.assumeAvailable();
    Tool.H5WASM.assumeAvailable();
    Path made = Files.createDirectories(folder.resolve(bounds.name()));
    List<Corpus.Entry> written = new ArrayList<>();
    int refused = 0;
    for (Corpus.Entry e : files) {
      if (e.errors() > 0) {
        continue;
      }
      Path to = made.resolve(e.name());
      Files.createDirectories(to.getParent());
      try {
        Hdf5Repack.run(
            e.file(),
            to,
            FileOptions.DEFAULT.withExternal(ExternalAccess.inside(e.file().getParent())),
            RepackOptions.DEFAULT.withBounds(bounds));
        written.add(e);
      } catch (UnsupportedFormatException refusal) {
        assertThat(refusal).as(e.name()).hasMessageContaining("FormatBounds.");
        assertThat(bounds).as(e.name()).isNotIn(FormatBounds.EARLIEST, FormatBounds.LATEST);
        refused++;
      }
    }
    for (Corpus.Entry e : written) {
      Corpus.companions(e.name(), made.resolve(e.name()).getParent(), "companion", "data");
    }
    List<String> findings = new ArrayList<>();
    for (Corpus.Entry e : written) {
      List<String> found = verified(made.resolve(e.name()));
      if (!found.isEmpty()) {
        // a reference that led nowhere leads nowhere still
        found.removeAll(verified(e.file()));
        found.forEach(f -> findings.add(e.name() + f));
      }
    }
    findings.addAll(answers(bounds, made, written));
    findings.addAll(numbers(bounds, made, written));
    findings.addAll(
        new RewrittenJudges(bounds, made, folder)
            .findings(written.subList(0, Math.min(judges, written.size()))));
    System.out.printf(
        "%s: %d files rewritten, %d refused, %d findings%n",
        bounds, written.size(), refused, findings.size());
    assertThat(findings).as(bounds + "").isEmpty();
  }

  private List<String> verified(Path file) {
    FileOptions beside = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(file.getParent()));
    return Hdf5Verification.of(file, beside).findings().stream()
        .map(Object::toString)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** libhdf5 1.10.8 where it reads such files, else what we read. */
  private List<String> answers(FormatBounds bounds, Path made, List<Corpus.Entry> written)
      throws IOException {
    boolean old = bounds.compareTo(FormatBounds.V110) <= 0;
    List<String> names = new ArrayList<>();
    List<Path> asked = new ArrayList<>();
    for (Corpus.Entry e : written) {
      Path file = made.resolve(e.name());
      if (!old) {
        CorpusDumpTest.dump(file, Path.of(file + ".json"));
        names.add(e.name());
      } else if (!e.answeredBy().equals("2.0.0") && !e.name().endsWith(EARLY_REFERENCES)) {
        asked.add(file);
        names.add(e.name());
      }
    }
    Corpus.ask(asked);
    for (String name : names) {
      keepSize(name, made.resolve(name + ".json"));
    }
    String differences = Corpus.compare(Corpus.folder(), made, names, "--rewritten");
    return differences.isEmpty() ? List.of() : List.of(differences);
  }

  /** The only thing that is compared and cannot stay: the length of the file. */
  private static void keepSize(String name, Path answer) throws IOException {
    Map<?, ?> expected = Corpus.read(Corpus.folder().resolve(name + ".json"));
    Map<?, ?> found = Corpus.read(answer);
    String text = Files.readString(answer);
    if (found.get("size") != null && expected.get("size") != null) {
      // sorted, it stands before the length of addresses; we write it behind the file's name
      Files.writeString(
          answer,
          text.replaceFirst(
              "(\"size\":\\s*)" + found.get("size") + "(,\\s*\"(sizeof_addr|oracle_version)\")",
              "$1" + expected.get("size") + "$2"));
    }
  }

  // ---- numbers through libhdf5 2.0 and 1.14

  private List<String> numbers(FormatBounds bounds, Path made, List<Corpus.Entry> written)
      throws IOException {
    Path list = folder.resolve("list.txt");
    Files.write(list, written.stream().map(e -> made.resolve(e.name()).toString()).toList());
    List<String> lines =
        Programs.run(List.of(Tool.H5WASM.program(), H5Wasm.script("readall.mjs") + "", list + ""))
            .outOrFail()
            .lines()
            .toList();
    List<String> findings = new ArrayList<>();
    int compared = 0;
    for (int i = 0; i < written.size(); i++) {
      Corpus.Entry e = written.get(i);
      Map<?, ?> answer = (Map<?, ?>) Json.parse(lines.get(i));
      if (answer.containsKey("")) {
        findings.add(e.name() + " does not open in libhdf5 2.0");
        continue;
      }
      Map<?, ?> expected = Corpus.read(e.answer());
      for (Object o : (List<?>) expected.get("objects")) {
        Map<?, ?> object = (Map<?, ?>) o;
        String digest = numbersOf(object);
        String path = (String) object.get("path");
        if (digest == null || !answer.containsKey(path)) {
          continue;
        }
        compared++;
        if (!digest.equals(answer.get(path))) {
          findings.add(e.name() + path + " differs in libhdf5 2.0: " + answer.get(path));
        }
        // layouts of version 5 came with 2.0
        if (bounds != FormatBounds.LATEST && Tool.LIBHDF5.available()) {
          String found = Libhdf5.digest(made.resolve(e.name()), path);
          if (!digest.equals(found)) {
            findings.add(e.name() + path + " differs in libhdf5 1.14: " + found);
          }
        }
      }
    }
    System.out.println(compared + " datasets of numbers compared");
    return findings;
  }

  /** The digest of a dataset of plain numbers in this file; null for others. */
  private static String numbersOf(Map<?, ?> object) {
    Map<?, ?> data = object.get("data") instanceof Map<?, ?> m ? m : Map.of();
    Map<?, ?> type = object.get("datatype") instanceof Map<?, ?> m ? m : Map.of();
    Map<?, ?> layout = object.get("layout") instanceof Map<?, ?> m ? m : Map.of();
    Object size = type.get("size");
    boolean plain =
        "integer".equals(type.get("class"))
            || "float".equals(type.get("class"))
                && !"VAX".equals(type.get("order"))
                && (Long.valueOf(4).equals(size) && Long.valueOf(23).equals(type.get("mant_size"))
                    || Long.valueOf(8).equals(size)
                        && Long.valueOf(52).equals(type.get("mant_size")));
    if (!plain
        || !Set.of(1L, 2L, 4L, 8L).contains(size)
        || !Long.valueOf(8 * (Long) size).equals(type.get("precision"))
        || object.containsKey("external")
        || !(object.get("dataspace") instanceof Map<?, ?> space)
        || !"simple".equals(space.get("type"))
        || "virtual".equals(layout.get("class"))
        || data.get("sha256") == null
        || (Long) data.get("count") == 0
        || (Long) data.get("count") > MANY) {
      return null;
    }
    if (object.get("fill") instanceof Map<?, ?> fill
        && "never".equals(fill.get("time"))
        && Long.valueOf(0).equals(object.get("storage_size"))) {
      // elements that nobody wrote read as whatever was in memory
      return null;
    }
    for (Object f : object.get("filters") instanceof List<?> l ? l : List.of()) {
      if (!BUILT_IN.contains(((Map<?, ?>) f).get("id"))) {
        return null;
      }
    }
    return (String) data.get("sha256");
  }
}
