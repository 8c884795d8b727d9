package org.myelin.nwb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.myelin.nwb.internal.spec.SpecTree;

/** JSON answers in tests: reading, picking and comparing them. */
final class Json {
  private Json() {}

  static Map<String, Object> read(Path file) throws IOException {
    return SpecTree.json(Files.readString(file), file.getFileName().toString());
  }

  static Map<String, Object> dump(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    NwbDump.write(file, text);
    return SpecTree.json(text.toString(), file.getFileName().toString());
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object tree, String key) {
    return (Map<String, Object>) ((Map<String, Object>) tree).get(key);
  }

  /** Where two trees differ, at most a few places; numbers are equal to 12 digits. */
  static List<String> differences(String at, Object expected, Object found) {
    List<String> out = new ArrayList<>();
    compare(at, expected, found, out);
    return out;
  }

  private static void compare(String at, Object expected, Object found, List<String> out) {
    if (out.size() > 8) {
      return;
    }
    if (expected instanceof Map<?, ?> e && found instanceof Map<?, ?> f) {
      TreeSet<String> keys = new TreeSet<>();
      e.keySet().forEach(k -> keys.add(k.toString()));
      f.keySet().forEach(k -> keys.add(k.toString()));
      for (String key : keys) {
        if (!e.containsKey(key) || !f.containsKey(key)) {
          out.add(
              at
                  + "."
                  + key
                  + (e.containsKey(key) ? " is missing" : " is too much: " + f.get(key)));
        } else {
          compare(at + "." + key, e.get(key), f.get(key), out);
        }
      }
    } else if (expected instanceof List<?> e
        && found instanceof List<?> f
        && e.size() == f.size()) {
      for (int i = 0; i < e.size(); i++) {
        compare(at + "[" + i + "]", e.get(i), f.get(i), out);
      }
    } else if (expected instanceof Number e && found instanceof Number f) {
      double a = e.doubleValue();
      double b = f.doubleValue();
      if (Math.abs(a - b) > 1e-12 * Math.max(Math.abs(a), Math.abs(b))) {
        out.add(at + ": found " + f + ", expected " + e);
      }
    } else if (!(expected == null ? found == null : expected.equals(found))) {
      out.add(at + ": found " + found + ", expected " + expected);
    }
  }

  /** A tree without what differs between any two files: object ids and the creation date. */
  static Map<String, Object> comparable(Map<String, Object> hdf5) {
    Map<String, Object> copy = new LinkedHashMap<>(hdf5);
    for (Map.Entry<String, Object> node : copy.entrySet()) {
      Map<String, Object> fields = new LinkedHashMap<>(cast(node.getValue()));
      if (fields.get("attrs") != null) {
        Map<String, Object> attributes = new LinkedHashMap<>(map(fields, "attrs"));
        attributes.computeIfPresent("object_id", (k, v) -> without(v, "value"));
        fields.put("attrs", attributes);
      }
      if (node.getKey().equals("/file_create_date")) {
        fields.remove("sha256");
        fields.remove("value");
      }
      node.setValue(fields);
    }
    return copy;
  }

  private static Object without(Object map, String key) {
    Map<String, Object> copy = new LinkedHashMap<>(cast(map));
    copy.remove(key);
    return copy;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> cast(Object map) {
    return (Map<String, Object>) map;
  }
}
