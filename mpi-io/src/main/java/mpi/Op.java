package mpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.mpi.ErrorClass;

/** How a reduction combines the values of the ranks, from rank 0 upwards. */
public class Op {
  private final org.myelin.mpi.Op predefined;
  private final User_function function;
  private final UserFunction other;
  private final int sign;

  private Op(org.myelin.mpi.Op predefined, User_function function, UserFunction other, int sign) {
    this.predefined = predefined;
    this.function = function;
    this.other = other;
    this.sign = sign;
  }

  /** A reduction of the user's own; the order of ranks is kept whether it commutes or not. */
  public Op(User_function function, boolean commute) {
    this(null, function, null, 0);
  }

  /** A reduction of the user's own; the order of ranks is kept whether it commutes or not. */
  public Op(UserFunction function, boolean commute) {
    this(null, null, function, 0);
  }

  static Op of(org.myelin.mpi.Op predefined) {
    return new Op(predefined, null, null, 0);
  }

  /** Pairs of a value and a place: the largest value's with 1, the smallest one's with -1. */
  static Op located(int sign) {
    return new Op(null, null, null, sign);
  }

  /** Nothing to do. */
  public void free() {}

  /** Nothing to do. */
  public void Free() {}

  /** Whether the order of operands does not matter. */
  public boolean isCommutative() {
    return function == null && other == null;
  }

  org.myelin.mpi.Op core(Datatype type) {
    if (predefined != null) {
      return predefined;
    }
    return org.myelin.mpi.Op.of(
        sign > 0 ? "MAXLOC" : sign < 0 ? "MINLOC" : "user",
        (lower, next, core) -> combine(lower, next, type));
  }

  private void combine(ByteBuffer lower, ByteBuffer next, Datatype type) {
    ByteBuffer out = lower.duplicate().order(ByteOrder.nativeOrder());
    Object in = Arrays.take(type, lower.duplicate().order(ByteOrder.nativeOrder()));
    Object inOut = Arrays.take(type, next.duplicate().order(ByteOrder.nativeOrder()));
    int count = type.Size() == 0 ? 0 : lower.remaining() / type.getSize();
    call(in, inOut, count, type);
    Arrays.give(type, inOut, out);
  }

  /** Combines arrays; {@code in} comes from a lower rank. */
  void call(Object in, Object inOut, int count, Datatype type) {
    if (function != null) {
      function.Call(in, 0, inOut, 0, count, type);
    } else if (other != null) {
      other.call(in, inOut, count, type);
    } else if (sign != 0 && type.Size() % 2 == 0 && !(in instanceof Object[])) {
      locate(in, inOut, count * type.Size());
    } else {
      throw new MPIException(ErrorClass.OP, "the operation is not defined for " + type.getName());
    }
  }

  private void locate(Object in, Object inOut, int elements) {
    for (int i = 0; i < elements; i += 2) {
      int compared = sign * compare(in, inOut, i);
      if (compared > 0 || compared == 0 && compare(in, inOut, i + 1) < 0) {
        System.arraycopy(in, i, inOut, i, 2);
      }
    }
  }

  private static int compare(Object one, Object two, int i) {
    return one instanceof double[] || one instanceof float[]
        ? Double.compare(
            java.lang.reflect.Array.getDouble(one, i), java.lang.reflect.Array.getDouble(two, i))
        : Long.compare(
            java.lang.reflect.Array.getLong(one, i), java.lang.reflect.Array.getLong(two, i));
  }
}
