package org.myelin.nwb.spec;

import java.util.List;

/**
 * A compound type.
 *
 * @param members its members, in the order they have on disk
 */
public record CompoundDtype(List<DtypeSpec> members) implements Dtype {

  /** Copies the list. */
  public CompoundDtype {
    members = List.copyOf(members);
  }
}
