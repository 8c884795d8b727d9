package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.FilterDescription.BitshuffleCodec;
import org.myelin.hdf5.FilterDescription.BloscCodec;
import org.myelin.hdf5.FilterDescription.BloscShuffle;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;

/** Filters, datatypes and contents for tests of encoders. */
final class Samples {
  private static final int DIGITS = 2;

  static final List<FilterDescription> FILTERS = filters();

  static final List<Kind> KINDS =
      List.of(
          new Kind("u1", FixedPointType.of(1, Endianness.LITTLE, false)),
          new Kind("i1", FixedPointType.of(1, Endianness.LITTLE, true)),
          new Kind("i2", FixedPointType.of(2, Endianness.LITTLE, true)),
          new Kind("big u2", FixedPointType.of(2, Endianness.BIG, false)),
          new Kind("i4", FixedPointType.of(4, Endianness.LITTLE, true)),
          new Kind("big u4", FixedPointType.of(4, Endianness.BIG, false)),
          new Kind("i8", FixedPointType.of(8, Endianness.LITTLE, true)),
          new Kind("u8", FixedPointType.of(8, Endianness.LITTLE, false)),
          new Kind("f4", FloatingPointType.ieee(4, Endianness.LITTLE)),
          new Kind("big f8", FloatingPointType.ieee(8, Endianness.BIG)),
          new Kind("12 bits", new FixedPointType(2, Endianness.LITTLE, false, false, false, 2, 12)),
          new Kind("big 21 bits", new FixedPointType(4, Endianness.BIG, true, false, false, 0, 21)),
          new Kind(
              "record",
              new CompoundType(
                  12,
                  List.of(
                      new CompoundType.Member(
                          "a", 0, FixedPointType.of(4, Endianness.LITTLE, true)),
                      new CompoundType.Member(
                          "b",
                          4,
                          new ArrayType(List.of(3), FixedPointType.of(2, Endianness.BIG, false))),
                      new CompoundType.Member(
                          "c",
                          10,
                          new FixedPointType(2, Endianness.LITTLE, false, false, false, 3, 9))))));

  private Samples() {}

  private static List<FilterDescription> filters() {
    List<FilterDescription> all = new ArrayList<>();
    all.add(FilterDescription.nbit());
    all.add(FilterDescription.scaleOffset(0));
    all.add(FilterDescription.scaleOffsetDecimal(DIGITS));
    for (int block : new int[] {2, 8, 16, 32}) {
      all.add(FilterDescription.szip(false, block));
      all.add(FilterDescription.szip(true, block));
    }
    all.add(FilterDescription.lzf());
    all.add(FilterDescription.lz4());
    all.add(new FilterDescription(32004, "lz4", true, List.of(1000)));
    all.add(FilterDescription.bzip2(1));
    all.add(FilterDescription.bzip2(9));
    all.add(FilterDescription.zstd(3));
    for (BloscCodec codec : BloscCodec.values()) {
      for (BloscShuffle shuffle : BloscShuffle.values()) {
        all.add(FilterDescription.blosc(codec, 5, shuffle));
      }
    }
    for (BitshuffleCodec codec : BitshuffleCodec.values()) {
      all.add(FilterDescription.bitshuffle(codec));
    }
    all.add(new FilterDescription(32008, "bitshuffle", true, List.of(64, 2)));
    all.add(new FilterDescription(1, "deflate", true, List.of(4)));
    all.add(new FilterDescription(2, "shuffle", true, List.of()));
    all.add(new FilterDescription(3, "fletcher32", true, List.of()));
    return List.copyOf(all);
  }

  /** A datatype and what tests call it. */
  record Kind(String name, Datatype type) {
    int size() {
      return Math.toIntExact(type.size());
    }

    boolean isFloat() {
      return type instanceof FloatingPointType;
    }

    ByteOrder order() {
      return name.startsWith("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Whether libhdf5 lets the filter be applied. */
  static boolean suits(FilterDescription f, Kind kind, long chunkElements) {
    boolean isNumber =
        kind.type instanceof FixedPointType || kind.type instanceof FloatingPointType;
    return switch (f.id()) {
      case 4 -> isNumber && chunkElements >= f.clientData().get(1);
      case 6 -> isNumber && kind.isFloat() == (f.clientData().get(0) == 0);
      default -> true;
    };
  }

  /** Contents that take an encoder through all its branches. */
  enum Content {
    NOISE,
    CONSTANT,
    RAMP,
    WALK,
    SPARSE,
    EXTREMES;

    byte[] bytes(Random random, Kind kind, int n) {
      ByteBuffer out = ByteBuffer.allocate(n * kind.size()).order(kind.order());
      long walk = 0;
      long base = random.nextInt(100);
      for (int i = 0; i < n; i++) {
        walk += random.nextInt(7) - 3;
        long v =
            switch (this) {
              case NOISE -> random.nextLong();
              case CONSTANT -> base;
              case RAMP -> i + base;
              case WALK -> walk;
              case SPARSE -> random.nextInt(90) == 0 ? random.nextInt(100) : 0;
              default ->
                  random.nextInt(5) == 0
                      ? Long.MIN_VALUE
                      : random.nextInt(5) == 0 ? Long.MAX_VALUE : random.nextInt(3) - 1;
            };
        put(out, kind, v, this == EXTREMES && random.nextInt(9) == 0);
      }
      return out.array();
    }

    private void put(ByteBuffer out, Kind kind, long v, boolean odd) {
      boolean noise = this == NOISE;
      if (kind.isFloat() && kind.size() == 4) {
        out.putFloat(odd ? Float.NaN : noise ? Float.intBitsToFloat((int) v) : v / (float) 100);
      } else if (kind.isFloat()) {
        out.putDouble(odd ? Double.NaN : noise ? Double.longBitsToDouble(v) : v / 100.0);
      } else if (kind.type instanceof FixedPointType t) {
        // bits outside the precision are not part of the value
        long bits = t.precision() == 64 ? v : v & (1L << t.precision()) - 1;
        integer(out, kind.size(), bits << t.bitOffset());
      } else {
        out.putInt((int) v).putShort((short) v).putShort((short) 1).putShort((short) (v >> 3));
        out.putShort((short) ((v & 511) << 3));
      }
    }

    private static void integer(ByteBuffer out, int size, long v) {
      switch (size) {
        case 1 -> out.put((byte) v);
        case 2 -> out.putShort((short) v);
        case 4 -> out.putInt((int) v);
        default -> out.putLong(v);
      }
    }
  }

  /** Equal bytes, or numbers that are equal but for the digits that were to be rounded away. */
  static void assertSame(
      String what, FilterDescription f, Kind kind, byte[] expected, byte[] found) {
    if (f.id() != 6 || !kind.isFloat()) {
      assertThat(ByteBuffer.wrap(found).mismatch(ByteBuffer.wrap(expected)))
          .as("first difference in " + what)
          .isEqualTo(-1);
      return;
    }
    assertThat(found.length).isEqualTo(expected.length);
    ByteBuffer a = ByteBuffer.wrap(expected).order(kind.order());
    ByteBuffer b = ByteBuffer.wrap(found).order(kind.order());
    while (a.hasRemaining()) {
      double v = kind.size() == 4 ? a.getFloat() : a.getDouble();
      double w = kind.size() == 4 ? b.getFloat() : b.getDouble();
      double slack = Math.pow(10, -DIGITS) + Math.abs(v) * (kind.size() == 4 ? 1e-5 : 1e-13);
      assertThat(Double.compare(v, w) == 0 || Math.abs(v - w) <= slack)
          .as("%s: %s became %s", what, v, w)
          .isTrue();
    }
  }
}
