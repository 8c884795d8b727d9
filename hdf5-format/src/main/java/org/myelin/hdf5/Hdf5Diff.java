package org.myelin.hdf5;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.myelin.hdf5.internal.diff.FilesDiff;

/**
 * Compares two files, or an object of each, and tells what differs in the words of h5diff 1.10.
 *
 * <pre>{@code
 * Hdf5Diff d = Hdf5Diff.compare(a, b, FileOptions.DEFAULT, DiffOptions.DEFAULT.withReport(), System.out, System.err::println);
 * System.exit(d.exitCode());
 * }</pre>
 *
 * <p>Elements are read by parts, so memory does not grow with a dataset; it does with the number of
 * objects. As in h5diff, objects that cannot be compared, such as datasets of other shapes, are not
 * counted as differences: see {@link #hasNotComparable}.
 *
 * @param differences of elements, committed types and links
 * @param contentsDiffer whether an object or attribute is in one file only
 * @param hasNotComparable whether something could not be compared
 * @param failed whether something could not be read, or the objects are not there
 */
public record Hdf5Diff(
    long differences, boolean contentsDiffer, boolean hasNotComparable, boolean failed) {
  /** 0 if no difference was found, 1 if one was, 2 if something could not be read. */
  public int exitCode() {
    return failed ? 2 : differences != 0 || contentsDiffer ? 1 : 0;
  }

  /**
   * Compares.
   *
   * @param open which other files may be read, as external links and virtual datasets need
   * @param out takes the text
   * @param errors takes a line for each part that cannot be read; the rest is compared
   * @throws IOException if {@code out} fails
   * @throws Hdf5Exception if a file cannot be opened
   */
  public static Hdf5Diff compare(
      Path first,
      Path second,
      FileOptions open,
      DiffOptions options,
      OutputStream out,
      Consumer<String> errors)
      throws IOException {
    return compare(first, open, second, open, options, out, errors, bytes -> {});
  }

  /**
   * Compares files that are opened with options of their own.
   *
   * @param progress takes the number of bytes of elements, of both files together, that were
   *     compared since the last call
   * @throws IOException if {@code out} fails
   * @throws Hdf5Exception if a file cannot be opened
   */
  public static Hdf5Diff compare(
      Path first,
      FileOptions openFirst,
      Path second,
      FileOptions openSecond,
      DiffOptions options,
      OutputStream out,
      Consumer<String> errors,
      LongConsumer progress)
      throws IOException {
    try (Hdf5File a = Hdf5File.open(first, OpenMode.READ, openFirst);
        Hdf5File b = Hdf5File.open(second, OpenMode.READ, openSecond)) {
      FilesDiff.Outcome o =
          FilesDiff.compare(
              new FilesDiff.Named(first.toString(), Hdf5Dump.object(a.root()), options.first()),
              new FilesDiff.Named(second.toString(), Hdf5Dump.object(b.root()), options.second()),
              options,
              out,
              errors,
              progress);
      return new Hdf5Diff(o.differences(), o.contentsDiffer(), o.notComparable(), o.failed());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
