package org.myelin.mpi.internal.fileio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Locked byte ranges of one file among the threads of this JVM. File locks of the operating system
 * belong to the process, so thread ranks need a table of their own.
 */
final class RangeLocks {
  private static final Map<Path, RangeLocks> TABLES = new ConcurrentHashMap<>();

  private record Range(long from, long to) {}

  private final Path key;
  private final List<Range> held = new ArrayList<>();
  private int users;

  private RangeLocks(Path key) {
    this.key = key;
  }

  /** The table of a file; {@link #release} gives it back. */
  static RangeLocks of(Path path) {
    return TABLES.compute(
        identity(path),
        (key, table) -> {
          RangeLocks used = table == null ? new RangeLocks(key) : table;
          used.users++;
          return used;
        });
  }

  /** Gives back what {@link #of} returned. */
  void release() {
    TABLES.computeIfPresent(key, (k, table) -> table == this && --users == 0 ? null : table);
  }

  /** Waits until nobody holds a part of the range, then holds it until the result is closed. */
  Closeable lock(long from, long to) {
    Range range = new Range(from, to);
    boolean interrupted = false;
    synchronized (held) {
      while (held.stream().anyMatch(other -> other.from < to && from < other.to)) {
        try {
          held.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      held.add(range);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return () -> unlock(range);
  }

  private void unlock(Range range) {
    synchronized (held) {
      held.removeIf(other -> other == range);
      held.notifyAll();
    }
  }

  private static Path identity(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }
}
