package org.myelin.hdf5.fuzz;

import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Group;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.Node;

/** A whole file: every object that its links reach, every attribute, small datasets. */
public final class FileTarget {
  private static final int MAX_OBJECTS = 500;
  private static final long MAX_BYTES = 1 << 20;

  private final Set<Long> seen = new HashSet<>();

  private FileTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] data) {
    tolerant(
        () -> {
          try (Hdf5File f = Hdf5File.open(data)) {
            new FileTarget().node(f.root());
          }
        });
  }

  private static void tolerant(Runnable r) {
    try {
      r.run();
    } catch (Hdf5Exception | NoSuchElementException e) {
      // what a broken file, or a link to nothing, is answered with
    }
  }

  private void node(Node n) {
    tolerant(
        () -> {
          for (String name : n.attributes().names()) {
            tolerant(() -> n.attributes().get(name));
          }
        });
    if (n instanceof Dataset d) {
      if (d.dataspace().elements() <= MAX_BYTES / d.datatype().size()) {
        d.read();
      }
    } else if (n instanceof Group g) {
      for (Link l : g.links()) {
        if (l.type() == Link.Type.HARD && seen.add(l.address()) && seen.size() < MAX_OBJECTS) {
          tolerant(() -> node(g.get(l.name())));
        }
      }
    }
  }
}
