package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.spi.FilterException;
import org.myelin.hdf5.spi.FilterTarget;

/**
 * N-bit (filter 5): of every number in an element only the bits of its precision, one after the
 * other without gaps. The client data are the number of values, a mark that nothing is packed, the
 * elements of a chunk, and a description of the datatype ({@link NbitType}).
 */
public final class NbitFilter extends PackingFilter {
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
  public int[] parameters(int[] given, FilterTarget target) {
    return NbitParameters.of(target);
  }

  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    if (parameters.length < HEAD) {
      throw new FilterException("n-bit has no client data");
    }
    if (parameters[1] != 0) {
      return chunk.duplicate();
    }
    long count = parameters[2] & 0xffffffffL;
    NbitType type = NbitType.parse(parameters, HEAD);
    if (chunk.remaining() % type.size() != 0 || chunk.remaining() / type.size() != count) {
      throw new FilterException(
          "n-bit of %d elements of %d bytes, the chunk has %d bytes"
              .formatted(count, type.size(), chunk.remaining()));
    }
    byte[] in = Bytes.array(chunk);
    int from = Bytes.offset(chunk);
    BitOutput out = new BitOutput(0, (int) (count * type.bits() / 8) + 1);
    for (int i = 0; i < count; i++) {
      type.pack(out, in, from + i * (int) type.size());
    }
    out.align();
    // libhdf5 always has a byte more than the whole bytes
    return ByteBuffer.wrap(out.bytes(), 0, (int) (count * type.bits() / 8) + 1).slice();
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
