package org.myelin.hdf5.internal.diff;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.myelin.hdf5.DiffOptions;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.dump.ByteText;
import org.myelin.hdf5.internal.dump.DdlObject;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.wire.Utf8;

/** Compares two files, or an object of each. */
public final class FilesDiff {
  private final Comparison c;
  private final DiffOptions options;
  private final ObjectDiff objects;
  private final Exclusions exclusions;
  private final Map<OpenFile, Object> keys = new HashMap<>();

  private FilesDiff(Comparison c) {
    this.c = c;
    this.options = c.options();
    this.objects = new ObjectDiff(c);
    this.exclusions = new Exclusions(options.excludedPaths());
  }

  /**
   * What was found.
   *
   * @param differences of elements, types and links
   * @param contentsDiffer whether something is in one file only
   * @param notComparable whether something could not be compared
   * @param failed whether something could not be read
   */
  public record Outcome(
      long differences, boolean contentsDiffer, boolean notComparable, boolean failed) {}

  /**
   * A file as it was named, with the path in it that is compared.
   *
   * @param root its root group
   */
  public record Named(String name, DdlObject root, String path) {
    /** Puts the missing slash before a path. */
    public Named {
      path = path.startsWith("/") ? path : "/" + path;
    }
  }

  /**
   * Compares.
   *
   * @param out takes the text, names as the bytes that the files hold
   * @param errors takes a line for what cannot be read
   * @param progress takes the number of bytes of elements that were compared since the last call
   */
  public static Outcome compare(
      Named first,
      Named second,
      DiffOptions options,
      OutputStream out,
      Consumer<String> errors,
      LongConsumer progress) {
    Comparison c = new Comparison(options, out, errors, progress);
    long found = 0;
    try {
      found = new FilesDiff(c).compare(first, second);
    } catch (Hdf5Exception e) {
      c.print("Error: Could not get file contents\n");
      c.fail(e.getMessage());
    }
    if (c.hasNotComparable() && !c.hasFailed() && !options.listNotComparable()) {
      String line = "-".repeat(32) + "\n";
      c.print(
          line
              + "Some objects are not comparable\n"
              + line
              + "Use -c for a list of objects"
              + (options.isVerbose() ? " without details of differences.\n" : ".\n"));
    }
    return new Outcome(found, c.hasContentsThatDiffer(), c.hasNotComparable(), c.hasFailed());
  }

  private long compare(Named first, Named second) {
    CompareEntry a = entry(first);
    if (a == null) {
      return missing(first);
    }
    CompareEntry b = entry(second);
    if (b == null) {
      return missing(second);
    }
    if (options.followLinks() && (a.kind().isLink() || b.kind().isLink())) {
      return objects.count(a, b, false);
    }
    if (!c.lists() && isSame(target(first, a), target(second, b))) {
      return 0;
    }
    if (a.kind() == ObjectKind.GROUP && b.kind() == ObjectKind.GROUP) {
      return groups(first, a, second, b);
    }
    return objects.count(a, b, isSame(a, b));
  }

  private long missing(Named n) {
    c.print("Object <" + ByteText.of(n.path) + "> could not be found in <" + n.name + ">\n");
    c.fail(null);
    return 0;
  }

  /** What a path names: the link itself if it is not hard and not followed, or leads nowhere. */
  private CompareEntry entry(Named n) {
    DdlObject root = n.root;
    int slash = n.path.lastIndexOf('/');
    String name = n.path.substring(slash + 1);
    if (!name.isEmpty()) {
      Optional<DdlObject> group = root.finder().find(slash == 0 ? "/" : n.path.substring(0, slash));
      if (group.isEmpty() || !group.get().header().isGroup()) {
        return null;
      }
      DdlObject g = group.get();
      LinkTable table = g.file().links(g.header(), g.path());
      LinkTable.Entry e = table.find(name);
      if (e == null) {
        return null;
      }
      boolean resolves = e.link().type() == Link.Type.HARD || options.followLinks();
      if (!resolves || root.finder().find(n.path).isEmpty()) {
        return CompareEntry.link(n.path, g.file(), e.link(), e.link().data().remaining());
      }
    }
    return root.finder()
        .find(n.path)
        .map(o -> CompareEntry.object(n.path, o.file(), o.header()))
        .orElse(null);
  }

  /** The object that a link leads to; the link where it leads nowhere. */
  private static CompareEntry target(Named n, CompareEntry e) {
    return e.kind() == ObjectKind.SOFT_LINK
        ? n.root
            .finder()
            .find(n.path)
            .map(o -> CompareEntry.object(n.path, o.file(), o.header()))
            .orElse(e)
        : e;
  }

  /** Whether two objects are the same one of the same file. */
  private boolean isSame(CompareEntry a, CompareEntry b) {
    return a.header() != null
        && b.header() != null
        && a.header().address() == b.header().address()
        && key(a.file()).equals(key(b.file()));
  }

  private Object key(OpenFile file) {
    return keys.computeIfAbsent(file, FilesDiff::realName);
  }

  private static Object realName(OpenFile file) {
    try {
      return Path.of(file.name()).toRealPath();
    } catch (IOException e) {
      return file;
    }
  }

  // ---- groups

  /** A path below both groups, or one of them. */
  private record Match(String path, CompareEntry first, CompareEntry second) {}

  private long groups(Named first, CompareEntry a, Named second, CompareEntry b) {
    List<CompareEntry> all1 = walk(first, a);
    List<CompareEntry> all2 = walk(second, b);
    List<Match> matches = matches(first.path, all1, second.path, all2);
    if (options.isVerbose()) {
      list(first, second, matches);
    }
    boolean alike = !exclusions.isEmpty() || all1.size() == all2.size();
    if (!alike || matches.stream().anyMatch(m -> m.first == null || m.second == null)) {
      c.contentsDiffer();
    }
    long found = 0;
    for (Match m : matches) {
      if (m.first != null && m.second != null) {
        found += objects.count(m.first, m.second, isSame(m.first, m.second));
      }
    }
    return found;
  }

  private List<CompareEntry> walk(Named n, CompareEntry group) {
    DdlObject o = new DdlObject(group.file(), group.header(), n.path, n.root.finder());
    CompareWalk w = CompareWalk.of(o, n.path, options.followLinks());
    if (w.hasDangling() && options.noDanglingLinks()) {
      c.fail(null);
    }
    return w.entries();
  }

  private static String relative(String group, String path) {
    return group.equals("/") ? path : path.substring(group.length());
  }

  /** Walks along both lists; as in h5diff, one that is out of order leaves more without a match. */
  private List<Match> matches(
      String group1, List<CompareEntry> all1, String group2, List<CompareEntry> all2) {
    List<Match> matches = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < all1.size() || j < all2.size()) {
      CompareEntry a = i < all1.size() ? all1.get(i) : null;
      CompareEntry b = j < all2.size() ? all2.get(j) : null;
      String path1 = a == null ? null : relative(group1, a.path());
      String path2 = b == null ? null : relative(group2, b.path());
      int order = a == null ? 1 : b == null ? -1 : Utf8.compare(path1, path2);
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
      String path = order <= 0 ? path1 : path2;
      if (!exclusions.excludes(path, order <= 0 ? a.kind() : b.kind())) {
        matches.add(new Match(path, order <= 0 ? a : null, order >= 0 ? b : null));
      }
    }
    return matches;
  }

  private void list(Named first, Named second, List<Match> matches) {
    if (options.verbose() > 2) {
      c.print("file1: " + first.name + "\nfile2: " + second.name + "\n");
    }
    boolean whole = first.path.equals("/") && second.path.equals("/");
    c.print(whole ? "\nfile1     file2\n" : "\ngroup1   group2\n");
    c.print("-".repeat(39) + "\n");
    for (Match m : matches) {
      c.print(AttributeDiff.presence(m.first != null, m.second != null, m.path));
    }
    c.print("\n");
  }
}
