package org.myelin.hdf5.internal.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a virtual dataset's source: {@code %b} stands for the number of a block, {@code %%}
 * for a percent sign.
 */
final class SourceName {
  /** Texts between the numbers: one more than there are numbers. */
  private final List<String> texts;

  private SourceName(List<String> texts) {
    this.texts = texts;
  }

  /** The parts of a name, or null if it has a percent sign before another letter. */
  static SourceName parse(String name) {
    List<String> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '%') {
        text.append(c);
        continue;
      }
      char next = ++i < name.length() ? name.charAt(i) : 0;
      if (next == 'b') {
        texts.add(text.toString());
        text.setLength(0);
      } else if (next == '%') {
        text.append('%');
      } else {
        return null;
      }
    }
    texts.add(text.toString());
    return new SourceName(texts);
  }

  /** Whether there is a different name for each block. */
  boolean hasNumber() {
    return texts.size() > 1;
  }

  /** The name for this block. */
  String at(long block) {
    return String.join(Long.toString(block), texts);
  }
}
