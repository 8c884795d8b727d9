package org.myelin.nwb.internal.map;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.myelin.nwb.NwbContainer;
import org.myelin.nwb.NwbData;
import org.myelin.nwb.NwbObject;
import org.myelin.nwb.internal.builder.BaseBuilder;
import org.myelin.nwb.internal.builder.DatasetBuilder;
import org.myelin.nwb.internal.builder.GroupBuilder;
import org.myelin.nwb.spec.GroupSpec;
import org.myelin.nwb.spec.Namespace;
import org.myelin.nwb.spec.NamespaceCatalog;
import org.myelin.nwb.spec.SpecException;
import org.myelin.nwb.spec.TypedSpec;

/**
 * From nodes of the tree to containers and back: which class shows which neurodata type, by the
 * schema's inheritance. The catalog is asked for only when a type has no class of its own, as
 * reading the schema that a file carries costs more than opening the file.
 */
public final class TypeMap {
  private static final TypeMap SHIPPED = new TypeMap(NamespaceCatalog::shipped);

  private final Supplier<NamespaceCatalog> catalog;

  /** A map for the types of a catalog. */
  public TypeMap(Supplier<NamespaceCatalog> catalog) {
    this.catalog = catalog;
  }

  /** The map for the shipped types. */
  public static TypeMap shipped() {
    return SHIPPED;
  }

  /** The types known. */
  public NamespaceCatalog catalog() {
    return catalog.get();
  }

  /** Version of a namespace in the catalog. */
  public String version(String namespace) {
    return catalog().namespace(namespace).map(Namespace::version).orElseThrow();
  }

  /** The container of a node, made on first use. */
  public NwbObject view(BaseBuilder builder) {
    synchronized (builder) {
      Object known = builder.view();
      if (known == null) {
        known =
            builder instanceof GroupBuilder group
                ? container(group)
                : new NwbData((DatasetBuilder) builder, this);
      }
      return (NwbObject) known;
    }
  }

  private NwbContainer container(GroupBuilder group) {
    String type = group.text("neurodata_type");
    if (type == null) {
      return new NwbContainer(group, this);
    }
    ContainerClass direct = ContainerClass.of(type);
    if (direct != null) {
      return direct.make(group, this);
    }
    for (String ancestor : hierarchy(group)) {
      ContainerClass found = ContainerClass.of(ancestor);
      if (found != null) {
        return found.make(group, this);
      }
    }
    return ContainerClass.DYNAMIC.make(group, this);
  }

  /**
   * The node's type and its ancestors; just the type when the schema does not know it, empty for a
   * plain node.
   */
  public List<String> hierarchy(BaseBuilder builder) {
    String type = builder.text("neurodata_type");
    if (type == null) {
      return List.of();
    }
    String namespace = builder.text("namespace");
    try {
      return catalog().hierarchy(namespace == null ? "core" : namespace, type);
    } catch (SpecException unknown) {
      return List.of(type);
    }
  }

  /** Whether the node's type is {@code type} or inherits from it. */
  public boolean isA(BaseBuilder builder, String type) {
    return hierarchy(builder).contains(type);
  }

  /** The node at a path from {@code from}. */
  public BaseBuilder find(GroupBuilder from, String path) {
    return PathFinder.find(from, path);
  }

  /** A new typed group, with the attributes that every typed object has. */
  public GroupBuilder newGroup(String namespace, String type, String name) {
    TypedSpec spec = catalog().resolve(namespace, type);
    if (!(spec instanceof GroupSpec)) {
      throw new SpecException("neurodata type " + type + " is a dataset, not a group");
    }
    Placement.requireName(name);
    GroupBuilder group = new GroupBuilder(name);
    group.attribute("namespace", catalog().definingNamespace(namespace, type).orElseThrow().name());
    group.attribute("neurodata_type", type);
    group.attribute("object_id", UUID.randomUUID().toString());
    return group;
  }

  /** Refuses an object that the schema has no place for in a group. */
  public void requirePlace(GroupBuilder parent, BaseBuilder child) {
    new Placement(this).requirePlace(parent, child);
  }

  /** Fills in fixed values and refuses a group that lacks a required field. */
  public void requireComplete(GroupBuilder group) {
    new Placement(this).requireComplete(group);
  }
}
