package org.myelin.mpi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Hints: keys with values, in the order they were given (MPI standard, chapter "The Info Object").
 * Hints never change results, only speed; unknown ones are ignored. Immutable, usable from any
 * thread.
 *
 * <pre>{@code Info.of("cb_nodes", "2", "romio_cb_write", "enable")}</pre>
 */
public final class Info {
  /** No hints. */
  public static final Info EMPTY = new Info(Map.of());

  private final Map<String, String> hints;

  private Info(Map<String, String> hints) {
    this.hints = Collections.unmodifiableMap(hints);
  }

  /** Hints from keys and values in turn. */
  public static Info of(String... keysAndValues) {
    if (keysAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "keys and values must come in pairs, found " + keysAndValues.length + " strings");
    }
    Info info = EMPTY;
    for (int i = 0; i < keysAndValues.length; i += 2) {
      info = info.with(keysAndValues[i], keysAndValues[i + 1]);
    }
    return info;
  }

  /** The value of {@code key}, if given. */
  public Optional<String> get(String key) {
    return Optional.ofNullable(hints.get(key));
  }

  /** These hints and one more; an earlier value of {@code key} is replaced. */
  public Info with(String key, String value) {
    if (key == null || key.isBlank() || value == null) {
      throw new IllegalArgumentException(
          "a hint needs a key and a value, found " + key + "=" + value);
    }
    Map<String, String> more = new LinkedHashMap<>(hints);
    more.put(key, value);
    return new Info(more);
  }

  /** All hints, unmodifiable, in the order they were given. */
  public Map<String, String> asMap() {
    return hints;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Info info && hints.equals(info.hints);
  }

  @Override
  public int hashCode() {
    return hints.hashCode();
  }

  @Override
  public String toString() {
    return hints.toString();
  }
}
