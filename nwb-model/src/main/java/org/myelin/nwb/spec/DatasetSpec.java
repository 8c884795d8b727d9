package org.myelin.nwb.spec;

import java.util.List;
import java.util.Objects;

/**
 * A dataset of the specification language. Components follow the language's keys; see {@link
 * TypedSpec} for those that groups share.
 *
 * @param dtype type of the elements, or null for any
 * @param dims names of the axes, or null
 * @param shape permitted shapes ({@link Choices#ANY} for any length), or null for any
 * @param value the fixed value, or null
 * @param defaultValue the value meant when the dataset is absent, or null
 */
public record DatasetSpec(
    String name,
    String defaultName,
    String doc,
    String typeDef,
    String typeInc,
    Quantity quantity,
    boolean linkable,
    Dtype dtype,
    Choices<String> dims,
    Choices<Long> shape,
    Object value,
    Object defaultValue,
    List<AttributeSpec> attributes)
    implements TypedSpec {

  /** Copies the list. */
  public DatasetSpec {
    Objects.requireNonNull(quantity, "quantity");
    attributes = List.copyOf(attributes);
  }
}
