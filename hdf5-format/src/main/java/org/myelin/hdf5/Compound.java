package org.myelin.hdf5;

import java.util.LinkedHashMap;
import java.util.Map;

/** One element of a compound datatype: member values by name, in the members' order. Immutable. */
public record Compound(Map<String, Object> members) {
  /** Copies the map, keeping its order. */
  public Compound {
    members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** The member's value; throws if there is no such member. */
  public Object get(String name) {
    if (!members.containsKey(name)) {
      throw new IllegalArgumentException("no member '" + name + "'; there are " + members.keySet());
    }
    return members.get(name);
  }

  /** A compound of name, value, name, value, … */
  public static Compound of(Object... namesAndValues) {
    Map<String, Object> m = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      m.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Compound(m);
  }

  @Override
  public String toString() {
    return members.toString();
  }
}
