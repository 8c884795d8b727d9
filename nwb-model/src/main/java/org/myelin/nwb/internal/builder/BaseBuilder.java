package org.myelin.nwb.internal.builder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A node with attributes: a group or a dataset. Attribute values are text, numbers, flags, arrays
 * or references.
 */
public abstract sealed class BaseBuilder extends Builder permits GroupBuilder, DatasetBuilder {
  private final Map<String, Object> attributes = new LinkedHashMap<>();

  BaseBuilder(String name) {
    super(name);
  }

  /** Brings in what the storage knows, if that has not happened yet. */
  abstract void load();

  /** Attributes by name; a value of null is an attribute with a null dataspace. */
  public final synchronized Map<String, Object> attributes() {
    load();
    return Collections.unmodifiableMap(attributes);
  }

  /**
   * Sets an attribute of a node that is not stored yet, or one that the storage is telling us
   * about.
   */
  public final synchronized BaseBuilder attribute(String name, Object value) {
    attributes.put(name, value);
    return this;
  }

  /**
   * The text of an attribute, or null; arrays of one text count (early MATLAB files write type
   * names so).
   */
  public final String text(String attribute) {
    Object value = attributes().get(attribute);
    if (value instanceof String[] array && array.length == 1) {
      return array[0];
    }
    return value instanceof String text ? text : null;
  }

  /** Whether the storage has it. */
  public abstract boolean isStored();
}
