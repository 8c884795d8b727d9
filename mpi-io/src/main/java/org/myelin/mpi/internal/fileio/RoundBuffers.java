package org.myelin.mpi.internal.fileio;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The buffers of a two-phase access, kept from round to round and grown where needed. */
final class RoundBuffers implements AutoCloseable {
  private final List<IoBuffer> outgoing = new ArrayList<>();
  private IoBuffer window;
  private IoBuffer[] incoming;

  /** The window of this rank's domain. */
  ByteBuffer window(int bytes) {
    window = atLeast(window, bytes);
    return window.bytes().slice(0, bytes);
  }

  /** One buffer per rank for what it sends or gets in this round; null where the size is 0. */
  ByteBuffer[] incoming(int[] sizes) {
    if (incoming == null) {
      incoming = new IoBuffer[sizes.length];
    }
    ByteBuffer[] each = new ByteBuffer[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] > 0) {
        incoming[i] = atLeast(incoming[i], sizes[i]);
        each[i] = incoming[i].bytes().slice(0, sizes[i]);
      }
    }
    return each;
  }

  /** A buffer for bytes that do not lie together in the caller's memory; lives for one round. */
  ByteBuffer outgoing(int bytes) {
    IoBuffer buffer = new IoBuffer(bytes);
    outgoing.add(buffer);
    return buffer.bytes();
  }

  void clearOutgoing() {
    outgoing.forEach(IoBuffer::close);
    outgoing.clear();
  }

  @Override
  public void close() {
    clearOutgoing();
    if (window != null) {
      window.close();
    }
    for (int i = 0; incoming != null && i < incoming.length; i++) {
      if (incoming[i] != null) {
        incoming[i].close();
      }
    }
  }

  private static IoBuffer atLeast(IoBuffer buffer, int bytes) {
    if (buffer != null && buffer.bytes().capacity() >= bytes) {
      return buffer;
    }
    if (buffer != null) {
      buffer.close();
    }
    return new IoBuffer(bytes);
  }
}
