package org.myelin.nwb.internal.builder;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A group: children by name. A stored group brings in attributes and children when first asked. */
public final class GroupBuilder extends BaseBuilder {
  private final Map<String, Builder> children = new TreeMap<>();
  private Consumer<GroupBuilder> loader;
  private boolean stored;
  private volatile String frozen;

  /** A new group, not stored. */
  public GroupBuilder(String name) {
    super(name);
  }

  /** A stored group whose content {@code loader} adds on first use. */
  public GroupBuilder(String name, Consumer<GroupBuilder> loader) {
    super(name);
    this.loader = loader;
    this.stored = true;
  }

  @Override
  void load() {
    if (loader != null) {
      Consumer<GroupBuilder> once = loader;
      loader = null; // first, as the loader adds through the same methods
      try {
        once.accept(this);
      } catch (RuntimeException e) {
        children.clear();
        loader = once; // a failed read must not leave a half-known group behind
        throw e;
      }
    }
  }

  /** Children in name order. */
  public synchronized Collection<Builder> children() {
    load();
    return List.copyOf(children.values());
  }

  /** Children that are known without asking the storage. */
  public synchronized Collection<Builder> loadedChildren() {
    return loader == null ? List.copyOf(children.values()) : Collections.emptyList();
  }

  /** The child of that name, or null. */
  public synchronized Builder child(String name) {
    load();
    return children.get(name);
  }

  /** Adds a child that the storage is telling us about. */
  public synchronized void addStored(Builder child) {
    children.put(child.name(), child);
    child.setParent(this);
  }

  /**
   * Adds a child.
   *
   * @throws IllegalArgumentException if its name is taken or no name, or it has a place already
   * @throws IllegalStateException if the tree is frozen
   */
  public synchronized <B extends Builder> B add(B child) {
    load();
    String why = top().frozen;
    if (why != null) {
      throw new IllegalStateException(
          "'" + child.name() + "' cannot be added to " + path() + ": " + why);
    }
    if (child.name().isEmpty() || child.name().contains("/") || child.name().equals(".")) {
      throw new IllegalArgumentException(
          "'" + child.name() + "' cannot be a name: it is empty or has a slash");
    }
    if (children.containsKey(child.name())) {
      throw new IllegalArgumentException(
          path() + " has a child named '" + child.name() + "' already");
    }
    if (child.parent() != null) {
      throw new IllegalArgumentException(
          "'" + child.name() + "' is in " + child.parent().path() + " already");
    }
    addStored(child);
    return child;
  }

  /**
   * From now on nothing can be added below this root, as it would be lost; {@code why} is for the
   * error.
   */
  public void freeze(String why) {
    frozen = why;
  }

  @Override
  public boolean isStored() {
    return stored;
  }

  /** The storage has it now. */
  public void markStored() {
    stored = true;
  }
}
