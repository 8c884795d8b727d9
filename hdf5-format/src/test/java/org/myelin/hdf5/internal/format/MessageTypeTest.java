package org.myelin.hdf5.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.internal.format.level2.Message;
import org.myelin.hdf5.internal.format.level2.MessageType;

/** Catches a message of the specification that is missing, doubled, or under a wrong id. */
class MessageTypeTest {
  private static final String SPECIFICATION =
      """
      0x00 NIL
      0x01 Dataspace
      0x02 Link Info
      0x03 Datatype
      0x04 Fill Value (Old)
      0x05 Fill Value
      0x06 Link
      0x07 External Data Files
      0x08 Data Layout
      0x09 Bogus
      0x0a Group Info
      0x0b Filter Pipeline
      0x0c Attribute
      0x0d Object Comment
      0x0e Object Modification Time (Old)
      0x0f Shared Message Table
      0x10 Object Header Continuation
      0x11 Symbol Table
      0x12 Object Modification Time
      0x13 B-tree K Values
      0x14 Driver Info
      0x15 Attribute Info
      0x16 Object Reference Count
      0x17 File Space Info
      0x18 Metadata Cache Image
      """;

  @Test
  void idsAndNamesAreThoseOfTheSpecification() {
    List<String> ours = new ArrayList<>();
    for (MessageType t : MessageType.values()) {
      ours.add(String.format("0x%02x %s", t.id(), t.specName()));
      assertThat(MessageType.of(t.id())).contains(t);
    }
    assertThat(ours).containsExactlyElementsOf(SPECIFICATION.lines().toList());
    assertThat(MessageType.of(0x19)).isEmpty();
    assertThat(MessageType.of(-1)).isEmpty();
  }

  /** A record that no constant carries could never be read. */
  @Test
  void everyMessageRecordHasAConstant() {
    List<Class<?>> contents = new ArrayList<>();
    for (MessageType t : MessageType.values()) {
      contents.add(t.content());
    }
    assertThat(contents).containsExactlyInAnyOrder(Message.class.getPermittedSubclasses());
  }
}
