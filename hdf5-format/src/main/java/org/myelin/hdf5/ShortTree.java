package org.myelin.hdf5;

import java.util.List;

/** A few lines that show what a group holds, for {@code toString}. Never long, never an error. */
final class ShortTree {
  private static final int MOST_LINES = 24;
  private static final int MOST_DEPTH = 3;
  private static final int MOST_IN_GROUP = 12;

  private final StringBuilder text = new StringBuilder();
  private int lines;

  private ShortTree() {}

  static String of(String head, Group group) {
    ShortTree t = new ShortTree();
    t.text.append(head);
    t.children(group, "", 1);
    return t.text.toString();
  }

  private void children(Group g, String indent, int depth) {
    List<Link> links;
    try {
      links = g.links();
    } catch (Hdf5Exception e) {
      text.append(" (unreadable: ").append(e.getMessage()).append(')');
      return;
    }
    int shown = Math.min(links.size(), Math.max(1, Math.min(MOST_IN_GROUP, MOST_LINES - lines)));
    for (int i = 0; i < shown; i++) {
      boolean last = i == links.size() - 1;
      line(indent + (last ? "└ " : "├ "));
      link(g, links.get(i), indent + (last ? "  " : "│ "), depth);
    }
    if (shown < links.size()) {
      line(indent + "└ … " + (links.size() - shown) + " more");
    }
  }

  private void link(Group g, Link l, String indent, int depth) {
    text.append(l.name());
    if (l.type() != Link.Type.HARD) {
      text.append(
              l.type() == Link.Type.USER_DEFINED ? " (link of class " + l.linkClass() + ")" : "")
          .append(l.file() == null ? "" : " → " + l.file() + ":" + l.target())
          .append(l.file() == null && l.target() != null ? " → " + l.target() : "");
      return;
    }
    Node n;
    try {
      n = g.get(l.name());
      text.append(n instanceof Group ? "/" : ": " + n.summary());
    } catch (Hdf5Exception e) {
      text.append(" (unreadable: ").append(e.getMessage()).append(')');
      return;
    }
    if (n instanceof Group child) {
      if (depth < MOST_DEPTH && lines < MOST_LINES) {
        children(child, indent, depth + 1);
      } else {
        text.append(" …");
      }
    }
  }

  private void line(String start) {
    lines++;
    text.append('\n').append(start);
  }
}
