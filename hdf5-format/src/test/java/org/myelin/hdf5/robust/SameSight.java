package org.myelin.hdf5.robust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Compares what two readers saw in one file, wherever neither of them met an error. */
final class SameSight {
  private static final Set<String> INFORMATIVE =
      Set.of(
          "addr",
          "header_messages",
          "shared_messages",
          "storage_size",
          "first",
          "file",
          "file_sha256",
          "libhdf5",
          "status_flags_cleared",
          "driver_name",
          "oracle_version");

  private final List<String> differences = new ArrayList<>();

  private final boolean partial;

  private SameSight(boolean partial) {
    this.partial = partial;
  }

  /** What differs, a line each; empty if one of them could not read the file. */
  static List<String> of(Object theirs, Object ours) {
    if (anyNameTwice(theirs)) {
      // who asks by a name that two have gets either, and so for all below
      return List.of();
    }
    SameSight s = new SameSight(anyError(theirs) || anyError(ours));
    s.compare("", theirs, ours);
    return s.differences;
  }

  private static boolean hasError(Object node) {
    return node instanceof Map<?, ?> m
        && m.keySet().stream().anyMatch(k -> k.equals("error") || k.toString().endsWith("_error"));
  }

  /** What a reader could not follow leads to objects that it has not, under this name or at all. */
  private static boolean anyError(Object node) {
    return hasError(node)
        || node instanceof Map<?, ?> m && m.values().stream().anyMatch(SameSight::anyError)
        || node instanceof List<?> l && l.stream().anyMatch(SameSight::anyError);
  }

  private static boolean anyNameTwice(Object node) {
    if (node instanceof Map<?, ?> m) {
      return m.get("links") instanceof List<?> l && byKey(l, "name").size() < l.size()
          || m.values().stream().anyMatch(SameSight::anyNameTwice);
    }
    return node instanceof List<?> l && l.stream().anyMatch(SameSight::anyNameTwice);
  }

  /**
   * A reference to an object that only one of them can open, and references to regions, which take
   * any size and kind.
   */
  private boolean isUncertainReference(Map<?, ?> owner) {
    return owner.get("datatype") instanceof Map<?, ?> type
        && "reference".equals(type.get("class"))
        && (partial || "region".equals(type.get("kind")));
  }

  private void compare(String where, Object a, Object b) {
    if (hasError(a) || hasError(b)) {
      return;
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      maps(where, x, y);
    } else if (a instanceof List<?> x && b instanceof List<?> y) {
      String key = key(where);
      if (key != null && byKey(x, key).size() < x.size()) {
        // who asks by a name that two have gets either
        return;
      }
      if (key != null) {
        maps(where, byKey(x, key), byKey(y, key));
        return;
      }
      if (x.size() != y.size()) {
        differences.add(where + ": " + x.size() + " and " + y.size() + " entries");
      }
      for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
        compare(where + "[" + i + "]", x.get(i), y.get(i));
      }
    } else if (!Objects.equals(a, b) && !isUnspecified(where)) {
      differences.add(where + ": " + a + " and " + b);
    }
  }

  /** Broken or overlapping selections, numbers without a name, references newer than libhdf5. */
  private static boolean isUnspecified(String where) {
    return where.contains("./regions.data.")
        || where.endsWith(".fill.alloc")
        || where.endsWith(".datatype.kind")
        || where.contains(".filters[") && where.endsWith(".name");
  }

  private void maps(String where, Map<?, ?> x, Map<?, ?> y) {
    Set<Object> keys = new TreeSet<>();
    keys.addAll(x.keySet());
    keys.addAll(y.keySet());
    for (Object k : keys) {
      if (INFORMATIVE.contains(k) || k.equals("data") && isUncertainReference(y)) {
        continue;
      }
      String at = where + "." + k;
      if (x.containsKey(k) && y.containsKey(k)) {
        compare(at, x.get(k), y.get(k));
      } else if (!partial) {
        differences.add(at + ": only " + (x.containsKey(k) ? "libhdf5" : "we") + " have it");
      }
    }
  }

  private static String key(String where) {
    return where.endsWith(".objects")
        ? "path"
        : where.endsWith(".attributes") || where.endsWith(".links") ? "name" : null;
  }

  private static Map<Object, Object> byKey(List<?> list, String key) {
    Map<Object, Object> m = new HashMap<>();
    for (Object o : list) {
      m.put(String.valueOf(((Map<?, ?>) o).get(key)), o);
    }
    return m;
  }
}
