package org.myelin.nwb.internal.map;

import org.myelin.nwb.DynamicContainer;
import org.myelin.nwb.NwbContainer;
import org.myelin.nwb.NwbFile;
import org.myelin.nwb.TimeSeries;
import org.myelin.nwb.internal.builder.GroupBuilder;

/**
 * The neurodata types that have a class of their own: one constant each. Subtypes show as their
 * nearest ancestor here.
 */
enum ContainerClass {
  NWB_FILE("NWBFile", NwbFile::new),
  TIME_SERIES("TimeSeries", TimeSeries::new),
  /** Every other type. */
  DYNAMIC(null, DynamicContainer::new);

  private interface Maker {
    NwbContainer make(GroupBuilder group, TypeMap types);
  }

  private final String type;
  private final Maker maker;

  ContainerClass(String type, Maker maker) {
    this.type = type;
    this.maker = maker;
  }

  NwbContainer make(GroupBuilder group, TypeMap types) {
    return maker.make(group, types);
  }

  /** The class for exactly this type, or null. */
  static ContainerClass of(String type) {
    for (ContainerClass candidate : values()) {
      if (type.equals(candidate.type)) {
        return candidate;
      }
    }
    return null;
  }
}
