package org.myelin.nwb.internal.builder;

import java.util.Objects;

/**
 * A reference to a node, as an attribute value: written when its target is.
 *
 * @param target the node meant
 */
public record ReferenceBuilder(BaseBuilder target) {

  /** Refuses a missing target. */
  public ReferenceBuilder {
    Objects.requireNonNull(target, "target");
  }
}
