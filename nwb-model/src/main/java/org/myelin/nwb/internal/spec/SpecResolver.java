package org.myelin.nwb.internal.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import org.myelin.nwb.spec.AttributeSpec;
import org.myelin.nwb.spec.CompoundDtype;
import org.myelin.nwb.spec.DatasetSpec;
import org.myelin.nwb.spec.Dtype;
import org.myelin.nwb.spec.DtypeSpec;
import org.myelin.nwb.spec.GroupSpec;
import org.myelin.nwb.spec.Namespace;
import org.myelin.nwb.spec.NamespaceCatalog;
import org.myelin.nwb.spec.SpecException;
import org.myelin.nwb.spec.TypedSpec;

/**
 * Inheritance of the specification language: a subtype's own fields first, then those of its parent
 * that it does not name; a field that both name is the subtype's, completed from the parent's.
 */
public final class SpecResolver {
  private SpecResolver() {}

  /** The type as seen from its defining namespace, with all that it inherits. */
  public static TypedSpec resolve(NamespaceCatalog catalog, Namespace home, String type) {
    catalog.hierarchy(
        home.name(), type); // refuses unknown ancestors and cycles, so the recursion ends
    TypedSpec own = home.type(type).orElseThrow();
    if (own.typeInc() == null) {
      return own;
    }
    return merge(own, catalog.resolve(home.name(), own.typeInc()));
  }

  private static TypedSpec merge(TypedSpec own, TypedSpec parent) {
    if (own instanceof GroupSpec g && parent instanceof GroupSpec p) {
      return merge(g, p);
    }
    if (own instanceof DatasetSpec d && parent instanceof DatasetSpec p) {
      return merge(d, p);
    }
    throw new SpecException(
        own.type()
            + " and its parent "
            + parent.type()
            + " are not of one kind: a group and a dataset");
  }

  /** A group completed from the one it refines. */
  public static GroupSpec merge(GroupSpec own, GroupSpec parent) {
    return new GroupSpec(
        own.name(),
        own.defaultName(),
        own.doc(),
        own.typeDef(),
        own.typeInc(),
        own.quantity(),
        own.linkable(),
        attributes(own.attributes(), parent.attributes()),
        fields(own.datasets(), parent.datasets(), SpecResolver::merge),
        fields(own.groups(), parent.groups(), SpecResolver::merge),
        join(own.links(), parent.links(), l -> l.name() == null ? l.targetType() : l.name()));
  }

  /** A dataset completed from the one it refines. */
  public static DatasetSpec merge(DatasetSpec own, DatasetSpec parent) {
    return new DatasetSpec(
        own.name(),
        own.defaultName(),
        own.doc(),
        own.typeDef(),
        own.typeInc(),
        own.quantity(),
        own.linkable(),
        dtype(own.dtype(), parent.dtype()),
        own.shape() == null && own.dims() == null ? parent.dims() : own.dims(),
        own.shape() == null ? parent.shape() : own.shape(),
        own.value() == null ? parent.value() : own.value(),
        own.defaultValue() == null ? parent.defaultValue() : own.defaultValue(),
        attributes(own.attributes(), parent.attributes()));
  }

  /** Own attributes, then those of the parent that are not named again. */
  static List<AttributeSpec> attributes(List<AttributeSpec> own, List<AttributeSpec> parent) {
    return join(own, parent, AttributeSpec::name);
  }

  private static Dtype dtype(Dtype own, Dtype parent) {
    if (own instanceof CompoundDtype o && parent instanceof CompoundDtype p) {
      return new CompoundDtype(join(o.members(), p.members(), DtypeSpec::name));
    }
    return own == null ? parent : own;
  }

  private static <T, K> List<T> join(List<T> own, List<T> parent, Function<T, K> key) {
    List<T> all = new ArrayList<>(own);
    for (T inherited : parent) {
      if (own.stream().noneMatch(o -> key.apply(o).equals(key.apply(inherited)))) {
        all.add(inherited);
      }
    }
    return all;
  }

  /** Named fields are matched by name; nameless ones by the type they hold. */
  private static <T extends TypedSpec> List<T> fields(
      List<T> own, List<T> parent, BinaryOperator<T> merge) {
    List<T> all = new ArrayList<>();
    for (T field : own) {
      all.add(
          parent.stream()
              .filter(p -> field.name() != null && field.name().equals(p.name()))
              .findFirst()
              .map(p -> merge.apply(field, p))
              .orElse(field));
    }
    for (T inherited : parent) {
      Predicate<T> again =
          inherited.name() == null
              ? o -> o.name() == null && Objects.equals(o.type(), inherited.type())
              : o -> inherited.name().equals(o.name());
      if (own.stream().noneMatch(again)) {
        all.add(inherited);
      }
    }
    return all;
  }
}
