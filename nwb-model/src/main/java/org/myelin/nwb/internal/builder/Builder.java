package org.myelin.nwb.internal.builder;

/**
 * A node of the storage-neutral tree that stands between containers and a storage backend: groups,
 * datasets and links with attributes, as NWB sees them and as any hierarchical storage can hold
 * them.
 */
public abstract sealed class Builder permits BaseBuilder, LinkBuilder {
  private final String name;
  private GroupBuilder parent;
  private Object view;

  Builder(String name) {
    this.name = name;
  }

  /** Its name, {@code "/"} for the root. */
  public final String name() {
    return name;
  }

  /** The group it is in; null for the root and for a tree that is not in a file yet. */
  public final GroupBuilder parent() {
    return parent;
  }

  final void setParent(GroupBuilder group) {
    parent = group;
  }

  /** Its absolute path; for a tree that is not in a file yet, the path from its top. */
  public final String path() {
    if (parent == null) {
      return name;
    }
    String above = parent.path();
    return above.endsWith("/") ? above + name : above + "/" + name;
  }

  /** The topmost node above this one: the root of a file, or what is not in a file yet. */
  public final GroupBuilder top() {
    Builder at = this;
    while (at.parent != null) {
      at = at.parent;
    }
    return at instanceof GroupBuilder group ? group : null;
  }

  /**
   * The container made for this node, or null; one node has one container, so that identity holds.
   */
  public final Object view() {
    return view;
  }

  /** Remembers the container made for this node. */
  public final void setView(Object container) {
    view = container;
  }
}
