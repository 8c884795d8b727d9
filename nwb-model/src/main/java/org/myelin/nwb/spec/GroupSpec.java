package org.myelin.nwb.spec;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A group of the specification language. Components follow the language's keys; see {@link
 * TypedSpec} for those that datasets share.
 *
 * @param datasets datasets inside, in the order of the specification
 * @param groups groups inside
 * @param links links inside
 */
public record GroupSpec(
    String name,
    String defaultName,
    String doc,
    String typeDef,
    String typeInc,
    Quantity quantity,
    boolean linkable,
    List<AttributeSpec> attributes,
    List<DatasetSpec> datasets,
    List<GroupSpec> groups,
    List<LinkSpec> links)
    implements TypedSpec {

  /** Copies the lists. */
  public GroupSpec {
    Objects.requireNonNull(quantity, "quantity");
    attributes = List.copyOf(attributes);
    datasets = List.copyOf(datasets);
    groups = List.copyOf(groups);
    links = List.copyOf(links);
  }

  /** The dataset of that fixed name. */
  public Optional<DatasetSpec> dataset(String name) {
    return datasets.stream().filter(d -> name.equals(d.name())).findFirst();
  }

  /** The group of that fixed name. */
  public Optional<GroupSpec> group(String name) {
    return groups.stream().filter(g -> name.equals(g.name())).findFirst();
  }

  /** The link of that fixed name. */
  public Optional<LinkSpec> link(String name) {
    return links.stream().filter(l -> name.equals(l.name())).findFirst();
  }
}
