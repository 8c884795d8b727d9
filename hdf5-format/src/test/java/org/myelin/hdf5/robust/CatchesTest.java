package org.myelin.hdf5.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.Hdf5Exception;

/**
 * Catches code that lets a broken file run into a failure of the JVM and then calls that a broken
 * file: bounds, sizes and depths are looked at before.
 */
class CatchesTest {
  private static final Pattern CATCH =
      Pattern.compile("catch\\s*\\(\\s*(?:final\\s+)?([\\w.\\s|]+?)\\s+\\w+\\s*\\)");

  /** What a catch may name: checked exceptions, and failures with a meaning of their own. */
  private static final Set<String> MEANT =
      Set.of(
          "FilterException",
          "MpiException",
          "RankFailedException",
          "CollectiveMismatchException",
          // an IOException on its way through code that may not throw it
          "UncheckedIOException");

  /** File and exception: why it is no broken file that is caught there. */
  private static final Set<String> ALLOWED =
      Set.of(
          // keeps a failure until other ranks and threads know, and throws it again as it is
          "Attempt.java RuntimeException",
          // the JDK has no other way to ask whether text is the name of a file
          "ExternalFiles.java InvalidPathException",
          // so the JDK says that this program itself holds the lock
          "WriterLock.java OverlappingFileLockException",
          // the caller's record refuses its values, or fails to give one
          "RecordReader.java InvocationTargetException",
          "RecordWriter.java InvocationTargetException",
          // the caller's executor has no room; the calling thread works alone then
          "Workers.java RejectedExecutionException",
          // a caller's wrong selection, told with the dataset's name
          "DatasetCall.java IllegalArgumentException");

  @Test
  void nobodyCatchesFailuresOfTheJvm() throws IOException {
    Set<String> found = new TreeSet<>();
    List<Path> sources;
    try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
      sources = all.filter(p -> p.toString().endsWith(".java")).toList();
    }
    int catches = 0;
    for (Path p : sources) {
      for (String name : caught(Files.readString(p))) {
        catches++;
        if (isUnchecked(name)) {
          found.add(p.getFileName() + " " + name);
        }
      }
    }
    assertThat(catches).as("catches looked at").isGreaterThan(20);
    assertThat(found).isSubsetOf(ALLOWED);
  }

  private static List<String> caught(String source) {
    List<String> names = new ArrayList<>();
    Matcher m = CATCH.matcher(source);
    while (m.find()) {
      for (String name : m.group(1).split("\\|")) {
        names.add(name.strip().replaceAll(".*\\.", ""));
      }
    }
    return names;
  }

  /** Everything but checked exceptions of the JDK and what is meant. */
  private static boolean isUnchecked(String name) {
    if (MEANT.contains(name)) {
      return false;
    }
    for (String pack :
        List.of(
            "org.myelin.hdf5.",
            "java.lang.",
            "java.io.",
            "java.nio.",
            "java.nio.file.",
            "java.nio.channels.",
            "java.nio.charset.",
            "java.net.",
            "java.net.http.",
            "java.security.",
            "java.util.",
            "java.util.concurrent.",
            "java.util.zip.")) {
      try {
        Class<?> c = Class.forName(pack + name);
        return !Hdf5Exception.class.isAssignableFrom(c)
                && RuntimeException.class.isAssignableFrom(c)
            || Error.class.isAssignableFrom(c)
            || c == Exception.class
            || c == Throwable.class;
      } catch (ClassNotFoundException e) {
        // in another package
      }
    }
    return true;
  }
}
