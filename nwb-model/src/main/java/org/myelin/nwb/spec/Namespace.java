package org.myelin.nwb.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A namespace: a named, versioned set of type definitions in sources, which may include others.
 * Immutable; resolving inheritance needs the included namespaces too, see {@link NamespaceCatalog}.
 */
public final class Namespace {
  private final String name;
  private final String version;
  private final String doc;
  private final String fullName;
  private final List<String> authors;
  private final List<String> contacts;
  private final List<SchemaEntry> schema;
  private final List<SchemaSource> sources;
  private final TypeKey typeKey;
  private final Map<String, TypedSpec> types;

  /** A namespace of those parts; {@code doc} and {@code fullName} may be null. */
  public Namespace(
      String name,
      String version,
      String doc,
      String fullName,
      List<String> authors,
      List<String> contacts,
      List<SchemaEntry> schema,
      List<SchemaSource> sources,
      TypeKey typeKey) {
    this.name = Objects.requireNonNull(name, "name");
    this.version = Objects.requireNonNull(version, "version");
    this.doc = doc;
    this.fullName = fullName;
    this.authors = List.copyOf(authors);
    this.contacts = List.copyOf(contacts);
    this.schema = List.copyOf(schema);
    this.sources = List.copyOf(sources);
    this.typeKey = Objects.requireNonNull(typeKey, "typeKey");
    this.types = collect(this.sources);
  }

  /**
   * Types may be defined inside other types (early core schemas do), so the search goes all the way
   * down.
   */
  private static Map<String, TypedSpec> collect(List<SchemaSource> sources) {
    Map<String, TypedSpec> found = new LinkedHashMap<>();
    for (SchemaSource source : sources) {
      source.datasets().forEach(d -> add(found, d));
      source.groups().forEach(g -> collect(found, g));
    }
    return found;
  }

  private static void collect(Map<String, TypedSpec> found, GroupSpec group) {
    add(found, group);
    group.datasets().forEach(d -> add(found, d));
    group.groups().forEach(g -> collect(found, g));
  }

  private static void add(Map<String, TypedSpec> found, TypedSpec spec) {
    if (spec.typeDef() != null) {
      found.putIfAbsent(spec.typeDef(), spec);
    }
  }

  /** Its name, such as {@code core}. */
  public String name() {
    return name;
  }

  /** Its version, such as {@code 2.7.0}. */
  public String version() {
    return version;
  }

  /** What it is for, or null. */
  public String doc() {
    return doc;
  }

  /** Its long name, or null. */
  public String fullName() {
    return fullName;
  }

  /** Who wrote it. */
  public List<String> authors() {
    return authors;
  }

  /** How to reach the authors. */
  public List<String> contacts() {
    return contacts;
  }

  /** Its schema list: sources and included namespaces, in order. */
  public List<SchemaEntry> schema() {
    return schema;
  }

  /** Its sources, in the order of {@link #schema}. */
  public List<SchemaSource> sources() {
    return sources;
  }

  /** Names of the namespaces it includes, in order. */
  public List<String> includes() {
    List<String> names = new ArrayList<>();
    for (SchemaEntry entry : schema) {
      if (entry.namespace() != null && !names.contains(entry.namespace())) {
        names.add(entry.namespace());
      }
    }
    return List.copyOf(names);
  }

  /** The words it uses for types. */
  public TypeKey typeKey() {
    return typeKey;
  }

  /** Names of the types defined here, in order. */
  public List<String> typeNames() {
    return List.copyOf(types.keySet());
  }

  /** The definition of a type as written here, without what it inherits. */
  public Optional<TypedSpec> type(String type) {
    return Optional.ofNullable(types.get(type));
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
