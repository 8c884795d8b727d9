package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.spi.FilterException;

/**
 * Decoded bytes in a stretch of an array; every write is checked against its end, every reference
 * to earlier bytes against its start.
 */
final class Output {
  private final String what;
  final byte[] bytes;
  final int start;
  final int end;

  /** Where the next byte goes; what a codec has written up to here is decoded. */
  int at;

  /**
   * @param what the coding, for messages
   * @param most the greatest length; the caller has bounded it by what its input can hold
   */
  Output(String what, long most) {
    this(what, new byte[(int) Math.max(0, Math.min(most, Integer.MAX_VALUE - 16))]);
  }

  private Output(String what, byte[] bytes) {
    this(what, bytes, 0, bytes.length);
  }

  /** Decodes into the stretch from {@code start} to {@code end}, which may be scribbled over. */
  Output(String what, byte[] bytes, int start, int end) {
    this.what = what;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.at = start;
  }

  /** Bytes decoded so far. */
  int length() {
    return at - start;
  }

  /** What was decoded, without a copy. */
  ByteBuffer result() {
    return ByteBuffer.wrap(bytes, start, length()).slice();
  }

  /** Appends bytes of the input. */
  void literal(byte[] from, int position, int limit, int count) {
    if (count < 0 || count > limit - position) {
      throw new FilterException(what + " breaks off after " + length() + " decoded bytes");
    }
    room(count);
    System.arraycopy(from, position, bytes, at, count);
    at += count;
  }

  /** Appends a copy of earlier output, which may overlap what it makes. */
  void match(long distance, int count) {
    if (distance <= 0 || distance > length()) {
      throw new FilterException(
          what + " refers " + distance + " bytes back, with only " + length() + " decoded");
    }
    room(count);
    Bytes.repeat(bytes, at, (int) distance, count, end);
    at += count;
  }

  /** Appends the same byte {@code count} times. */
  void fill(byte value, int count) {
    room(count);
    java.util.Arrays.fill(bytes, at, at + count, value);
    at += count;
  }

  /** Refuses {@code count} further bytes if they are more than expected. */
  void room(int count) {
    if (count < 0 || count > end - at) {
      throw new FilterException(what + " holds more than the " + (end - start) + " bytes expected");
    }
  }
}
