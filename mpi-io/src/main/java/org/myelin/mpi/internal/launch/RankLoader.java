package org.myelin.mpi.internal.launch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import mpi.MPI;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;

/**
 * Loads a program and the package {@code mpi} once more for one rank, so that the statics of both
 * are the rank's own. The JDK and {@code org.myelin} are those of everybody.
 */
final class RankLoader extends URLClassLoader {
  private static final String FACE = "mpi.";

  static {
    registerAsParallelCapable();
  }

  RankLoader(URL... classPath) {
    super(classPath, RankLoader.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> found = findLoadedClass(name);
      if (found == null) {
        found = name.startsWith(FACE) ? face(name) : shared(name) ? null : own(name);
      }
      if (found == null) {
        return super.loadClass(name, resolve);
      }
      if (resolve) {
        resolveClass(found);
      }
      return found;
    }
  }

  private static boolean shared(String name) {
    return name.startsWith("java.") || name.startsWith("org.myelin.");
  }

  private Class<?> own(String name) {
    try {
      return findClass(name);
    } catch (ClassNotFoundException elsewhere) {
      return null;
    }
  }

  /** A class of the package {@code mpi}, defined anew from the bytes of the common one. */
  private Class<?> face(String name) {
    String file = name.substring(FACE.length()) + ".class";
    try (InputStream in = MPI.class.getResourceAsStream(file)) {
      if (in == null) {
        return own(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException unreadable) {
      throw new MpiException(
          ErrorClass.OTHER, -1, "cannot read " + name + ": " + unreadable.getMessage(), unreadable);
    }
  }
}
