package org.myelin.hdf5.internal.file;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.myelin.hdf5.internal.format.level2.Message;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.ModificationTimeMessage;
import org.myelin.hdf5.internal.format.level2.ModificationTimeOldMessage;
import org.myelin.hdf5.internal.format.level2.ObjectCommentMessage;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefixV2;

/** What an object header says beside what the object is: times and a comment. */
public record ObjectNotes(OpenFile file, ObjectHeader header) {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{14}");

  /** The text that somebody put on the object. */
  public Optional<String> comment() {
    return find(MessageType.OBJECT_COMMENT).map(m -> ((ObjectCommentMessage) m).comment());
  }

  /** Sets the text, or takes it away. */
  public void comment(String text) {
    ObjectHeader.Message m = header.find(MessageType.OBJECT_COMMENT);
    if (text != null) {
      header.set(
          MessageType.OBJECT_COMMENT,
          0,
          MessageType.encode(file.geometry(), new ObjectCommentMessage(text)));
    } else if (m != null) {
      header.remove(m);
    }
  }

  /** When the object's content was last changed, as far as its writer kept account of that. */
  public Optional<Instant> modified() {
    if (header.prefix() instanceof ObjectHeaderPrefixV2 p) {
      return seconds(p.modificationTime());
    }
    Optional<Message> now = find(MessageType.MODIFICATION_TIME);
    if (now.isPresent()) {
      return now.flatMap(m -> seconds(((ModificationTimeMessage) m).seconds()));
    }
    return find(MessageType.MODIFICATION_TIME_OLD)
        .map(m -> old(((ModificationTimeOldMessage) m).utc()));
  }

  /** When the object was made; only version 2 headers tell. */
  public Optional<Instant> created() {
    return header.prefix() instanceof ObjectHeaderPrefixV2 p
        ? seconds(p.birthTime())
        : Optional.empty();
  }

  private static Optional<Instant> seconds(long s) {
    return s == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(s));
  }

  private Instant old(String utc) {
    if (DIGITS.matcher(utc).matches()) {
      int[] n = new int[6];
      for (int i = 0, at = 0; i < n.length; i++) {
        int width = i == 0 ? 4 : 2;
        n[i] = Integer.parseInt(utc.substring(at, at + width));
        at += width;
      }
      boolean day =
          n[1] >= 1 && n[1] <= 12 && n[2] >= 1 && n[2] <= YearMonth.of(n[0], n[1]).lengthOfMonth();
      if (day && n[3] < 24 && n[4] < 60 && n[5] < 60) {
        return LocalDateTime.of(n[0], n[1], n[2], n[3], n[4], n[5]).toInstant(ZoneOffset.UTC);
      }
    }
    throw file.corrupt(
        "Object Modification Time (Old) message",
        "date",
        header.address(),
        "'" + utc + "'",
        "a date as YYYYMMDDhhmmss");
  }

  private Optional<Message> find(MessageType type) {
    ObjectHeader.Message m = header.find(type);
    return m == null ? Optional.empty() : Optional.of(file.headers().decode(header, m));
  }
}
