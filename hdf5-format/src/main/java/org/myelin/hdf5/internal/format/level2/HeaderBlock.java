package org.myelin.hdf5.internal.format.level2;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * One block of an object header: the first one with the prefix, or one that a continuation message
 * points at. The format calls them chunks. Specification: IV.A.1.
 *
 * @param messages in the order of the file, NIL and continuations included
 */
public record HeaderBlock(List<RawMessage> messages) {
  private static final int MAX_MESSAGE = 0xffff;

  /** Copies the list. */
  public HeaderBlock {
    messages = List.copyOf(messages);
  }

  /**
   * Reads the first block; {@code bytes} are {@link ObjectHeaderPrefix#firstBlockSize} from the
   * prefix on.
   */
  public static HeaderBlock readFirst(
      Geometry g, String file, long address, ByteBuffer bytes, ObjectHeaderPrefix p) {
    return Wire.read(g, file, "Object header", address, bytes, first(p));
  }

  /** Reads a continuation block; {@code bytes} are as long as its continuation message says. */
  public static HeaderBlock readContinuation(
      Geometry g, String file, long address, ByteBuffer bytes, ObjectHeaderPrefix p) {
    return Wire.read(
        g, file, "Object header continuation", address, bytes, continuation(p, bytes.remaining()));
  }

  /** The bytes of the first block, filled up to the size that the prefix names. */
  public static byte[] encodeFirst(Geometry g, ObjectHeaderPrefix p, List<RawMessage> messages) {
    return Wire.encode(g, new HeaderBlock(filled(p, messages, p.blockSize())), first(p));
  }

  /** The bytes of a continuation block, filled up to {@code size}. */
  public static byte[] encodeContinuation(
      Geometry g, ObjectHeaderPrefix p, long size, List<RawMessage> messages) {
    long room = size - continuationOverhead(p);
    return Wire.encode(g, new HeaderBlock(filled(p, messages, room)), continuation(p, size));
  }

  /** Bytes of a continuation block beside its messages. */
  public static int continuationOverhead(ObjectHeaderPrefix p) {
    return p.version() == 1 ? 0 : 8;
  }

  /** Bytes that these messages take. */
  public static long sizeOf(ObjectHeaderPrefix p, List<RawMessage> messages) {
    return messages.stream().mapToLong(m -> m.encodedSize(p)).sum();
  }

  /** The description of a first block with this prefix. */
  static Wire.Description<HeaderBlock> first(ObjectHeaderPrefix p) {
    return (w, b) -> {
      // a version 2 checksum covers the prefix, so the prefix passes through the same wire
      ObjectHeaderPrefix found =
          p.version() == 1
              ? ObjectHeaderPrefixV1.transfer(w, w.reading() ? null : (ObjectHeaderPrefixV1) p)
              : ObjectHeaderPrefixV2.transfer(w, w.reading() ? null : (ObjectHeaderPrefixV2) p);
      HeaderBlock out = messages(w, b, found, w.position() + found.blockSize());
      if (p.version() == 2) {
        w.checksum("checksum", 0);
      }
      return out;
    };
  }

  /** The description of a continuation block of so many bytes. */
  static Wire.Description<HeaderBlock> continuation(ObjectHeaderPrefix p, long size) {
    return (w, b) -> {
      if (p.version() == 1) {
        return messages(w, b, p, size);
      }
      w.signature("OCHK");
      HeaderBlock out = messages(w, b, p, size - 4);
      w.checksum("checksum", 0);
      return out;
    };
  }

  private static HeaderBlock messages(Wire w, HeaderBlock b, ObjectHeaderPrefix p, long end) {
    if (w.reading()) {
      w.count("header size", end - w.position(), 1);
    }
    List<RawMessage> out = new ArrayList<>();
    while (b == null
        ? end - w.position() >= RawMessage.headSize(p)
        : out.size() < b.messages.size()) {
      RawMessage m = RawMessage.transfer(w, b == null ? null : b.messages.get(out.size()), p);
      if (w.position() > end) {
        throw w.corrupt("message size", m.bytes().length, "a message inside its block");
      }
      out.add(m);
    }
    w.zeros("gap", end - w.position());
    return new HeaderBlock(out);
  }

  /** Adds what fills a block: NIL messages, or nothing if a gap too small for one is left. */
  private static List<RawMessage> filled(
      ObjectHeaderPrefix p, List<RawMessage> messages, long room) {
    List<RawMessage> out = new ArrayList<>(messages);
    long left = room - sizeOf(p, messages);
    int head = RawMessage.headSize(p);
    if (left < 0) {
      throw new IllegalArgumentException(
          "header messages take " + (room - left) + " bytes, the block has " + room);
    }
    int longest = p.version() == 1 ? MAX_MESSAGE / 8 * 8 : MAX_MESSAGE;
    while (left >= head) {
      int n = (int) Math.min(left - head, longest);
      n = p.version() == 1 ? n / 8 * 8 : n;
      out.add(RawMessage.of(MessageType.NIL, 0, 0, new byte[n]));
      left -= head + n;
    }
    return out;
  }

  /**
   * How many messages {@link #encodeFirst} adds to fill so much room: they count in a version 1
   * prefix.
   */
  public static int fillers(ObjectHeaderPrefix p, List<RawMessage> messages, long room) {
    return filled(p, messages, room).size() - messages.size();
  }

  /** Where the header goes on, as the continuation messages of this block say. */
  public List<ObjectHeaderContinuationMessage> continuations(
      Geometry g, String file, long address) {
    List<ObjectHeaderContinuationMessage> out = new ArrayList<>();
    for (RawMessage m : messages) {
      if (m.is(MessageType.OBJECT_HEADER_CONTINUATION)) {
        out.add(
            (ObjectHeaderContinuationMessage)
                MessageType.OBJECT_HEADER_CONTINUATION.decode(
                    g, file, address < 0 ? -1 : address + m.offset(), ByteBuffer.wrap(m.bytes())));
      }
    }
    return out;
  }
}
