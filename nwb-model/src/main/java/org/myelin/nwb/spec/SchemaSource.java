package org.myelin.nwb.spec;

import java.util.List;
import java.util.Objects;

/**
 * One source of a namespace: the types that one YAML file (or one cached text) defines.
 *
 * @param name without {@code .yaml}, as it is named under {@code /specifications}
 * @param datasets dataset types
 * @param groups group types
 */
public record SchemaSource(String name, List<DatasetSpec> datasets, List<GroupSpec> groups) {

  /** Copies the lists. */
  public SchemaSource {
    Objects.requireNonNull(name, "name");
    datasets = List.copyOf(datasets);
    groups = List.copyOf(groups);
  }
}
