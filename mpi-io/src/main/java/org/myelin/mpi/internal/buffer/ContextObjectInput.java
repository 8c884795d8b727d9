package org.myelin.mpi.internal.buffer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;

/** Finds the program's classes, which another class loader than this package's may have. */
public final class ContextObjectInput extends ObjectInputStream {
  /** Reads objects from these bytes. */
  public ContextObjectInput(byte[] bytes) throws IOException {
    super(new ByteArrayInputStream(bytes));
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass described)
      throws IOException, ClassNotFoundException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    if (loader != null) {
      try {
        return Class.forName(described.getName(), false, loader);
      } catch (ClassNotFoundException elsewhere) {
        return super.resolveClass(described);
      }
    }
    return super.resolveClass(described);
  }
}
