package org.myelin.mpi.internal.datatype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.myelin.mpi.Datatype;
import org.myelin.mpi.MpiException;

/** Packing of Java arrays. */
class PackerTest {

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
  }

  // Catches: element offsets mixed up with byte offsets, a stream left at the wrong position.
  @Test
  void columnsOfAMatrixArePackedAndPutBack() {
    double[] matrix = new double[12];
    for (int i = 0; i < 12; i++) {
      matrix[i] = i;
    }
    Datatype column = Datatype.vector(3, 1, 4, Datatype.DOUBLE);
    ByteBuffer out = buffer(24);
    Packer.pack(matrix, 2, 1, column, out);
    assertThat(out.remaining()).isZero();
    out.flip();
    double[] back = new double[12];
    Packer.unpack(out, back, 1, 1, column);
    assertThat(back).containsExactly(0, 2, 0, 0, 0, 6, 0, 0, 0, 10, 0, 0);
  }

  // Catches: a primitive that is missing from one of the two directions.
  @Test
  void everyPrimitiveRoundTrips() {
    Object[] arrays = {
      new byte[] {1, -2}, new boolean[] {true, false}, new char[] {'a', 'ß'}, new short[] {-1, 7},
      new int[] {9, -9}, new long[] {1L << 50, 3}, new float[] {1.5f, -2}, new double[] {Math.PI, 0}
    };
    Datatype[] types = {
      Datatype.BYTE, Datatype.BOOLEAN, Datatype.CHAR, Datatype.SHORT,
      Datatype.INT, Datatype.LONG, Datatype.FLOAT, Datatype.DOUBLE
    };
    for (int i = 0; i < types.length; i++) {
      ByteBuffer bytes = buffer(16);
      Packer.pack(arrays[i], 0, 2, types[i], bytes);
      Object back = Array.newInstance(arrays[i].getClass().componentType(), 2);
      Packer.unpack(bytes.flip(), back, 0, 2, types[i]);
      assertThat(back).isEqualTo(arrays[i]);
    }
  }

  // Catches: silent reinterpretation and reads past the end of the array.
  @Test
  void wrongArraysAreRefused() {
    ByteBuffer out = buffer(64);
    assertThatThrownBy(() -> Packer.pack(new int[4], 0, 1, Datatype.LONG, out))
        .isInstanceOf(MpiException.class)
        .hasMessageContaining("INT array");
    assertThatThrownBy(() -> Packer.pack(new int[4], 2, 3, Datatype.INT, out))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Packer.pack("text", 0, 1, Datatype.INT, out))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
