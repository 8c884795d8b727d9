package org.myelin.mpi.internal.datatype;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.myelin.mpi.Datatype;

/** Type maps against a plain list of byte offsets. */
class TypeMapTest {

  private static List<Long> bytes(TypeMap map, long from, long to) {
    List<Long> all = new ArrayList<>();
    map.visit(
        from,
        to,
        0,
        (start, length, stride, count) -> {
          for (long i = 0; i < count; i++) {
            for (long k = 0; k < length; k++) {
              all.add(start + i * stride + k);
            }
          }
        });
    return all;
  }

  private static boolean rising(List<Long> offsets) {
    for (int i = 1; i < offsets.size(); i++) {
      if (offsets.get(i) <= offsets.get(i - 1)) {
        return false;
      }
    }
    return true;
  }

  // Catches: a merge of patterns that moves, drops or repeats bytes; a cut inside a piece; wrong
  // bounds.
  @Test
  void randomTypesSelectTheBytesOfThePlainModel() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      RandomType made = RandomType.any(random, random.nextInt(4));
      String what = "seed " + seed + " round " + round + ": " + made.type();
      TypeMap map = Types.map(made.type());
      List<Long> expected = made.offsets();
      assertThat(map.size()).as(what).isEqualTo(expected.size());
      int from = random.nextInt(expected.size() + 1);
      int to = from + random.nextInt(expected.size() - from + 1);
      assertThat(bytes(map, 0, map.size())).as(what).isEqualTo(expected);
      assertThat(bytes(map, from, to)).as(what).isEqualTo(expected.subList(from, to));
      if (!expected.isEmpty()) {
        assertThat(map.low())
            .as(what)
            .isEqualTo(expected.stream().mapToLong(l -> l).min().orElse(0));
        assertThat(map.high())
            .as(what)
            .isEqualTo(expected.stream().mapToLong(l -> l).max().orElse(0) + 1);
      }
      assertThat(map.disjoint()).as(what).isEqualTo(rising(expected));
      if (map.disjoint()) {
        for (long cut = map.low() - 1; cut < map.high() + 2; cut += 1 + random.nextInt(5)) {
          long limit = cut;
          assertThat(map.bytesBelow(cut))
              .as(what + " below " + cut)
              .isEqualTo(expected.stream().filter(offset -> offset < limit).count());
        }
      }
      TypeMap again = MapCodec.decode(ByteBuffer.wrap(MapCodec.encode(map)));
      assertThat(bytes(again, from, to)).as(what).isEqualTo(expected.subList(from, to));
    }
  }

  // Catches: an endless view that loses its pattern, overflows, or is wrong far out.
  @Test
  void endlessViewsStayPatternsAndReachFarOffsets() {
    Datatype every3rd = Datatype.resized(Datatype.DOUBLE, 0, 24);
    TypeMap view = Maps.endless(Types.map(every3rd), 16, 24);
    assertThat(view).isInstanceOf(Strided.class);
    long far = 1L << 40;
    assertThat(view.offsetOf(far * 8 + 3)).isEqualTo(16 + far * 24 + 3);
    assertThat(view.bytesBelow(16 + far * 24)).isEqualTo(far * 8);
    TypeMap plain = Maps.endless(Types.map(Datatype.INT), 100, 4);
    assertThat(plain.contiguous()).isTrue();
    assertThat(plain.offsetOf(1L << 60)).isEqualTo((1L << 60) + 100);
  }

  // Catches: regular types that are expanded to one entry per block.
  @Test
  void regularTypesAreNotExpanded() {
    TypeMap map = Types.map(Datatype.vector(1L << 40, 1, 2, Datatype.INT));
    assertThat(map.pieces()).isEqualTo(1L << 40);
    long[] at = new long[1000];
    for (int i = 0; i < at.length; i++) {
      at[i] = 10L * i;
    }
    assertThat(Types.map(Datatype.hindexedBlock(1, at, Datatype.BYTE))).isInstanceOf(Strided.class);
    assertThat(new HashSet<>(bytes(map, 0, 16))).hasSize(16);
  }
}
