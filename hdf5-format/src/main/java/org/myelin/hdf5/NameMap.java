package org.myelin.hdf5;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** A map over names that shows what there is now; values are made when they are asked for. */
final class NameMap<V> extends AbstractMap<String, V> {
  private final Supplier<List<String>> names;
  private final Function<String, Optional<V>> values;

  /**
   * @param names the keys in their order
   * @param values the value of a name, if there is one
   */
  NameMap(Supplier<List<String>> names, Function<String, Optional<V>> values) {
    this.names = names;
    this.values = values;
  }

  @Override
  public V get(Object key) {
    return key instanceof String name ? values.apply(name).orElse(null) : null;
  }

  @Override
  public boolean containsKey(Object key) {
    return key instanceof String name && values.apply(name).isPresent();
  }

  @Override
  public int size() {
    return names.get().size();
  }

  @Override
  public Set<Map.Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, V>> iterator() {
        Iterator<String> each = names.get().iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return each.hasNext();
          }

          @Override
          public Map.Entry<String, V> next() {
            return new Lazy(each.next());
          }
        };
      }

      @Override
      public int size() {
        return names.get().size();
      }
    };
  }

  /** An entry whose value is made at the first look, so that walking the keys opens nothing. */
  private final class Lazy implements Map.Entry<String, V> {
    private final String name;
    private V value;

    Lazy(String name) {
      this.name = name;
    }

    @Override
    public String getKey() {
      return name;
    }

    @Override
    public V getValue() {
      if (value == null) {
        value = values.apply(name).orElse(null);
      }
      return value;
    }

    @Override
    public V setValue(V newValue) {
      throw new UnsupportedOperationException("this map only shows what the file holds");
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Map.Entry<?, ?> e
          && name.equals(e.getKey())
          && Objects.equals(getValue(), e.getValue());
    }

    @Override
    public int hashCode() {
      return name.hashCode() ^ Objects.hashCode(getValue());
    }

    @Override
    public String toString() {
      return name + "=" + getValue();
    }
  }
}
