package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.FloatingPointType.Normalization;
import org.myelin.hdf5.oracle.H5py;

/**
 * Catches numbers that are stored as another one than the nearest. libhdf5 is the judge of what the
 * stored bits mean; its own rounding into such types (1.10.8) loses the carry into the exponent.
 */
@ExtendWith(VerifyWritten.class)
class OddFloatsWriteTest {
  @TempDir Path folder;

  private static FloatingPointType type(
      int size, Endianness order, Normalization n, int exponent, int mantissa, long bias) {
    int bits = 1 + exponent + mantissa;
    return new FloatingPointType(
        size, order, 0, n, bits - 1, 0, bits, mantissa, exponent, 0, mantissa, bias);
  }

  private static final List<FloatingPointType> SMALL =
      List.of(
          FloatingPointType.bfloat16(Endianness.LITTLE),
          FloatingPointType.bfloat16(Endianness.BIG),
          type(1, Endianness.LITTLE, Normalization.IMPLIED, 5, 2, 15),
          type(1, Endianness.LITTLE, Normalization.IMPLIED, 4, 3, 7),
          type(2, Endianness.LITTLE, Normalization.IMPLIED, 6, 5, 20));

  /** libhdf5 reads every pattern of bits; each of our numbers is the nearest of what it read. */
  @Test
  void storedIsTheNearest() {
    for (int t = 0; t < SMALL.size(); t++) {
      FloatingPointType type = SMALL.get(t);
      Path file = folder.resolve("small" + t + ".h5");
      int patterns = 1 << type.precision();
      long seed = System.nanoTime();
      Random r = new Random(seed);
      try (Hdf5File f = Hdf5File.create(file)) {
        ByteBuffer all =
            ByteBuffer.allocate(patterns * type.size())
                .order(
                    type.order() == Endianness.BIG
                        ? ByteOrder.BIG_ENDIAN
                        : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < patterns; i++) {
          if (type.size() == 1) {
            all.put((byte) i);
          } else {
            all.putShort((short) i);
          }
        }
        f.root()
            .createDataset("all", type, Dataspace.of(patterns))
            .writeRaw(Selection.all(), all.flip(), Transfer.INDEPENDENT);
      }
      double[] read =
          ((List<?>)
                  H5py.run(
                      """
                      with h5py.File(args[0], 'r') as f:
                          d = f['all']
                          b = np.zeros(d.shape, 'f8')
                          d.id.read(h5py.h5s.ALL, h5py.h5s.ALL, b)
                          result = [repr(x) for x in b.tolist()]
                      """,
                      file))
              .stream()
                  .mapToDouble(
                      s ->
                          Double.parseDouble(
                              s.toString().replace("inf", "Infinity").replace("nan", "NaN")))
                  .toArray();
      TreeMap<Double, Integer> byValue = new TreeMap<>();
      for (int i = 0; i < patterns; i++) {
        if (Double.isFinite(read[i])) {
          byValue.put(read[i], i);
        }
      }
      double most = byValue.lastKey();
      double[] values = new double[4000];
      Double[] known = byValue.keySet().toArray(new Double[0]);
      for (int i = 0; i < values.length; i++) {
        double v = known[r.nextInt(known.length)];
        Double next = byValue.higherKey(v);
        double w = next == null ? v : next;
        // numbers that are there, halves between two, and what lies beside
        values[i] =
            switch (i % 4) {
              case 0 -> v;
              case 1 -> v + (w - v) / 2;
              case 2 -> Math.min(most, Math.nextUp(v + (w - v) / 2));
              default -> v + (w - v) * r.nextDouble();
            };
      }
      double[] special = {
        0.0,
        -0.0,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        most * 4,
        -most * 4
      };
      Path out = folder.resolve("values" + t + ".h5");
      ByteBuffer stored = ByteBuffer.allocate(values.length * type.size());
      ByteBuffer specials = ByteBuffer.allocate(special.length * type.size());
      try (Hdf5File f = Hdf5File.create(out)) {
        Dataset d = f.root().createDataset("v", type, Dataspace.of(values.length));
        d.writeDoubles(Selection.all(), values);
        Dataset s = f.root().createDataset("s", type, Dataspace.of(special.length));
        s.writeDoubles(Selection.all(), special);
        d.readRaw(Selection.all(), stored);
        s.readRaw(Selection.all(), specials);
      }
      for (int i = 0; i < values.length; i++) {
        int code = code(type, stored, i);
        double got = read[code];
        Double below = byValue.floorKey(values[i]);
        Double above = byValue.ceilingKey(values[i]);
        double least = Math.min(Math.abs(values[i] - below), Math.abs(above - values[i]));
        assertThat(Math.abs(got - values[i]))
            .as("%s %s as %s, seed %d", type, values[i], got, seed)
            .isEqualTo(least);
        if (i % 4 == 1 && !below.equals(above) && values[i] - below == above - values[i]) {
          assertThat(code & 1).as("%s %s is a tie", type, values[i]).isZero();
        }
      }
      double[] want = {
        0.0,
        -0.0,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      };
      double[] seen = new double[special.length];
      Arrays.setAll(seen, i -> read[code(type, specials, i)]);
      assertThat(seen).containsExactly(want);
    }
  }

  private static int code(FloatingPointType type, ByteBuffer b, int i) {
    if (type.size() == 1) {
      return b.get(i) & 0xff;
    }
    short s = b.duplicate().order(ByteOrder.LITTLE_ENDIAN).getShort(2 * i);
    return (type.order() == Endianness.BIG ? Short.reverseBytes(s) : s) & 0xffff;
  }

  /** Quad and x87 numbers hold every double and every long; VAX numbers most of them. */
  @Test
  void wideTypesHoldWhatIsWritten() {
    List<FloatingPointType> wide =
        List.of(
            type(16, Endianness.LITTLE, Normalization.IMPLIED, 15, 112, 16_383),
            type(16, Endianness.BIG, Normalization.IMPLIED, 15, 112, 16_383),
            type(16, Endianness.LITTLE, Normalization.NONE, 15, 64, 16_383),
            type(8, Endianness.VAX, Normalization.IMPLIED, 11, 52, 1024));
    Random r = new Random(5);
    double[] values = new double[200];
    for (int i = 0; i < values.length; i++) {
      values[i] = (r.nextDouble() - 0.5) * Math.pow(2, r.nextInt(1500) - 750);
    }
    long[] longs = {0, 1, -1, (1L << 62) + 1, Long.MAX_VALUE, Long.MIN_VALUE, 123456789123456789L};
    Path file = folder.resolve("wide.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      for (int t = 0; t < wide.size(); t++) {
        f.root()
            .createDataset("v" + t, wide.get(t), Dataspace.of(values.length))
            .writeDoubles(Selection.all(), values);
        if (t < 3) {
          Dataset l = f.root().createDataset("l" + t, wide.get(t), Dataspace.of(longs.length));
          l.writeLongs(Selection.all(), longs);
        }
      }
    }
    Object seen =
        H5py.run(
            """
            result = []
            with h5py.File(args[0], 'r') as f:
                def read(n, t):
                    b = np.zeros(f[n].shape, t)
                    f[n].id.read(h5py.h5s.ALL, h5py.h5s.ALL, b)
                    return [repr(x) for x in b.tolist()]
                result = [read('v%d' % t, 'f8') for t in range(4)] + [read('l%d' % t, 'i8') for t in range(3)]
            """,
            file);
    List<?> all = (List<?>) seen;
    for (int t = 0; t < 4; t++) {
      assertThat(((List<?>) all.get(t)).stream().mapToDouble(s -> Double.parseDouble(s.toString())))
          .as("" + wide.get(t))
          .containsExactly(Arrays.stream(values).boxed().toArray(Double[]::new));
    }
    for (int t = 4; t < 7; t++) {
      assertThat(((List<?>) all.get(t)).stream().map(s -> Long.parseLong(s.toString())).toList())
          .as("" + wide.get(t - 4))
          .isEqualTo(Arrays.stream(longs).boxed().toList());
    }
  }
}
