package org.myelin.mpi.launch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.Mpi;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.OnFailure;
import org.myelin.mpi.internal.launch.ProgramLoaders;

/**
 * Runs a program's {@code main} as the ranks of one job, each a thread of this JVM with a class
 * loader of its own: statics of the program and of the package {@code mpi} belong to one rank. What
 * the JDK keeps for the whole JVM, as {@code System.out} or {@code System.exit}, is common.
 *
 * <pre>{@code
 * ThreadLauncher.of(4, List.of(Path.of("classes")), "Ring").run("argument");
 * }</pre>
 */
public final class ThreadLauncher {
  private final int ranks;
  private final URL[] classPath;
  private final String mainClass;
  private OnFailure onFailure = OnFailure.END;

  private ThreadLauncher(int ranks, String mainClass, URL... classPath) {
    this.ranks = ranks;
    this.mainClass = mainClass;
    this.classPath = classPath;
  }

  /**
   * A job of {@code ranks} threads.
   *
   * @param classPath folders and jars with the program and what it uses
   * @throws IllegalArgumentException for less than 1 rank
   */
  public static ThreadLauncher of(int ranks, List<Path> classPath, String mainClass) {
    if (ranks < 1) {
      throw new IllegalArgumentException("a job needs at least 1 rank, found " + ranks);
    }
    URL[] urls = new URL[classPath.size()];
    for (int i = 0; i < urls.length; i++) {
      try {
        urls[i] = classPath.get(i).toUri().toURL();
      } catch (MalformedURLException odd) {
        throw new IllegalArgumentException(classPath.get(i) + " cannot be on a class path", odd);
      }
    }
    return new ThreadLauncher(ranks, mainClass, urls);
  }

  /** What becomes of the other ranks when one has thrown; the default is that they end. */
  public ThreadLauncher onFailure(OnFailure choice) {
    onFailure = choice;
    return this;
  }

  /**
   * Runs it; returns when the main methods of all ranks have returned.
   *
   * @throws MpiException when the class has no {@code public static void main(String[])}
   * @throws org.myelin.mpi.RankFailedException when a rank threw, with what it threw as the cause
   */
  public void run(String... arguments) {
    try (ProgramLoaders loaders = new ProgramLoaders(ranks, classPath)) {
      Method[] mains = new Method[ranks];
      for (int rank = 0; rank < ranks; rank++) {
        mains[rank] = main(loaders.of(rank));
      }
      Mpi.runThreads(ranks, onFailure, mpi -> run(mains[mpi.world().rank()], arguments));
    }
  }

  private Method main(ClassLoader loader) {
    try {
      Method main = Class.forName(mainClass, false, loader).getMethod("main", String[].class);
      main.setAccessible(true);
      return main;
    } catch (ClassNotFoundException | NoSuchMethodException missing) {
      throw new MpiException(
          ErrorClass.OTHER,
          -1,
          mainClass + " is no class with a main method on the class path",
          missing);
    }
  }

  private static void run(Method main, String... arguments) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(main.getDeclaringClass().getClassLoader());
    try {
      main.invoke(null, (Object) arguments.clone());
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown.getCause();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
