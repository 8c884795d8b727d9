package org.myelin.mpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What needs no other rank: packing and local reductions. */
class PackTest {
  /** Catches elements in the machine's order in a form that all machines are to read. */
  @Test
  void external32IsBigEndianWhateverTheTypeSelects() {
    long seed = System.nanoTime();
    System.out.println("PackTest seed " + seed);
    Random random = new Random(seed);
    double[] values = random.doubles(20).toArray();
    short[] shorts = {1, -2, 0x1234};
    Datatype every = Datatype.vector(5, 1, 3, Datatype.DOUBLE);
    ByteBuffer out = ByteBuffer.allocate(100);
    Pack.packExternal(values, 2, 1, every, out);
    Pack.packExternal(shorts, 0, 3, Datatype.SHORT, out);
    out.flip();
    assertThat(out.remaining()).isEqualTo((int) (Pack.size(1, every) + 6));
    ByteBuffer big = out.duplicate().order(ByteOrder.BIG_ENDIAN);
    for (int i = 0; i < 5; i++) {
      assertThat(big.getDouble()).isEqualTo(values[2 + 3 * i]);
    }
    assertThat(big.getShort()).isEqualTo((short) 1);
    double[] back = new double[20];
    short[] shortsBack = new short[3];
    Pack.unpackExternal(out, back, 2, 1, every);
    Pack.unpackExternal(out, shortsBack, 0, 3, Datatype.SHORT);
    assertThat(shortsBack).isEqualTo(shorts);
    for (int i = 0; i < 20; i++) {
      assertThat(back[i]).isEqualTo(i % 3 == 2 && i < 17 ? values[i] : 0);
    }
  }

  @Test
  void packsFollowEachOther() {
    ByteBuffer out = ByteBuffer.allocate(20);
    Pack.pack(new int[] {7, 8}, 0, 2, Datatype.INT, out);
    Pack.pack(new long[] {9}, 0, 1, Datatype.LONG, out);
    out.flip();
    int[] ints = new int[2];
    long[] longs = new long[1];
    Pack.unpack(out, ints, 0, 2, Datatype.INT);
    Pack.unpack(out, longs, 0, 1, Datatype.LONG);
    assertThat(ints).containsExactly(7, 8);
    assertThat(longs).containsExactly(9);
    assertThat(out.hasRemaining()).isFalse();
  }

  /** Catches the two operands the wrong way round: the earlier one is the first. */
  @Test
  void aLocalReductionKeepsTheOrderOfItsOperands() {
    int[] result = {1, 2, 3, 4};
    Op.SUM.reduceLocal(new int[] {10, 20, 30}, 1, result, 0, 2, Datatype.INT);
    assertThat(result).containsExactly(21, 32, 3, 4);
    Op minus =
        Op.of(
            "minus",
            (a, b, type) -> {
              for (int i = a.position(); i < a.limit(); i += 4) {
                a.putInt(i, a.getInt(i) - b.getInt(i));
              }
            });
    minus.reduceLocal(new int[] {100}, 0, result, 2, 1, Datatype.INT);
    assertThat(result[2]).isEqualTo(97);
    assertThatThrownBy(
            () -> Op.BXOR.reduceLocal(new double[1], 0, new double[1], 0, 1, Datatype.DOUBLE))
        .isInstanceOf(MpiException.class)
        .hasMessageContaining("BXOR");
  }
}
