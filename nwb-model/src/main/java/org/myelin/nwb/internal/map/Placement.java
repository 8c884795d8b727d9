package org.myelin.nwb.internal.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.myelin.nwb.internal.builder.BaseBuilder;
import org.myelin.nwb.internal.builder.Builder;
import org.myelin.nwb.internal.builder.GroupBuilder;
import org.myelin.nwb.spec.AttributeSpec;
import org.myelin.nwb.spec.DatasetSpec;
import org.myelin.nwb.spec.GroupSpec;
import org.myelin.nwb.spec.NamespaceCatalog;
import org.myelin.nwb.spec.Spec;
import org.myelin.nwb.spec.SpecException;
import org.myelin.nwb.spec.TypedSpec;

/**
 * What the schema says of where an object may go and what it must have. Silent where the schema
 * knows nothing.
 */
final class Placement {
  private final TypeMap types;

  Placement(TypeMap types) {
    this.types = types;
  }

  static void requireName(String name) {
    if (!name.equals("/") && (name.isEmpty() || name.contains("/") || name.contains(":"))) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' cannot be the name of an NWB object: it is empty or has a slash or colon");
    }
  }

  void requirePlace(GroupBuilder parent, BaseBuilder child) {
    requireName(child.name());
    GroupSpec spec = specOf(parent);
    String type = child.text("neurodata_type");
    if (spec == null || type == null) {
      return;
    }
    List<String> line = types.hierarchy(child);
    List<String> accepted = new ArrayList<>();
    for (TypedSpec place :
        Stream.<TypedSpec>concat(spec.groups().stream(), spec.datasets().stream()).toList()) {
      boolean named = place.name() != null;
      if (place.type() != null && (!named || place.name().equals(child.name()))) {
        if (line.contains(place.type())) {
          return;
        }
        accepted.add(place.type());
      }
    }
    throw new IllegalArgumentException(
        parent.path()
            + " has no place for "
            + type
            + " '"
            + child.name()
            + "'; it takes "
            + accepted);
  }

  /** The schema's description of a group, or null when it has none. */
  private GroupSpec specOf(GroupBuilder group) {
    String type = group.text("neurodata_type");
    if (type != null) {
      return resolve(group.text("namespace"), type);
    }
    GroupSpec above = group.parent() == null ? null : specOf(group.parent());
    return above == null ? null : above.group(group.name()).orElse(null);
  }

  private GroupSpec resolve(String namespace, String type) {
    NamespaceCatalog catalog = types.catalog();
    try {
      return catalog.resolve(namespace == null ? "core" : namespace, type)
              instanceof GroupSpec group
          ? group
          : null;
    } catch (SpecException unknown) {
      return null;
    }
  }

  void requireComplete(GroupBuilder group) {
    GroupSpec spec = specOf(group);
    if (spec == null) {
      return;
    }
    String what = group.text("neurodata_type") + " '" + group.name() + "'";
    attributes(group, spec.attributes(), what);
    for (DatasetSpec dataset : spec.datasets()) {
      child(group, dataset, what, dataset.quantity().isOptional())
          .ifPresent(
              c -> attributes((BaseBuilder) c, dataset.attributes(), what + "." + dataset.name()));
    }
    spec.groups().forEach(g -> child(group, g, what, g.quantity().isOptional()));
    spec.links().forEach(l -> child(group, l, what, l.quantity().isOptional()));
  }

  private static void attributes(BaseBuilder builder, List<AttributeSpec> specs, String what) {
    for (AttributeSpec spec : specs) {
      if (!builder.attributes().containsKey(spec.name())) {
        if (spec.value() != null && !(spec.value() instanceof List)) {
          builder.attribute(spec.name(), spec.value());
        } else if (spec.required()) {
          throw new IllegalArgumentException(what + ": attribute " + spec.name() + " is missing");
        }
      }
    }
  }

  private static Optional<Builder> child(
      GroupBuilder group, Spec spec, String what, boolean optional) {
    if (spec.name() == null) {
      return Optional.empty();
    }
    Builder child = group.child(spec.name());
    if (child == null && !optional) {
      throw new IllegalArgumentException(what + ": " + spec.name() + " is missing");
    }
    return Optional.ofNullable(child instanceof BaseBuilder ? child : null);
  }
}
