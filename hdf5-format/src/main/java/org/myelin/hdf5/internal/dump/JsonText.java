package org.myelin.hdf5.internal.dump;

import java.io.IOException;
import java.util.Map;

/** Maps, lists, texts, numbers, booleans and null as JSON, in ASCII, lone surrogates kept. */
final class JsonText {
  private JsonText() {}

  static void write(Object value, Appendable out) throws IOException {
    if (value instanceof Map<?, ?> map) {
      out.append('{');
      String comma = "";
      for (Map.Entry<?, ?> e : map.entrySet()) {
        out.append(comma);
        text(e.getKey().toString(), out);
        out.append(':');
        write(e.getValue(), out);
        comma = ",";
      }
      out.append('}');
    } else if (value instanceof Iterable<?> list) {
      out.append('[');
      String comma = "";
      for (Object o : list) {
        out.append(comma);
        write(o, out);
        comma = ",\n";
      }
      out.append(']');
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(String.valueOf(value));
    } else {
      text(value.toString(), out);
    }
  }

  private static void text(String s, Appendable out) throws IOException {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
