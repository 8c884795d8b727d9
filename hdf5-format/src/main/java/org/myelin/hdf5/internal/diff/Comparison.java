package org.myelin.hdf5.internal.diff;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.myelin.hdf5.DiffOptions;
import org.myelin.hdf5.internal.dump.ByteText;

/** What is wanted of a comparison, what it has printed and what it has found so far. */
final class Comparison {
  private final DiffOptions options;
  private final OutputStream out;
  private final Consumer<String> errors;
  private final LongConsumer progress;
  private boolean contentsDiffer;
  private boolean notComparable;
  private boolean failed;

  /**
   * @param errors takes a line for what cannot be read
   * @param progress takes the number of bytes of elements that were compared since the last call
   */
  Comparison(
      DiffOptions options, OutputStream out, Consumer<String> errors, LongConsumer progress) {
    this.options = options;
    this.out = out;
    this.errors = errors;
    this.progress = progress;
  }

  DiffOptions options() {
    return options;
  }

  // ---- text, one character for each byte

  void print(String text) {
    if (options.quiet()) {
      return;
    }
    try {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints the line of an object or attribute of this kind. */
  void object(String kind, String path1, String path2) {
    print(
        (options.verbose() >= 1 ? "\n" : "") + pair(kind, ByteText.of(path1), ByteText.of(path2)));
  }

  /** The line of two things that are compared; names as bytes. */
  static String pair(String kind, String name1, String name2) {
    return padded(kind, 7) + ": <" + name1 + "> and <" + name2 + ">\n";
  }

  void found(long differences) {
    print(Long.toUnsignedString(differences) + " differences found\n");
  }

  /** Prints {@code text} where it is asked for why something is not compared. */
  void unlike(String text) {
    if (options.isVerbose() || options.listNotComparable()) {
      print(text);
    }
  }

  /** Whether each difference is printed. */
  boolean lists() {
    return options.report() || options.isVerbose();
  }

  /** Text to the left of a column of so many bytes. */
  static String padded(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }

  // ---- findings

  void contentsDiffer() {
    contentsDiffer = true;
  }

  void notComparable() {
    notComparable = true;
  }

  void fail(String message) {
    failed = true;
    if (message != null) {
      errors.accept(message);
    }
  }

  boolean hasContentsThatDiffer() {
    return contentsDiffer;
  }

  boolean hasNotComparable() {
    return notComparable;
  }

  boolean hasFailed() {
    return failed;
  }

  void progress(long bytes) {
    progress.accept(bytes);
  }
}
