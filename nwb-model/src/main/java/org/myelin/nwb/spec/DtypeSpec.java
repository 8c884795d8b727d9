package org.myelin.nwb.spec;

import java.util.Objects;

/**
 * One member of a compound type.
 *
 * @param name its name
 * @param doc what it is
 * @param dtype its type
 */
public record DtypeSpec(String name, String doc, Dtype dtype) {

  /** Refuses a member without name or type. */
  public DtypeSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(dtype, "dtype");
  }
}
