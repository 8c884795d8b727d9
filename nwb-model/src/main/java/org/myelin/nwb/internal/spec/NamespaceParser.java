package org.myelin.nwb.internal.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.myelin.nwb.spec.Namespace;
import org.myelin.nwb.spec.SchemaEntry;
import org.myelin.nwb.spec.SchemaSource;
import org.myelin.nwb.spec.SpecException;
import org.myelin.nwb.spec.TypeKey;

/** From the tree of a namespace text, and a way to get at its sources, to namespaces. */
public final class NamespaceParser {
  private NamespaceParser() {}

  /**
   * All namespaces in one namespace text; {@code sources} is asked by name without {@code .yaml}.
   */
  public static List<Namespace> namespaces(
      Map<String, Object> tree, Function<String, Map<String, Object>> sources) {
    List<Namespace> all =
        new SpecNode(tree, "namespace").each("namespaces", n -> namespace(n, sources));
    if (all.isEmpty()) {
      throw new SpecException("namespaces: found none, expected at least one");
    }
    return all;
  }

  private static Namespace namespace(SpecNode n, Function<String, Map<String, Object>> texts) {
    String name = n.requiredText("name");
    List<SchemaEntry> schema = n.each("schema", NamespaceParser::entry);
    List<SchemaSource> sources = new ArrayList<>();
    TypeKey key = null;
    for (SchemaEntry entry : schema) {
      if (entry.source() != null) {
        Map<String, Object> tree = texts.apply(entry.source());
        sources.add(SpecParser.source(entry.source(), tree, name + " " + entry.source()));
        key = key == null ? typeKey(tree) : key;
      }
    }
    return new Namespace(
        name,
        n.requiredText("version"),
        n.text("doc"),
        n.text("full_name"),
        n.texts("author"),
        n.texts("contact"),
        schema,
        sources,
        key == null ? TypeKey.NEURODATA_TYPE : key);
  }

  private static SchemaEntry entry(SpecNode n) {
    String source = n.text("source");
    if (source != null && source.endsWith(".yaml")) {
      source = source.substring(0, source.length() - ".yaml".length());
    }
    String namespace = n.text("namespace");
    if ((source == null) == (namespace == null)) {
      throw new SpecException(n.where() + ": expected a source or a namespace");
    }
    List<String> types = new ArrayList<>(n.texts("data_types"));
    types.addAll(n.texts("neurodata_types"));
    return new SchemaEntry(source, namespace, types);
  }

  /** The word for types, from the first type that the source defines; null when it defines none. */
  private static TypeKey typeKey(Map<String, Object> source) {
    for (String list : List.of("groups", "datasets")) {
      if (source.get(list) instanceof List<?> specs) {
        for (Object spec : specs) {
          for (TypeKey key : TypeKey.values()) {
            if (spec instanceof Map<?, ?> map && map.containsKey(key.def())) {
              return key;
            }
          }
        }
      }
    }
    return null;
  }
}
