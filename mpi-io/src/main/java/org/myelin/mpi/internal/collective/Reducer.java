package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.Op;
import org.myelin.mpi.internal.datatype.Primitive;

/** Combines packed elements in native byte order: accumulator = accumulator op next. */
public final class Reducer {
  private Reducer() {}

  /**
   * Combines all elements of {@code type} from position to limit.
   *
   * @throws MpiException when the operation is not defined for the type
   */
  public static void combine(Op op, Datatype type, ByteBuffer accumulator, ByteBuffer next) {
    ByteBuffer a = accumulator.slice().order(ByteOrder.nativeOrder());
    ByteBuffer b = next.slice().order(ByteOrder.nativeOrder());
    if (op.function() != null) {
      op.function().combine(a, b, type);
      return;
    }
    if (op == Op.REPLACE || op == Op.NO_OP) {
      if (op == Op.REPLACE) {
        a.put(b);
      }
      return;
    }
    Primitive primitive = Primitive.of(type);
    if (primitive == null) {
      throw unsupported(op, type);
    }
    if (primitive == Primitive.FLOAT || primitive == Primitive.DOUBLE) {
      floating(floatingOperator(op, type), primitive, a, b);
    } else {
      whole(wholeOperator(op, primitive), primitive, a, b);
    }
  }

  static LongBinaryOperator wholeOperator(Op op, Primitive primitive) {
    boolean logical = primitive == Primitive.BOOLEAN;
    if (op == Op.SUM) {
      return logical ? (x, y) -> (x | y) : Long::sum;
    } else if (op == Op.PROD) {
      return logical ? (x, y) -> (x & y) : (x, y) -> x * y;
    } else if (op == Op.MIN) {
      return Math::min;
    } else if (op == Op.MAX) {
      return Math::max;
    } else if (op == Op.LAND) {
      return (x, y) -> x != 0 && y != 0 ? 1 : 0;
    } else if (op == Op.LOR) {
      return (x, y) -> x != 0 || y != 0 ? 1 : 0;
    } else if (op == Op.LXOR) {
      return (x, y) -> (x != 0) != (y != 0) ? 1 : 0;
    } else if (op == Op.BAND) {
      return (x, y) -> x & y;
    } else if (op == Op.BXOR) {
      return (x, y) -> x ^ y;
    }
    return (x, y) -> x | y;
  }

  private static DoubleBinaryOperator floatingOperator(Op op, Datatype type) {
    if (op == Op.SUM) {
      return Double::sum;
    } else if (op == Op.PROD) {
      return (x, y) -> x * y;
    } else if (op == Op.MIN) {
      return Math::min;
    } else if (op == Op.MAX) {
      return Math::max;
    } else if (op == Op.LAND) {
      return (x, y) -> x != 0 && y != 0 ? 1 : 0;
    } else if (op == Op.LOR) {
      return (x, y) -> x != 0 || y != 0 ? 1 : 0;
    } else if (op == Op.LXOR) {
      return (x, y) -> (x != 0) != (y != 0) ? 1 : 0;
    }
    throw unsupported(op, type);
  }

  /**
   * A float's sum and product are exact in double before they are rounded once, so this is float's.
   */
  private static void floating(
      DoubleBinaryOperator f, Primitive primitive, ByteBuffer a, ByteBuffer b) {
    if (primitive == Primitive.FLOAT) {
      for (int i = 0; i < a.capacity(); i += Float.BYTES) {
        a.putFloat(i, (float) f.applyAsDouble(a.getFloat(i), b.getFloat(i)));
      }
    } else {
      for (int i = 0; i < a.capacity(); i += Double.BYTES) {
        a.putDouble(i, f.applyAsDouble(a.getDouble(i), b.getDouble(i)));
      }
    }
  }

  private static void whole(LongBinaryOperator f, Primitive primitive, ByteBuffer a, ByteBuffer b) {
    int width = primitive.bytes();
    for (int i = 0; i < a.capacity(); i += width) {
      switch (primitive) {
        case BYTE, BOOLEAN -> a.put(i, (byte) f.applyAsLong(a.get(i), b.get(i)));
        case CHAR -> a.putChar(i, (char) f.applyAsLong(a.getChar(i), b.getChar(i)));
        case SHORT -> a.putShort(i, (short) f.applyAsLong(a.getShort(i), b.getShort(i)));
        case INT -> a.putInt(i, (int) f.applyAsLong(a.getInt(i), b.getInt(i)));
        default -> a.putLong(i, f.applyAsLong(a.getLong(i), b.getLong(i)));
      }
    }
  }

  private static MpiException unsupported(Op op, Datatype type) {
    return new MpiException(ErrorClass.OP, -1, "reduction " + op + " is not defined for " + type);
  }
}
