package org.myelin.nwb.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.myelin.nwb.internal.spec.SpecResolver;

/**
 * A set of namespaces, at most one version of each, in which types and their inheritance resolve.
 * Immutable: {@link #with} gives another catalog. Safe for any number of threads.
 *
 * <pre>{@code
 * TypedSpec series = NamespaceCatalog.shipped().resolve("core", "ElectricalSeries");
 * }</pre>
 */
public final class NamespaceCatalog {
  private final Map<String, Namespace> namespaces;
  private final Map<String, TypedSpec> resolved = new ConcurrentHashMap<>();

  private NamespaceCatalog(Map<String, Namespace> namespaces) {
    this.namespaces = namespaces;
  }

  /** A catalog of those namespaces; of two with the same name the later one counts. */
  public static NamespaceCatalog of(Collection<Namespace> namespaces) {
    Map<String, Namespace> byName = new LinkedHashMap<>();
    namespaces.forEach(n -> byName.put(n.name(), n));
    return new NamespaceCatalog(byName);
  }

  /**
   * The catalog shipped with this library: core 2.7.0, hdmf-common 1.8.0 and hdmf-experimental
   * 0.5.0.
   */
  public static NamespaceCatalog shipped() {
    return Shipped.CATALOG;
  }

  /** Read once, on first use. */
  private static final class Shipped {
    static final NamespaceCatalog CATALOG =
        of(
            List.of(
                SpecReader.shipped("hdmf-common", "1.8.0"),
                SpecReader.shipped("hdmf-experimental", "0.5.0"),
                SpecReader.shipped("core", "2.7.0")));
  }

  /** This catalog and one more namespace, which takes the place of one with the same name. */
  public NamespaceCatalog with(Namespace namespace) {
    List<Namespace> all = new ArrayList<>(namespaces.values());
    all.removeIf(n -> n.name().equals(namespace.name()));
    all.add(namespace);
    return of(all);
  }

  /** The namespaces, in the order they were added. */
  public List<Namespace> namespaces() {
    return List.copyOf(namespaces.values());
  }

  /** The namespace of that name. */
  public Optional<Namespace> namespace(String name) {
    return Optional.ofNullable(namespaces.get(name));
  }

  /**
   * The namespace that defines a type, seen from {@code namespace}: itself, else one that it
   * includes.
   */
  public Optional<Namespace> definingNamespace(String namespace, String type) {
    return definingNamespace(namespace, type, new LinkedHashSet<>());
  }

  private Optional<Namespace> definingNamespace(String name, String type, Set<String> seen) {
    Namespace namespace = namespaces.get(name);
    if (namespace == null || !seen.add(name)) {
      return Optional.empty();
    }
    if (namespace.type(type).isPresent()) {
      return Optional.of(namespace);
    }
    for (String included : namespace.includes()) {
      Optional<Namespace> found = definingNamespace(included, type, seen);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The definition of a type seen from {@code namespace}, as written, without what it inherits. */
  public Optional<TypedSpec> find(String namespace, String type) {
    return definingNamespace(namespace, type).flatMap(n -> n.type(type));
  }

  /**
   * The definition of a type with all that it inherits. Its own fields come first.
   *
   * @throws SpecException if the type or one of its ancestors is unknown, or inherits from itself
   */
  public TypedSpec resolve(String namespace, String type) {
    Namespace home =
        definingNamespace(namespace, type)
            .orElseThrow(() -> unknown(namespace, type, "the namespaces " + namespaces.values()));
    String key = home.name() + "/" + type;
    TypedSpec known = resolved.get(key);
    if (known == null) {
      known = SpecResolver.resolve(this, home, type);
      resolved.put(key, known);
    }
    return known;
  }

  /**
   * A type and its ancestors, the type first, the root last.
   *
   * @throws SpecException if one of them is unknown or inherits from itself
   */
  public List<String> hierarchy(String namespace, String type) {
    Set<String> line = new LinkedHashSet<>();
    String home = namespace;
    for (String t = type; t != null; ) {
      String current = t;
      String from = home;
      Namespace defining =
          definingNamespace(from, current)
              .orElseThrow(() -> unknown(from, current, line.toString()));
      if (!line.add(t)) {
        throw new SpecException(home + ": type " + type + " inherits from itself through " + line);
      }
      TypedSpec spec = defining.type(t).orElseThrow();
      home = defining.name();
      t = spec.typeInc();
    }
    return List.copyOf(line);
  }

  /**
   * Whether {@code type} is {@code ancestor} or inherits from it; false when the type is unknown.
   */
  public boolean isSubtype(String namespace, String type, String ancestor) {
    return find(namespace, type).isPresent() && hierarchy(namespace, type).contains(ancestor);
  }

  private static SpecException unknown(String namespace, String type, String where) {
    return new SpecException(
        "neurodata type "
            + type
            + " is not known in namespace "
            + namespace
            + " (looked in "
            + where
            + ")");
  }
}
