package org.myelin.nwb.spec;

import java.util.List;

/**
 * One line of a namespace's schema list: a source of its own, or another namespace to include.
 *
 * @param source name of the source without {@code .yaml}, or null for an included namespace
 * @param namespace name of the included namespace, or null for a source
 * @param types the types included, empty for all
 */
public record SchemaEntry(String source, String namespace, List<String> types) {

  /** Refuses an entry that is both or neither. */
  public SchemaEntry {
    types = List.copyOf(types);
    if ((source == null) == (namespace == null)) {
      throw new IllegalArgumentException(
          "a schema entry is a source or a namespace, found both or neither");
    }
  }
}
