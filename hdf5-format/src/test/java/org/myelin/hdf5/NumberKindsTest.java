package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5py;

/** Numbers that Java has no type for, made and converted by libhdf5, read by us. */
class NumberKindsTest {
  @TempDir Path folder;

  /**
   * A reader that ignores offset, precision, exponent bias or byte order gives plausible wrong
   * numbers: every odd type is compared with what libhdf5 converts it to.
   */
  @Test
  void readsOddNumbersAsLibhdf5ConvertsThem() {
    Path file = folder.resolve("odd.h5");
    Map<?, ?> wanted =
        (Map<?, ?>)
            H5py.run(
                """
                from h5py import h5t, h5s, h5d
                def integer(size, prec, offset, sign, order):
                    t = (h5t.STD_I64LE if size <= 8 else h5t.STD_I64LE).copy()
                    t.set_size(size); t.set_order(order)
                    t.set_precision(prec); t.set_offset(offset); t.set_sign(sign)
                    return t
                def real(size, order, fields, bias, prec=None, norm=None):
                    t = h5t.IEEE_F64LE.copy()
                    if size > 8:
                        t.set_size(size)
                    t.set_precision(8 * size if size > 8 else 64)
                    t.set_fields(*fields); t.set_ebias(bias)
                    t.set_precision(prec or 8 * size); t.set_size(size); t.set_order(order)
                    return t
                types = {
                    'i24le': integer(3, 24, 0, 1, 0), 'u24be': integer(3, 24, 0, 0, 1),
                    'i11at3': integer(2, 11, 3, 1, 0), 'u5at9be': integer(4, 5, 9, 0, 1),
                    'i40be': integer(5, 40, 0, 1, 1), 'i33at20': integer(8, 33, 20, 1, 0),
                    'bf16': real(2, 0, (15, 7, 8, 0, 7), 127),
                    'bf16be': real(2, 1, (15, 7, 8, 0, 7), 127),
                    'e5m2': real(1, 0, (7, 2, 5, 0, 2), 15),
                    'e4m3': real(1, 0, (7, 3, 4, 0, 3), 7),
                    'f24': real(3, 1, (23, 16, 7, 0, 16), 63),
                    'x87': h5t.NATIVE_LDOUBLE,
                }
                values = np.array([0, 1, -1, 0.5, -2.75, 3, 100, 1000, -1000, 70000, 3e-3, 1e9], 'f8')
                result = {}
                with h5py.File(args[0], 'w') as f:
                    for name, t in types.items():
                        d = h5d.create(f.id, name.encode(), t, h5s.create_simple((len(values),)))
                        d.write(h5s.ALL, h5s.ALL, values)
                        back = np.zeros(len(values), 'f8')
                        d.read(h5s.ALL, h5s.ALL, back)
                        result[name] = [x.hex() for x in back.tolist()]
                """,
                file);
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(wanted).isNotEmpty();
      wanted.forEach(
          (name, hex) -> {
            List<Double> expected = ((List<?>) hex).stream().map(x -> parse(x.toString())).toList();
            assertThat(f.dataset((String) name).readDoubles())
                .as("%s", name)
                .containsExactly(expected.stream().mapToDouble(x -> x).toArray());
          });
    }
  }

  /** Python's hexadecimal floats are Java's, but for their names of what is not finite. */
  private static double parse(String hex) {
    return switch (hex) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(hex);
    };
  }

  /** A sign or carry lost between the two longs of a 16-byte integer, or a wrong clip to long. */
  @Test
  void writesAndReadsIntegersOfAnyWidth() {
    Path file = folder.resolve("wide.h5");
    FixedPointType wide = FixedPointType.of(16, Endianness.BIG, true);
    FixedPointType narrow = new FixedPointType(4, Endianness.BIG, true, false, false, 7, 9);
    long[] values = {0, 1, -1, 255, -256, Long.MAX_VALUE, Long.MIN_VALUE};
    try (Hdf5File f = Hdf5File.create(file)) {
      for (Datatype t : List.of(wide, narrow)) {
        f.root()
            .createDataset("d" + t.size(), t, Dataspace.of(values.length), Layout.contiguous())
            .writeLongs(Selection.all(), values);
      }
    }
    try (Hdf5File f = Hdf5File.open(file)) {
      // writing puts only the low 64 bits; a negative one must be extended to all 16 bytes
      assertThat(f.dataset("d16").readLongs()).isEqualTo(values);
      assertThat((Object[]) f.dataset("d16").read())
          .containsExactly(java.util.Arrays.stream(values).mapToObj(BigInteger::valueOf).toArray());
      assertThat(f.dataset("d4").readLongs()).containsExactly(0, 1, -1, 255, -256, 255, -256);
    }
  }

  /** A fraction that is cut off before it is compared with zero reads as false. */
  @Test
  void whateverIsNotZeroIsTrue() {
    try (Hdf5File f = Hdf5File.create(folder.resolve("true.h5"))) {
      Dataset d = f.root().createDataset("d", Datatype.F64, Dataspace.of(5), Layout.contiguous());
      d.writeDoubles(Selection.all(), new double[] {0, 0.5, -0.0, Double.NaN, -1e-300});
      assertThat(d.readBooleans(Selection.all())).containsExactly(false, true, false, true, true);
      f.discard();
    }
  }
}
