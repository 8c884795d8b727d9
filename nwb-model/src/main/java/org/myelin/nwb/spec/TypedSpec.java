package org.myelin.nwb.spec;

import java.util.List;
import java.util.Optional;

/**
 * A group or dataset. It may define a neurodata type ({@link #typeDef}), include one ({@link
 * #typeInc}), do both (a subtype), or neither (a plain part of what surrounds it).
 */
public sealed interface TypedSpec extends Spec permits GroupSpec, DatasetSpec {

  /** The name used when the user gives none, or null. */
  String defaultName();

  /** The neurodata type defined here, or null. */
  String typeDef();

  /**
   * The neurodata type included here (the parent type, when there is also a {@link #typeDef}), or
   * null.
   */
  String typeInc();

  /** How many such objects the surrounding group may hold. */
  Quantity quantity();

  /** Whether a link may stand in for the object. */
  boolean linkable();

  /** Attributes, in the order of the specification. */
  List<AttributeSpec> attributes();

  /**
   * The type of the objects this entry speaks of: the defined one, else the included one, else
   * null.
   */
  default String type() {
    return typeDef() != null ? typeDef() : typeInc();
  }

  /** The attribute of that name. */
  default Optional<AttributeSpec> attribute(String name) {
    return attributes().stream().filter(a -> a.name().equals(name)).findFirst();
  }
}
