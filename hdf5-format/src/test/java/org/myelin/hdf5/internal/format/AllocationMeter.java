package org.myelin.hdf5.internal.format;

import java.lang.reflect.Method;

/**
 * Bytes that the current thread has allocated. By reflection, since the module under test does not
 * read the management modules and has no reason to.
 */
public final class AllocationMeter {
  private final Object bean;
  private final Method bytes;

  public AllocationMeter() {
    try {
      bean =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      bytes =
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getThreadAllocatedBytes", long.class);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("this JVM does not count allocations", e);
    }
  }

  /** Bytes so far. */
  public long allocated() {
    try {
      return (long) bytes.invoke(bean, Thread.currentThread().getId());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
