package org.myelin.hdf5.internal.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Puts text into lines by h5dump's rules: a line is ended when the next one begins, an element that
 * would pass the last column goes to a new line if it fits there, rows of the fastest dimension
 * begin a line. The count of columns takes in the line ends inside an element, as h5dump's does;
 * that is why short compounds share lines and longer ones do not.
 *
 * <p>Text is of the kind of {@link ByteText}. The character {@link #BREAK} marks where a long text
 * may be broken.
 */
final class DdlPrinter {
  static final char BREAK = '\u0001';

  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final DdlFormat plain;
  private final byte[] buffer = new byte[BUFFER];
  private int used;

  DdlPrinter(OutputStream out, int width) {
    this.out = out;
    this.plain = DdlFormat.plain(width);
  }

  /** The format of lines that are not elements. */
  DdlFormat plain() {
    return plain;
  }

  /** Prints bytes as they are. */
  void raw(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (used == buffer.length) {
        flush();
      }
      buffer[used++] = (byte) text.charAt(i);
    }
  }

  /** Hands on what was printed. */
  void flush() {
    try {
      out.write(buffer, 0, used);
      out.flush();
      used = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints a line. */
  void line(DdlContext c, String text) {
    c.newLine = true;
    text(c, text);
  }

  /** Prints more text of a line. */
  void text(DdlContext c, String text) {
    element(plain, c, text, 0, 0);
  }

  /** Ends the line, if there is one, and begins the next. */
  void start(DdlFormat f, DdlContext c, long element, boolean continuation) {
    if (!c.newLine) {
      return;
    }
    if (c.column != 0) {
      raw(f.lineEnd());
      raw("\n");
    }
    int unit = DdlContext.INDENT.length();
    if (f.indented()) {
      unit = c.level > 1 ? unit : 0;
      indent(c.level - 1);
    }
    boolean shown = f.indented() || element == 0 || continuation;
    String start = shown ? f.lineStart(c, element) : "";
    raw(start);
    if (!f.indented()) {
      indent(c.level);
    }
    c.startLength = start.length() + c.level * unit;
    c.column = c.startLength;
    c.inLine = 0;
    c.newLine = false;
  }

  private void indent(int levels) {
    for (int i = 0; i < levels; i++) {
      raw(DdlContext.INDENT);
    }
  }

  /**
   * Prints an element.
   *
   * @param local its number in this part of the elements
   * @param inRow its number since the last row began
   * @return whether a row begins with it
   */
  boolean element(DdlFormat f, DdlContext c, String text, long local, long inRow) {
    boolean row = false;
    int after = f.between().length() + f.lineEnd().length();
    int width = width(text);
    if (c.column + width + after > f.columns()
        && (c.wasMultiline || c.startLength + width + after <= f.columns())) {
      c.newLine = true;
    }
    if (c.inLine != 0) {
      if (c.rowLength != 0 && c.inLine % c.rowLength == 0) {
        c.newLine = true;
      }
      if (inRow == c.rowLength) {
        c.newLine = true;
        row = true;
      }
    }
    c.wasMultiline = sections(f, c, text, local, after);
    return row;
  }

  /** Prints a text by its sections; tells whether it was broken. */
  private boolean sections(DdlFormat f, DdlContext c, String text, long local, int after) {
    boolean broken = false;
    boolean first = true;
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf(BREAK, at);
      end = end < 0 ? text.length() : end;
      int length = end - at;
      if (length > 0) {
        if (c.column + length + after > f.columns()) {
          c.newLine = true;
        }
        if (c.newLine) {
          broken |= !first;
          start(f, c, c.position + local, !first);
        } else if ((local != 0 || c.continued) && first) {
          raw(f.between());
          c.column += f.between().length();
        }
        raw(text.substring(at, end));
        c.column += length;
        first = false;
      }
      at = end + 1;
    }
    return broken;
  }

  /** Bytes of the longest line in a text. */
  private static int width(String text) {
    int widest = 0;
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      widest = Math.max(widest, end - from);
      from = end + 1;
    }
    return Math.max(widest, text.length() - from);
  }
}
