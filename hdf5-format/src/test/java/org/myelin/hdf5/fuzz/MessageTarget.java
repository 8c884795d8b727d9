package org.myelin.hdf5.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.wire.Geometry;

/** Every object header message, datatypes among them. Byte 0 picks the type, byte 1 the widths. */
public final class MessageTarget {
  private static final int[] WIDTHS = {2, 4, 8};

  private MessageTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 2) {
      return;
    }
    MessageType[] types = MessageType.values();
    MessageType type = types[(data[0] & 0xff) % types.length];
    byte[] body = Arrays.copyOfRange(data, 2, data.length);
    try {
      type.decode(geometry(data[1]), "fuzz", 0, ByteBuffer.wrap(body));
    } catch (Hdf5Exception e) {
      // what a broken message is answered with
    }
  }

  static Geometry geometry(byte choice) {
    int c = choice & 0xff;
    return new Geometry(WIDTHS[c % 3], WIDTHS[c / 3 % 3]);
  }
}
