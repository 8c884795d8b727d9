package org.myelin.hdf5.robust;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;
import org.myelin.hdf5.Attribute;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.DdlOptions;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.Finding;
import org.myelin.hdf5.Group;
import org.myelin.hdf5.Hdf5Dump;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.Node;

/**
 * Looks at everything in a file that may be broken: each object, link, attribute and element
 * through the public classes, and the whole twice more, as JSON and as DDL without data. What is no
 * typed error is kept as a complaint.
 */
final class Examiner {
  /** A tree of links has no end if links lead back. */
  private static final int MAX_OBJECTS = 100_000;

  /** Elements at the start and the end of a dataset that is too large for one array. */
  private static final int SAMPLE = 1000;

  private final List<String> complaints = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();
  private int refusals;
  private int broken;
  private int placed;
  private int values;
  private String firstRefusal;

  /** Both ways through the file at {@code path}. */
  static Examiner examine(Path path) {
    Examiner e = new Examiner();
    e.attempt("open", () -> e.walk(path));
    e.attempt("json", () -> json(path));
    e.attempt("ddl", () -> ddl(path));
    return e;
  }

  /** Failures that are no typed error, or one that says too little. */
  List<String> complaints() {
    return complaints;
  }

  /** Typed errors. */
  int refusals() {
    return refusals;
  }

  /** Typed errors that say that bytes are wrong. */
  int broken() {
    return broken;
  }

  /** Those of them that name an address; what lies in an object of a heap has none. */
  int placed() {
    return placed;
  }

  /** Attributes and datasets that gave values. */
  int values() {
    return values;
  }

  /** The first typed error, or null. */
  String firstRefusal() {
    return firstRefusal;
  }

  private static void json(Path path) {
    try {
      Hdf5Dump.writeJson(path, new Nowhere());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void ddl(Path path) {
    try {
      Hdf5Dump.writeDdl(
          path,
          FileOptions.DEFAULT,
          DdlOptions.DEFAULT.headersOnly().withProperties(),
          OutputStream.nullOutputStream(),
          error -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void walk(Path path) {
    try (Hdf5File file = Hdf5File.open(path)) {
      Deque<Group> groups = new ArrayDeque<>();
      groups.push(file.root());
      while (!groups.isEmpty() && seen.size() < MAX_OBJECTS) {
        Group g = groups.pop();
        attempt(
            "a group",
            () -> {
              attributes(g);
              for (Link l : g.links()) {
                link(g, l, groups);
              }
            });
      }
    }
  }

  private void link(Group g, Link l, Deque<Group> groups) {
    if (l.type() == Link.Type.HARD && !seen.add(l.address())) {
      return;
    }
    attempt(
        "a link",
        () -> {
          Node n = g.get(l.name());
          if (n instanceof Group child) {
            if (l.type() == Link.Type.HARD) {
              groups.push(child);
            }
            return;
          }
          attributes(n);
          if (n instanceof Dataset d) {
            attempt("a dataset", () -> elements(d));
          }
        });
  }

  private void attributes(Node n) {
    attempt(
        "attributes",
        () -> {
          for (String name : n.attributes().names()) {
            attempt(
                "an attribute",
                () -> {
                  Attribute a = n.attributes().get(name);
                  a.value();
                  values++;
                });
          }
        });
  }

  private void elements(Dataset d) {
    d.datatype();
    d.layout();
    Hdf5Exception refused = null;
    try {
      d.read();
      values++;
    } catch (Hdf5Exception e) {
      refused = e;
    }
    attempt("stored elements", () -> sample(d, false));
    attempt("stored elements", () -> sample(d, true));
    if (refused != null) {
      throw refused;
    }
  }

  private static void sample(Dataset d, boolean end) {
    long[] shape = d.shape();
    if (d.dataspace().isNull() || Arrays.stream(shape).anyMatch(n -> n == 0)) {
      return;
    }
    long[] start = new long[shape.length];
    long[] count = shape.clone();
    long left = Math.max(1, SAMPLE);
    for (int i = shape.length - 1; i >= 0; i--) {
      count[i] = Math.min(count[i], left);
      left = Math.max(1, left / count[i]);
      start[i] = end ? shape[i] - count[i] : 0;
    }
    long elements = Arrays.stream(count).reduce(1, (a, b) -> a * b);
    long bytes = elements * d.datatype().size();
    if (bytes < 1 << 20) {
      Hyperslab s = Hyperslab.start(start).count(count);
      d.readRaw(s, ByteBuffer.allocate((int) bytes));
    }
  }

  private void attempt(String what, Runnable work) {
    try {
      work.run();
    } catch (Throwable t) {
      judge(what, t);
    }
  }

  private void judge(String what, Throwable t) {
    if (t instanceof Hdf5Exception e && saysEnough(e) || t instanceof NoSuchElementException) {
      refusals++;
      firstRefusal = firstRefusal == null ? t.toString() : firstRefusal;
      return;
    }
    StackTraceElement[] at = t.getStackTrace();
    complaints.add(what + ": " + t + " at " + Arrays.asList(at).subList(0, Math.min(6, at.length)));
  }

  /**
   * A typed error says what was wrong and where, and no failure of the JVM is dressed up as one.
   */
  private boolean saysEnough(Hdf5Exception e) {
    if (e.getMessage() == null || e.getMessage().isBlank() || !isWhole(e.finding().orElse(null))) {
      return false;
    }
    if (e instanceof CorruptFileException c) {
      broken++;
      placed += c.address() >= 0 ? 1 : 0;
    }
    for (Throwable c = e.getCause(); c != null; c = c.getCause()) {
      if (c instanceof Error
          || c.getClass().getName().startsWith("java.lang.")
          || c instanceof java.nio.BufferUnderflowException) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWhole(Finding f) {
    return f != null
        && Stream.of(f.structure(), f.field(), f.found(), f.expected()).noneMatch(String::isBlank);
  }

  /** Takes any amount of text. */
  private static final class Nowhere implements Appendable {
    @Override
    public Appendable append(CharSequence s) {
      return this;
    }

    @Override
    public Appendable append(CharSequence s, int from, int to) {
      return this;
    }

    @Override
    public Appendable append(char c) {
      return this;
    }
  }
}
