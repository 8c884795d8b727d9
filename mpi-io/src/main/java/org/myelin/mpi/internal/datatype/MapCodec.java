package org.myelin.mpi.internal.datatype;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A {@link TypeMap} as bytes, so that ranks can tell each other their patterns. */
public final class MapCodec {
  private static final int EMPTY = 0;
  private static final int RUN = 1;
  private static final int STRIDED = 2;
  private static final int LIST = 3;
  private static final int SEQUENCE = 4;

  private MapCodec() {}

  /** The bytes of {@code map}, big-endian. */
  public static byte[] encode(TypeMap map) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      put(map, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a byte array never fails
    }
    return bytes.toByteArray();
  }

  /** The map that {@link #encode} wrote at the position of {@code in}. */
  public static TypeMap decode(ByteBuffer in) {
    switch (in.get()) {
      case EMPTY:
        return Maps.empty();
      case RUN:
        return new Run(in.getLong(), in.getLong());
      case STRIDED:
        long start = in.getLong();
        long stride = in.getLong();
        long count = in.getLong();
        return new Strided(decode(in), start, stride, count);
      case LIST:
        long[] offsets = new long[in.getInt()];
        long[] lengths = new long[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
          offsets[i] = in.getLong();
          lengths[i] = in.getLong();
        }
        return new RunList(offsets, lengths, offsets.length);
      case SEQUENCE:
        int length = in.getInt();
        List<TypeMap> children = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
          children.add(decode(in));
        }
        return new Sequence(children.toArray(TypeMap[]::new));
      default:
        throw new IllegalArgumentException("not an encoded type map");
    }
  }

  private static void put(TypeMap map, DataOutputStream out) throws IOException {
    if (map instanceof EmptyMap) {
      out.writeByte(EMPTY);
    } else if (map instanceof Run run) {
      out.writeByte(RUN);
      out.writeLong(run.offset());
      out.writeLong(run.length());
    } else if (map instanceof Strided strided) {
      out.writeByte(STRIDED);
      out.writeLong(strided.start());
      out.writeLong(strided.stride());
      out.writeLong(strided.count());
      put(strided.child(), out);
    } else if (map instanceof RunList list) {
      out.writeByte(LIST);
      out.writeInt((int) list.pieces());
      RunVisitor pair = (start, length, stride, count) -> putPair(out, start, length);
      list.visit(0, list.size(), 0, pair);
    } else if (map instanceof Sequence sequence) {
      out.writeByte(SEQUENCE);
      out.writeInt(sequence.length());
      for (int i = 0; i < sequence.length(); i++) {
        put(sequence.child(i), out);
      }
    }
  }

  private static void putPair(DataOutputStream out, long start, long length) {
    try {
      out.writeLong(start);
      out.writeLong(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a byte array never fails
    }
  }
}
