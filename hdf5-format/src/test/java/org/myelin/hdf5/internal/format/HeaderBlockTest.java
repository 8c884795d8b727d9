package org.myelin.hdf5.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.internal.format.level2.HeaderBlock;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderContinuationMessage;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefix;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefixV1;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefixV2;
import org.myelin.hdf5.internal.format.level2.RawMessage;
import org.myelin.hdf5.internal.wire.Geometry;

class HeaderBlockTest {
  private static final Geometry G = Geometry.DEFAULT;

  private static List<RawMessage> messages(int... lengths) {
    List<RawMessage> out = new ArrayList<>();
    for (int n : lengths) {
      out.add(RawMessage.of(MessageType.OBJECT_COMMENT, RawMessage.CONSTANT, new byte[n]));
    }
    return out;
  }

  private static List<ObjectHeaderPrefix> prefixes(long size) {
    ObjectHeaderPrefixV2 tracked =
        new ObjectHeaderPrefixV2(
            ObjectHeaderPrefixV2.ORDER_TRACKED
                | ObjectHeaderPrefixV2.PHASE_CHANGE
                | ObjectHeaderPrefixV2.TIMES,
            1,
            2,
            3,
            4,
            8,
            6,
            0);
    return List.of(
        new ObjectHeaderPrefixV1(3, 1, size),
        ObjectHeaderPrefixV2.plain(size),
        ObjectHeaderPrefixV2.timed(1234567890L, size),
        tracked.withBlockSize(size));
  }

  /**
   * Blocks are never exactly as long as what is in them: each remainder needs its NIL message or
   * gap.
   */
  @Test
  void everyRemainderIsFilledAndReadBack() {
    for (int extra = 0; extra < 40; extra++) {
      for (ObjectHeaderPrefix any : prefixes(64)) {
        List<RawMessage> in = messages(8, 16);
        ObjectHeaderPrefix p = any.withBlockSize(HeaderBlock.sizeOf(any, in) + extra);
        byte[] bytes = HeaderBlock.encodeFirst(G, p, in);
        assertThat(bytes).hasSize((int) p.firstBlockSize());
        assertThat(ObjectHeaderPrefix.read(G, "f", 0, ByteBuffer.wrap(bytes))).isEqualTo(p);
        HeaderBlock back = HeaderBlock.readFirst(G, "f", 0, ByteBuffer.wrap(bytes), p);
        assertThat(back.messages().subList(0, 2))
            .usingRecursiveComparison()
            .ignoringFields("offset", "creationOrder")
            .isEqualTo(in);
        assertThat(back.messages().subList(2, back.messages().size()))
            .allMatch(m -> m.is(MessageType.NIL))
            .hasSize(HeaderBlock.fillers(p, in, p.blockSize()));
        for (RawMessage m : back.messages()) {
          assertThat(
                  bytes[m.offset() - 1 - (p.version() == 1 ? 3 : p.tracksCreationOrder() ? 2 : 0)])
              .as("flags stand before the content")
              .isEqualTo((byte) m.flags());
        }
      }
    }
  }

  /** Message sizes are 16 bits: a large block needs several NIL messages. */
  @Test
  void largeRoomIsFilledWithSeveralMessages() {
    for (ObjectHeaderPrefix p : prefixes(200_000)) {
      byte[] bytes = HeaderBlock.encodeFirst(G, p, messages(8));
      HeaderBlock back = HeaderBlock.readFirst(G, "f", 0, ByteBuffer.wrap(bytes), p);
      assertThat(back.messages()).hasSizeBetween(4, 6);
    }
  }

  @Test
  void continuationsAreFound() {
    for (ObjectHeaderPrefix p : prefixes(64)) {
      ObjectHeaderContinuationMessage c = new ObjectHeaderContinuationMessage(0x800, 0x40);
      List<RawMessage> in = messages(8);
      in.add(RawMessage.of(c.type(), 0, MessageType.encode(G, c)));
      byte[] bytes = HeaderBlock.encodeContinuation(G, p, 128, in);
      assertThat(bytes).hasSize(128);
      HeaderBlock back = HeaderBlock.readContinuation(G, "f", 0, ByteBuffer.wrap(bytes), p);
      assertThat(back.continuations(G, "f", 0)).containsExactly(c);
    }
  }

  @Test
  void tooMuchForABlockIsTheCallersMistake() {
    for (ObjectHeaderPrefix p : prefixes(16)) {
      assertThatThrownBy(() -> HeaderBlock.encodeFirst(G, p, messages(16)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("16");
    }
  }

  /** A message that sticks out of its block would read its neighbour's bytes. */
  @Test
  void aMessageThatSticksOutIsRefused() {
    ObjectHeaderPrefixV1 p = new ObjectHeaderPrefixV1(1, 1, 24);
    byte[] bytes = HeaderBlock.encodeFirst(G, p, messages(16));
    bytes[16 + 2] = 24;
    byte[] longer = java.util.Arrays.copyOf(bytes, 64);
    assertThatThrownBy(() -> HeaderBlock.readFirst(G, "f", 0, ByteBuffer.wrap(longer), p))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("message size");
  }
}
