package org.myelin.mpi.internal.buffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.internal.datatype.Packer;
import org.myelin.mpi.internal.datatype.Primitive;
import org.myelin.mpi.internal.match.Sink;
import org.myelin.mpi.internal.match.Source;

/** Neighbouring elements of a primitive array as a message, packed and unpacked piece by piece. */
final class ArrayBytes implements Source, Sink {
  private final Object array;
  private final Datatype element;
  private final int width;
  private final long offset;
  private final long bytes;
  private ByteBuffer scratch;

  ArrayBytes(Object array, long offset, long count, Datatype type) {
    this.array = array;
    this.offset = offset;
    bytes = Packer.bytes(array, offset, count, type);
    element = UserBuffer.typeOf(array);
    width = Primitive.ofArray(array).bytes();
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public long capacity() {
    return bytes;
  }

  /**
   * For a send the bytes are put in; for a receive they are overwritten, and {@link #done} follows.
   */
  @Override
  public ByteBuffer piece(long from, int length) {
    if (array instanceof byte[] whole) {
      return ByteBuffer.wrap(whole, (int) (offset + from), length).slice();
    }
    if (scratch == null || scratch.capacity() < length) {
      int whole = (length + width - 1) / width * width;
      scratch = ByteBuffer.allocate(whole).order(ByteOrder.nativeOrder());
    }
    // A receive may end inside an element; the rest of that element must keep its bytes.
    scratch.clear();
    Packer.pack(array, offset + from / width, (length + width - 1) / width, element, scratch);
    return scratch.slice(0, length);
  }

  @Override
  public void done(long from, int length, ByteBuffer piece) {
    if (!(array instanceof byte[])) {
      scratch.clear().limit((length + width - 1) / width * width);
      Packer.unpack(scratch, array, offset + from / width, (length + width - 1) / width, element);
    }
  }
}
