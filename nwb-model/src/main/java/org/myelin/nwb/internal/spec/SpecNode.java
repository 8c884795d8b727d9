package org.myelin.nwb.internal.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.myelin.nwb.spec.SpecException;

/**
 * One mapping of a specification text together with where it stands, so that every error is
 * located.
 */
record SpecNode(Map<?, ?> map, String where) {

  static SpecNode of(Object value, String where) {
    if (value instanceof Map<?, ?> map) {
      return new SpecNode(map, where);
    }
    throw new SpecException(where + ": found " + value + ", expected a mapping");
  }

  Object get(String key) {
    return map.get(key);
  }

  /**
   * Text under the first of the keys that is there, or null. Numbers count as text (versions,
   * names).
   */
  String text(String... keys) {
    for (String key : keys) {
      Object value = map.get(key);
      if (value instanceof Map || value instanceof List) {
        throw wrong(key, value, "text");
      }
      if (value != null) {
        return value.toString();
      }
    }
    return null;
  }

  String requiredText(String... keys) {
    String text = text(keys);
    if (text == null) {
      throw new SpecException(where + ": " + keys[0] + " is missing");
    }
    return text;
  }

  boolean flag(String key, boolean otherwise) {
    Object value = map.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(key, value, "true or false");
  }

  /** A list of texts; a single text counts as a list of one. */
  List<String> texts(String key) {
    Object value = map.get(key);
    if (value == null) {
      return List.of();
    }
    List<String> all = new ArrayList<>();
    for (Object entry : value instanceof List<?> list ? list : List.of(value)) {
      all.add(String.valueOf(entry));
    }
    return all;
  }

  /** Each mapping in the list under a key. */
  <T> List<T> each(String key, Function<SpecNode, T> reader) {
    Object value = map.get(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(key, value, "a list");
    }
    List<T> all = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      all.add(reader.apply(of(list.get(i), where + "." + key + "[" + i + "]")));
    }
    return all;
  }

  SpecException wrong(String key, Object found, String expected) {
    String text = String.valueOf(found);
    return new SpecException(
        where
            + "."
            + key
            + ": found "
            + (text.length() > 60 ? text.substring(0, 60) + "…" : text)
            + ", expected "
            + expected);
  }
}
