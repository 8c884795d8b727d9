package org.myelin.nwb.internal.builder;

import org.myelin.nwb.NwbException;

/** Links and references that are to be written must lead to objects of the same file. */
public final class Targets {
  private final GroupBuilder root;

  private Targets(GroupBuilder root) {
    this.root = root;
  }

  /**
   * Looks at everything in a tree that is not stored yet.
   *
   * @throws NwbException naming the link or attribute whose target is elsewhere
   */
  public static void requireInside(GroupBuilder root) {
    new Targets(root).check(root);
  }

  private void check(Builder node) {
    if (node instanceof LinkBuilder link && !link.isStored()) {
      require(link.path(), link.target());
    }
    if (node instanceof BaseBuilder base && !base.isStored()) {
      base.attributes()
          .forEach(
              (name, value) -> {
                if (value instanceof ReferenceBuilder reference) {
                  require(base.path() + "@" + name, reference.target());
                }
              });
    }
    if (node instanceof GroupBuilder group) {
      group.loadedChildren().forEach(this::check);
    }
  }

  private void require(String where, Builder target) {
    if (target.top() != root) {
      throw new NwbException(
          where
              + " points to "
              + target.path()
              + ", which is not in this file: add it to the file first");
    }
  }
}
