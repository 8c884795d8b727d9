package org.myelin.nwb.spec;

import java.util.Objects;

/**
 * A link of the specification language: a soft or external link to an object of a type.
 *
 * @param name its name, or null
 * @param doc what it points to
 * @param targetType the neurodata type that the target must have (or be a subtype of)
 * @param quantity how many such links there may be
 */
public record LinkSpec(String name, String doc, String targetType, Quantity quantity)
    implements Spec {

  /** Refuses a link without a target type. */
  public LinkSpec {
    Objects.requireNonNull(targetType, "targetType");
    Objects.requireNonNull(quantity, "quantity");
  }
}
