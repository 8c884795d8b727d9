package org.myelin.hdf5.internal.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.myelin.hdf5.internal.format.level2.Message;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.ModificationTimeMessage;
import org.myelin.hdf5.internal.format.level2.ModificationTimeOldMessage;
import org.myelin.hdf5.internal.format.level2.ObjectCommentMessage;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefixV2;

/** What an object header says beside what the object is: times and a comment. */
public record ObjectNotes(OpenFile file, ObjectHeader header) {
  private static final DateTimeFormatter OLD = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

  /** The text that somebody put on the object. */
  public Optional<String> comment() {
    return find(MessageType.OBJECT_COMMENT).map(m -> ((ObjectCommentMessage) m).comment());
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
    try {
      return LocalDateTime.parse(utc, OLD).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw file.corrupt(
          "Object Modification Time (Old) message",
          "date",
          header.address(),
          "'" + utc + "'",
          "a date as YYYYMMDDhhmmss");
    }
  }

  private Optional<Message> find(MessageType type) {
    ObjectHeader.Message m = header.find(type);
    return m == null ? Optional.empty() : Optional.of(file.headers().decode(header, m));
  }
}
