package org.myelin.cli.hdf5;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.myelin.cli.ExitCode;
import org.myelin.cli.Failure;
import org.myelin.hdf5.Hdf5Exception;

/** Text of several files on standard output; what cannot be read is a line on standard error. */
final class TextOutput {
  /** Prints one file. */
  interface Printer {
    /** Writes to {@code out}; tells of parts that cannot be read through {@code errors}. */
    void print(String file, OutputStream out, Consumer<String> errors) throws IOException;
  }

  private boolean whole = true;

  private void error(String line) {
    whole = false;
    System.err.println("myelin: " + Failure.oneLine(line));
  }

  /** Prints all files; gives the exit code. */
  static int of(Iterable<String> files, Printer printer) throws IOException {
    TextOutput t = new TextOutput();
    // not System.out, which keeps it to itself when nobody reads any more
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    for (String file : files) {
      try {
        printer.print(file, out, t::error);
      } catch (Hdf5Exception | NoSuchElementException e) {
        t.error(Failure.line(e));
      }
    }
    return t.whole ? ExitCode.FINE : ExitCode.FAILED;
  }
}
