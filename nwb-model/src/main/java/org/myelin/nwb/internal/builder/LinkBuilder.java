package org.myelin.nwb.internal.builder;

import java.util.Objects;

/** A link: to another node of the tree, to a path as stored, or to a path in another file. */
public final class LinkBuilder extends Builder {
  private final Builder target;
  private final String path;
  private final String file;
  private boolean stored;

  private LinkBuilder(String name, Builder target, String path, String file) {
    super(name);
    this.target = target;
    this.path = path;
    this.file = file;
  }

  /** A new link to a node, which may still be on its way into the tree. */
  public static LinkBuilder to(String name, Builder target) {
    return new LinkBuilder(name, Objects.requireNonNull(target, "target"), null, null);
  }

  /** A stored link; {@code file} is null for one inside the file. */
  public static LinkBuilder stored(String name, String path, String file) {
    LinkBuilder link = new LinkBuilder(name, null, path, file);
    link.stored = true;
    return link;
  }

  /** The path it points to: as stored, else where its target is now. */
  public String targetPath() {
    return target == null ? path : target.path();
  }

  /** The other file's name as stored, or null. */
  public String file() {
    return file;
  }

  /** The node it was made for, or null for a stored link. */
  public Builder target() {
    return target;
  }

  /** Whether the storage has it. */
  public boolean isStored() {
    return stored;
  }

  /** The storage has it now. */
  public void markStored() {
    stored = true;
  }
}
