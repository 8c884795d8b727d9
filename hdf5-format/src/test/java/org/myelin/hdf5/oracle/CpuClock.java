package org.myelin.hdf5.oracle;

import java.lang.reflect.Method;

/**
 * The processor time of the calling thread. Bounds on time are held to it: on the clock of the wall
 * a machine that does much else breaks them.
 */
public final class CpuClock {
  private static final Object BEAN;
  private static final Method TIME;

  // by reflection: the module that the tests are compiled in does not read java.management
  static {
    try {
      BEAN =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      TIME =
          Class.forName("java.lang.management.ThreadMXBean").getMethod("getCurrentThreadCpuTime");
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private CpuClock() {}

  /** Nanoseconds since the thread began. */
  public static long nanos() {
    try {
      return (long) TIME.invoke(BEAN);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
