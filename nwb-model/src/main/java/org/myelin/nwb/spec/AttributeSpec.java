package org.myelin.nwb.spec;

import java.util.Objects;

/**
 * An attribute of the specification language.
 *
 * @param name its name, never null
 * @param doc what it is
 * @param dtype type of its elements, or null for any
 * @param dims names of the axes, or null
 * @param shape permitted shapes, or null for a scalar
 * @param value the fixed value (String, Long, Double, Boolean or a list of these), or null
 * @param defaultValue the value meant when the attribute is absent, or null
 * @param required whether the object is invalid without it
 */
public record AttributeSpec(
    String name,
    String doc,
    Dtype dtype,
    Choices<String> dims,
    Choices<Long> shape,
    Object value,
    Object defaultValue,
    boolean required)
    implements Spec {

  /** Refuses an attribute without a name. */
  public AttributeSpec {
    Objects.requireNonNull(name, "name");
  }
}
