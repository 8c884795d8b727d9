package org.myelin.nwb.spec;

import java.util.Objects;

/**
 * A reference to objects of a type.
 *
 * @param targetType the neurodata type of the target
 * @param reftype {@code object} or {@code region}
 */
public record RefSpec(String targetType, String reftype) implements Dtype {

  /** Refuses missing parts. */
  public RefSpec {
    Objects.requireNonNull(targetType, "targetType");
    Objects.requireNonNull(reftype, "reftype");
  }
}
