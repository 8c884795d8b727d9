package org.myelin.nwb;

import org.myelin.nwb.internal.builder.DatasetBuilder;
import org.myelin.nwb.internal.builder.GroupBuilder;
import org.myelin.nwb.internal.builder.LinkBuilder;
import org.myelin.nwb.internal.builder.ReferenceBuilder;
import org.myelin.nwb.internal.map.TypeMap;

/**
 * A group of any neurodata type that has no class of its own here, an extension's included.
 *
 * <pre>{@code
 * DynamicContainer probe = DynamicContainer.builder("core", "Device", "probe")
 *     .attribute("manufacturer", "IMEC").build();
 * }</pre>
 */
public final class DynamicContainer extends NwbContainer {

  /** For this library: the view of a typed group in a tree. */
  public DynamicContainer(GroupBuilder builder, TypeMap types) {
    super(builder, types);
  }

  /**
   * Begins a container of a type of the shipped schema.
   *
   * @param namespace a namespace that defines or includes the type
   * @throws NwbException if the type is unknown or is not a group
   */
  public static Builder builder(String namespace, String type, String name) {
    return new Builder(TypeMap.shipped(), namespace, type, name);
  }

  /** Collects the fields of a container; for one thread. */
  public static final class Builder {
    private final TypeMap types;
    private final GroupBuilder group;

    Builder(TypeMap types, String namespace, String type, String name) {
      this.types = types;
      this.group = types.newGroup(namespace, type, name);
    }

    /** Sets an attribute: text, a number, a flag, an array of these. */
    public Builder attribute(String name, Object value) {
      group.attribute(name, value);
      return this;
    }

    /** Sets an attribute that refers to another object of the same file. */
    public Builder reference(String name, NwbObject target) {
      group.attribute(name, new ReferenceBuilder(target.builder()));
      return this;
    }

    /** Adds a plain dataset. */
    public Builder dataset(String name, DataSource data) {
      group.add(new DatasetBuilder(name, data));
      return this;
    }

    /** Adds an object. */
    public Builder add(NwbObject child) {
      types.requirePlace(group, child.builder());
      group.add(child.builder());
      return this;
    }

    /** Adds a link to an object of the same file. */
    public Builder link(String name, NwbObject target) {
      group.add(LinkBuilder.to(name, target.builder()));
      return this;
    }

    /**
     * The container.
     *
     * @throws IllegalArgumentException if a field that the schema requires is missing
     */
    public DynamicContainer build() {
      types.requireComplete(group);
      return new DynamicContainer(group, types);
    }
  }
}
