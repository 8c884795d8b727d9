package org.myelin.mpi.internal.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;

/** Passes on what a rank writes, whole lines at a time, so that lines of two ranks never mix. */
final class LineForwarder {
  private static final int CHUNK = 8192;
  private static final int LONGEST_LINE = 1 << 20;

  private final InputStream from;
  private final PrintStream to;
  private byte[] pending = new byte[CHUNK];
  private int length;

  LineForwarder(InputStream from, PrintStream to) {
    this.from = from;
    this.to = to;
  }

  Thread start(String name) {
    Thread thread = new Thread(this::run, "myelin-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void run() {
    byte[] chunk = new byte[CHUNK];
    try (from) {
      for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
        add(chunk, n);
      }
    } catch (IOException ended) {
      // The process has ended; what came before is passed on.
    }
    if (length > 0) {
      pending = Arrays.copyOf(pending, length + 1);
      pending[length++] = '\n';
      write(length);
    }
  }

  private void add(byte[] chunk, int n) {
    if (length + n > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(2 * pending.length, length + n));
    }
    System.arraycopy(chunk, 0, pending, length, n);
    length += n;
    int end = length;
    while (end > 0 && pending[end - 1] != '\n') {
      end--;
    }
    if (end == 0 && length >= LONGEST_LINE) {
      end = length;
    }
    if (end > 0) {
      write(end);
    }
  }

  private void write(int end) {
    synchronized (to) {
      to.write(pending, 0, end);
      to.flush();
    }
    System.arraycopy(pending, end, pending, 0, length - end);
    length -= end;
  }
}
