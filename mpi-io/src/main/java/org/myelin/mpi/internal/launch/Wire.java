package org.myelin.mpi.internal.launch;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/**
 * The messages between a rank and the coordinator: a code, a number and two short texts (each at
 * most 64 KiB, which the encoding itself bounds).
 *
 * @param code what it is
 * @param number rank, or 1 for yes and 0 for no
 * @param key a key, or empty
 * @param text a value, or why something failed, or empty
 */
record Wire(Code code, int number, String key, String text) {
  /**
   * From the rank: PUT, GET, FENCE, FAIL (1 to end the job). To the rank: VALUE, FENCED,
   * JOB_FAILED, RANK_FAILED (the job goes on).
   */
  enum Code {
    PUT,
    GET,
    FENCE,
    FAIL,
    VALUE,
    FENCED,
    JOB_FAILED,
    RANK_FAILED
  }

  private static final int MOST_CHARACTERS = 16_000;

  static Wire of(Code code) {
    return new Wire(code, 0, "", "");
  }

  void write(Socket to) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(code.ordinal());
    out.writeInt(number);
    out.writeUTF(cut(key));
    out.writeUTF(cut(text));
    synchronized (to) {
      to.getOutputStream().write(bytes.toByteArray());
    }
  }

  static Wire read(DataInputStream in) throws IOException {
    int code = in.readUnsignedByte();
    if (code >= Code.values().length) {
      throw new IOException("unknown message " + code);
    }
    return new Wire(Code.values()[code], in.readInt(), in.readUTF(), in.readUTF());
  }

  private static String cut(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
  }
}
