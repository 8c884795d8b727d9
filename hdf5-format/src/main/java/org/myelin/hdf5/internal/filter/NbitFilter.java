package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.spi.FilterException;

/**
 * N-bit (filter 5), read only: of every number in an element only the bits of its precision, one
 * after the other without gaps. The client data are the number of values, a mark that nothing is
 * packed, the elements of a chunk, and a description of the datatype ({@link NbitType}).
 */
public final class NbitFilter extends ReadOnlyFilter {
  private static final int HEAD = 3;

  /** The one instance of the registry. */
  public NbitFilter() {
    super(5, "nbit");
  }

  @Override
  public long maxEncodedSize(long bytes) {
    return bytes + 1;
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    if (parameters.length < HEAD || parameters[0] != parameters.length) {
      throw new FilterException(
          "n-bit has %d client data values, expected %s"
              .formatted(
                  parameters.length, parameters.length == 0 ? "at least 3" : "" + parameters[0]));
    }
    if (parameters[1] != 0) {
      return encoded.duplicate();
    }
    long count = parameters[2] & 0xffffffffL;
    NbitType type = NbitType.parse(parameters, HEAD);
    long room = Math.min(limit, Integer.MAX_VALUE - 16);
    // two divisions, for the products may leave 64 bits
    if (count > room / type.size() || count > 8L * encoded.remaining() / type.bits()) {
      throw new FilterException(
          "n-bit chunk of %d elements of %d bytes in %d bits, expected at most %d bytes from %d"
              .formatted(count, type.size(), type.bits(), room, encoded.remaining()));
    }
    byte[] out = new byte[(int) (count * type.size())];
    int at = Bytes.offset(encoded);
    BitInput in =
        new BitInput("the n-bit data", Bytes.array(encoded), at, at + encoded.remaining());
    for (int i = 0; i < count; i++) {
      type.unpack(in, out, i * (int) type.size());
    }
    return ByteBuffer.wrap(out);
  }
}
