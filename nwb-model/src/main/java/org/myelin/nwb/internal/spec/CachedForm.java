package org.myelin.nwb.internal.spec;

import java.util.List;
import org.myelin.nwb.spec.DatasetSpec;
import org.myelin.nwb.spec.GroupSpec;
import org.myelin.nwb.spec.Namespace;
import org.myelin.nwb.spec.NamespaceCatalog;
import org.myelin.nwb.spec.SchemaSource;
import org.myelin.nwb.spec.TypedSpec;

/**
 * What the cached text of a source holds beyond the source itself: readers expect a field that
 * refines an inherited one (a subtype's {@code data}) to list the inherited attributes as well, but
 * a type not to repeat the fields that it merely inherits.
 */
public final class CachedForm {
  private CachedForm() {}

  /** The source as it is cached. */
  public static SchemaSource of(NamespaceCatalog catalog, Namespace home, SchemaSource source) {
    return new SchemaSource(
        source.name(),
        source.datasets(),
        source.groups().stream().map(g -> refined(catalog, home, g)).toList());
  }

  private static GroupSpec refined(NamespaceCatalog catalog, Namespace home, GroupSpec own) {
    if (own.typeDef() == null || own.typeInc() == null) {
      return own;
    }
    TypedSpec parent = catalog.resolve(home.name(), own.typeInc());
    if (!(parent instanceof GroupSpec group)) {
      return own;
    }
    List<DatasetSpec> datasets =
        own.datasets().stream()
            .map(
                d ->
                    d.name() == null
                        ? d
                        : group.dataset(d.name()).map(p -> withAttributes(d, p)).orElse(d))
            .toList();
    List<GroupSpec> groups =
        own.groups().stream()
            .map(
                g ->
                    g.name() == null || g.type() != null
                        ? g
                        : group.group(g.name()).map(p -> SpecResolver.merge(g, p)).orElse(g))
            .toList();
    return new GroupSpec(
        own.name(),
        own.defaultName(),
        own.doc(),
        own.typeDef(),
        own.typeInc(),
        own.quantity(),
        own.linkable(),
        own.attributes(),
        datasets,
        groups,
        own.links());
  }

  private static DatasetSpec withAttributes(DatasetSpec own, DatasetSpec parent) {
    return new DatasetSpec(
        own.name(),
        own.defaultName(),
        own.doc(),
        own.typeDef(),
        own.typeInc(),
        own.quantity(),
        own.linkable(),
        own.dtype(),
        own.dims(),
        own.shape(),
        own.value(),
        own.defaultValue(),
        SpecResolver.attributes(own.attributes(), parent.attributes()));
  }
}
