package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.FilterException;

/** Decoded bytes of a known greatest length; every write is checked against it. */
final class Output {
  private final String what;
  final byte[] bytes;
  int length;

  /**
   * @param what the coding, for messages
   * @param most the greatest length; the caller has bounded it by what its input can hold
   */
  Output(String what, long most) {
    this.what = what;
    this.bytes = new byte[(int) Math.max(0, Math.min(most, Integer.MAX_VALUE - 16))];
  }

  /** Appends bytes of the input. */
  void literal(byte[] from, int at, int end, int count) {
    if (count < 0 || count > end - at) {
      throw new FilterException(what + " breaks off after " + length + " decoded bytes");
    }
    room(count);
    System.arraycopy(from, at, bytes, length, count);
    length += count;
  }

  /** Appends a copy of earlier output, which may overlap what it makes. */
  void match(int distance, int count) {
    if (distance <= 0 || distance > length) {
      throw new FilterException(
          what + " refers " + distance + " bytes back, with only " + length + " decoded");
    }
    room(count);
    for (int i = 0; i < count; i++, length++) {
      bytes[length] = bytes[length - distance];
    }
  }

  private void room(int count) {
    if (count < 0 || count > bytes.length - length) {
      throw new FilterException(what + " holds more than the " + bytes.length + " bytes expected");
    }
  }
}
