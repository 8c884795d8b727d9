package org.myelin.hdf5;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.myelin.hdf5.internal.dataset.HeapValue;
import org.myelin.hdf5.internal.dataset.ValueWriter;
import org.myelin.hdf5.internal.dataset.VlenElements;
import org.myelin.hdf5.internal.file.AttributeStore;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;

/**
 * The attributes of one object, by name. Changing them is a metadata call: in a parallel file every
 * rank makes it with the same arguments.
 */
public final class Attributes implements Iterable<Attribute> {
  private final Node node;
  private final AttributeStore store;

  Attributes(Node node) {
    this.node = node;
    this.store = node.file.engine().attributes(node.header, node.path);
  }

  /** The names, in the order in which they are stored. */
  public List<String> names() {
    return store.names();
  }

  /**
   * The names in this order.
   *
   * @throws IllegalStateException for {@link LinkOrder#CREATION} if {@link #tracksOrder} is false
   */
  public List<String> names(LinkOrder order) {
    if (order == LinkOrder.CREATION && !tracksOrder()) {
      throw new IllegalStateException(
          node.file.path()
              + ": "
              + node.path
              + " does not keep the order in which its attributes were made");
    }
    return store.names(order == LinkOrder.CREATION);
  }

  /** Whether the object keeps the order in which its attributes were made. */
  public boolean tracksOrder() {
    return node.header.prefix().tracksCreationOrder();
  }

  /**
   * The attributes by name, as a map that shows the object as it is and cannot be changed through.
   */
  public Map<String, Attribute> asMap() {
    return new NameMap<>(this::names, this::find);
  }

  /** The attributes, in the order in which they are stored. */
  @Override
  public Iterator<Attribute> iterator() {
    return names().stream().map(this::get).iterator();
  }

  /** The attribute, if there is one of this name. */
  public Optional<Attribute> find(String name) {
    OpenFile engine = node.file.engine();
    engine.checkOpen();
    String where = engine.name() + ": attribute " + name + " of " + node.path;
    return store
        .find(name)
        .map(
            a ->
                new Attribute(
                    name, a.datatype(), a.dataspace(), a.data(), engine.valueReader(where), where));
  }

  /** The attribute; throws if there is none of this name. */
  public Attribute get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    node.file.path()
                        + ": "
                        + node.path
                        + " has no attribute '"
                        + name
                        + "'; it has "
                        + names()));
  }

  /** Whether there is an attribute of this name. */
  public boolean contains(String name) {
    return store.find(name).isPresent();
  }

  /**
   * Creates or replaces an attribute of the type that its value suggests: {@code String} a
   * variable-length UTF-8 string, numbers and booleans their own width, {@link ObjectReference} and
   * its like a reference, each a scalar; arrays of these (and lists of strings) one dimension.
   */
  public void set(String name, Object value) {
    Object v = value instanceof List<?> l ? l.toArray(new String[0]) : value;
    boolean array = v.getClass().isArray();
    set(
        name,
        JavaTypes.of(v),
        array ? Dataspace.of(java.lang.reflect.Array.getLength(v)) : Dataspace.scalar(),
        v);
  }

  /**
   * Creates or replaces an attribute of this type and shape; null is the value of a null dataspace.
   */
  public void set(String name, Datatype type, Dataspace space, Object value) {
    set(name, type, null, space, value);
  }

  /**
   * Creates or replaces an attribute whose type is an object of this file, which stays as long as
   * the attribute does.
   *
   * @throws IllegalArgumentException if the type is one of another file
   */
  public void set(String name, NamedDatatype type, Dataspace space, Object value) {
    if (type.file != node.file) {
      throw new IllegalArgumentException(
          "an attribute cannot share a datatype of another file: "
              + type.path
              + " of "
              + type.file.path());
    }
    type.address();
    set(name, type.datatype(), type.header, space, value);
  }

  private void set(
      String name, Datatype type, ObjectHeader committed, Dataspace space, Object value) {
    OpenFile engine = node.file.engine();
    engine.checkWritable();
    String where = engine.name() + ": attribute " + name + " of " + node.path;
    ValueWriter writer = new ValueWriter(where, engine.geometry());
    ByteBuffer data =
        space.isNull() ? ByteBuffer.allocate(0) : writer.encode(type, value, space.elements());
    engine
        .guard()
        .note(
            "set attribute "
                + name
                + " of "
                + node.path
                + ": "
                + type
                + " "
                + space
                + " #"
                + java.util.Objects.hash(
                    data,
                    writer.values().stream()
                        .map(v -> java.util.Arrays.hashCode(v.bytes()))
                        .toList()));
    List<GlobalHeapId> ids =
        HeapValue.place(writer.values(), engine.heap()::add, engine.geometry());
    if (!ids.isEmpty()) {
      VlenElements.place(data, type, ids, engine.geometry());
    }
    store.set(name, type, committed, space, data.array());
  }

  /**
   * Gives an attribute another name. Value, type and age stay.
   *
   * @throws NoSuchElementException if there is none of this name
   * @throws IllegalArgumentException if the new name is taken, empty or holds NUL
   */
  public void rename(String name, String newName) {
    node.file.engine().checkWritable();
    get(name);
    if (newName.isEmpty() || newName.indexOf('\0') >= 0 || contains(newName)) {
      throw new IllegalArgumentException(
          node.file.path()
              + ": "
              + node.path
              + " cannot name an attribute '"
              + newName
              + "': names are not empty, hold no NUL, and each is there once");
    }
    node.file
        .engine()
        .guard()
        .note("rename attribute " + name + " of " + node.path + " to " + newName);
    store.rename(name, newName);
  }

  /** Removes an attribute; throws if there is none of this name. */
  public void delete(String name) {
    node.file.engine().checkWritable();
    get(name);
    node.file.engine().guard().note("delete attribute " + name + " of " + node.path);
    store.delete(name);
  }

  @Override
  public String toString() {
    return names().toString();
  }
}
