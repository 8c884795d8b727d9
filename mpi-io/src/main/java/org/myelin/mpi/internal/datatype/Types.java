package org.myelin.mpi.internal.datatype;

import java.util.function.Function;
import org.myelin.mpi.Datatype;

/** The way from the public {@link Datatype} to what it is made of, kept off the public surface. */
public final class Types {
  private static volatile Function<Datatype, TypeMap> maps;
  private static volatile Function<Datatype, Primitive> primitives;

  private Types() {}

  /** Called once by {@link Datatype} when its class is initialised. */
  public static void register(
      Function<Datatype, TypeMap> mapOf, Function<Datatype, Primitive> primitiveOf) {
    maps = mapOf;
    primitives = primitiveOf;
  }

  /** The bytes that one {@code datatype} selects. */
  public static TypeMap map(Datatype datatype) {
    return maps.apply(datatype);
  }

  /** The bytes that {@code count} of {@code datatype} select, one extent apart. */
  public static TypeMap map(Datatype datatype, long count) {
    return Maps.repeat(map(datatype), 0, datatype.extent(), count);
  }

  /** The primitive that {@code datatype} is built of, or null for a mixture. */
  static Primitive primitive(Datatype datatype) {
    return primitives.apply(datatype);
  }
}
