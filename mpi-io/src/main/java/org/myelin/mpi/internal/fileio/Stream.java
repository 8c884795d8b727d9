package org.myelin.mpi.internal.fileio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.internal.datatype.Packer;

/**
 * The caller's side of a transfer: buffers as they are, or a Java array by way of packed buffers.
 */
public interface Stream {

  /** The bytes to move; {@code reading} fills them. */
  Memory open(boolean reading);

  /** Called once with the number of bytes moved, also when that is none because of an error. */
  void done(long bytes, boolean reading);

  /** Buffers, taken from position to limit; positions move by what was transferred. */
  static Stream of(ByteBuffer... buffers) {
    return new Stream() {
      private Memory memory;

      @Override
      public Memory open(boolean reading) {
        for (ByteBuffer buffer : buffers) {
          if (reading && buffer.isReadOnly()) {
            throw new ReadOnlyBufferException();
          }
        }
        memory = new Memory(buffers);
        return memory;
      }

      @Override
      public void done(long bytes, boolean reading) {
        if (memory != null) {
          memory.consume(bytes);
        }
      }
    };
  }

  /** {@code count} datatypes in a Java array whose element {@code offset} is the origin. */
  static Stream of(Object array, long offset, long count, Datatype type) {
    return new ArrayStream(array, offset, count, type);
  }

  /** Packs a Java array into pooled buffers and back. */
  final class ArrayStream implements Stream {
    private static final int STEP = 4 << 20;

    private final Object array;
    private final long offset;
    private final long count;
    private final Datatype type;
    private final List<IoBuffer> held = new ArrayList<>();
    private long each;

    private ArrayStream(Object array, long offset, long count, Datatype type) {
      this.array = array;
      this.offset = offset;
      this.count = count;
      this.type = type;
    }

    @Override
    public Memory open(boolean reading) {
      long bytes = Packer.bytes(array, offset, count, type);
      each = Math.max(1, STEP / Math.max(1, type.size()));
      List<ByteBuffer> buffers = new ArrayList<>();
      for (long at = 0; bytes > 0 && at < count; at += each) {
        long n = Math.min(each, count - at);
        IoBuffer buffer = new IoBuffer(Math.toIntExact(n * type.size()));
        held.add(buffer);
        ByteBuffer packed = buffer.bytes().order(ByteOrder.nativeOrder());
        if (!reading) {
          Packer.pack(array, origin(at), n, type, packed);
        }
        buffers.add(packed.clear());
      }
      return new Memory(buffers.toArray(ByteBuffer[]::new));
    }

    @Override
    public void done(long bytes, boolean reading) {
      long left = bytes;
      long at = 0;
      for (IoBuffer buffer : held) {
        ByteBuffer packed = buffer.bytes().order(ByteOrder.nativeOrder()).clear();
        packed.limit((int) Math.min(left, packed.capacity()));
        left -= packed.limit();
        if (reading && packed.hasRemaining()) {
          Packer.unpack(packed, array, origin(at), Math.min(each, count - at), type);
        }
        at += each;
        buffer.close();
      }
      held.clear();
    }

    private long origin(long datatypes) {
      return offset + datatypes * type.extent() / Packer.elementSize(array);
    }
  }
}
