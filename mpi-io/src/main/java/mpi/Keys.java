package mpi;

import java.util.HashMap;
import java.util.Map;
import org.myelin.mpi.AttributeKey;
import org.myelin.mpi.ErrorClass;

/** Attributes under numbers. */
final class Keys {
  private static final int FIRST = 100;

  private static final Map<Integer, AttributeKey<Object>> KEYS = new HashMap<>();

  private Keys() {}

  static synchronized int create(boolean copied) {
    int number = FIRST + KEYS.size();
    KEYS.put(
        number, AttributeKey.of(Object.class, value -> copied ? value : null, (comm, value) -> {}));
    return number;
  }

  private static synchronized AttributeKey<Object> key(int number) {
    AttributeKey<Object> key = KEYS.get(number);
    if (key == null) {
      throw new MPIException(ErrorClass.ARG, "there is no attribute key " + number);
    }
    return key;
  }

  static Object get(org.myelin.mpi.Comm comm, int number) {
    return switch (number) {
      case MPI.TAG_UB -> Integer.MAX_VALUE;
      case MPI.HOST -> MPI.PROC_NULL;
      case MPI.IO -> MPI.ANY_SOURCE;
      default -> comm.attribute(key(number)).orElse(null);
    };
  }

  static void put(org.myelin.mpi.Comm comm, int number, Object value) {
    comm.setAttribute(key(number), value);
  }

  static void delete(org.myelin.mpi.Comm comm, int number) {
    comm.deleteAttribute(key(number));
  }
}
