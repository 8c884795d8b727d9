package org.myelin.nwb;

import java.util.Map;
import java.util.Optional;
import org.myelin.nwb.internal.builder.BaseBuilder;
import org.myelin.nwb.internal.map.TypeMap;

/**
 * Anything in an NWB file that has attributes: a {@linkplain NwbContainer container} (a group) or
 * {@linkplain NwbData data} (a dataset). Objects of a file may be read from several threads;
 * building and writing is for one thread (and, under a communicator, the same on every rank).
 */
public abstract sealed class NwbObject permits NwbContainer, NwbData {
  private final BaseBuilder builder;
  private final TypeMap types;

  NwbObject(BaseBuilder builder, TypeMap types) {
    this.builder = builder;
    this.types = types;
    builder.setView(this);
  }

  /** Its name in the group that holds it, {@code "/"} for the file itself. */
  public final String name() {
    return builder.name();
  }

  /** Its absolute path in the file; for an object that is in no file yet, the path from its top. */
  public final String path() {
    return builder.path();
  }

  /** Its neurodata type, empty for a plain group or dataset such as {@code /acquisition}. */
  public final Optional<String> neurodataType() {
    return Optional.ofNullable(builder.text("neurodata_type"));
  }

  /** The namespace that defines its type; empty for a plain group or dataset. */
  public final Optional<String> namespace() {
    return Optional.ofNullable(builder.text("namespace"));
  }

  /** Its UUID as text; empty for a plain group or dataset, and in early files. */
  public final Optional<String> objectId() {
    return Optional.ofNullable(builder.text("object_id"));
  }

  /** The container that holds it; empty for the file, and for an object that is in no file yet. */
  public final Optional<NwbContainer> parent() {
    return Optional.ofNullable(builder.parent()).map(p -> (NwbContainer) types.view(p));
  }

  /**
   * All its attributes: text, boxed numbers and flags, arrays of these, or storage values such as
   * object references. A null value is an attribute that says it has none.
   */
  public final Map<String, Object> attributes() {
    return builder.attributes();
  }

  /** One attribute; empty when there is none, or none with a value. */
  public final Optional<Object> attribute(String name) {
    return Optional.ofNullable(builder.attributes().get(name));
  }

  /**
   * Whether its type is {@code type} or inherits from it, by the schema that the file carries or
   * that is shipped.
   */
  public final boolean isA(String type) {
    return types.isA(builder, type);
  }

  /** A text attribute, or null. */
  final String text(String attribute) {
    return builder.text(attribute);
  }

  /** A number attribute, or {@code otherwise}. */
  final double number(String attribute, double otherwise) {
    Object value = builder.attributes().get(attribute);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value == null) {
      return otherwise;
    }
    throw new NwbException(path() + "@" + attribute + ": found " + value + ", expected a number");
  }

  BaseBuilder builder() {
    return builder;
  }

  final TypeMap types() {
    return types;
  }

  @Override
  public String toString() {
    return neurodataType().orElse(this instanceof NwbData ? "dataset" : "group") + " " + path();
  }
}
