package org.myelin.nwb.spec;

import java.util.Objects;

/**
 * A basic type by its name in the specification language.
 *
 * @param name such as {@code int8}, {@code float64}, {@code numeric}, {@code text}, {@code ascii},
 *     {@code bool}, {@code isodatetime}
 */
public record BasicDtype(String name) implements Dtype {

  /** Refuses a type without a name. */
  public BasicDtype {
    Objects.requireNonNull(name, "name");
  }
}
