package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5py;

/**
 * Catches a value that is taken from the wrong offset, or lost, where types hold types: what {@link
 * Dataset#read()} gives is compared, element by element, with what libhdf5 was given to write.
 */
class StructuredTypesTest {
  private static final String WRITE =
      """
      from h5py import h5t, h5s, h5d
      import ctypes
      lib = ctypes.CDLL(next(l.split()[-1] for l in open('/proc/self/maps')
          if 'libhdf5' in l and '_hl' not in l and 'so' in l))
      def compound(size, *members):
          t = h5t.create(h5t.COMPOUND, size)
          for name, offset, member in members:
              t.insert(name.encode(), offset, member)
          return t
      def enum(base, **names):
          t = h5t.enum_create(base)
          for name, value in names.items():
              t.enum_insert(name.encode(), value)
          return t
      def text(size, padding, charset=h5t.CSET_ASCII):
          t = h5t.C_S1.copy()
          t.set_size(size); t.set_strpad(padding); t.set_cset(charset)
          return t
      def bits(base, precision, offset):
          t = base.copy()
          # h5py has these calls for integers only
          lib.H5Tset_precision(ctypes.c_int64(t.id), ctypes.c_size_t(precision))
          lib.H5Tset_offset(ctypes.c_int64(t.id), ctypes.c_size_t(offset))
          return t
      def asked(what, t):
          return getattr(lib, 'H5Tget_' + what)(ctypes.c_int64(t.id))
      bases = ['I8LE', 'U8LE', 'I16BE', 'U16LE', 'I32BE', 'U32BE', 'I64LE', 'U64BE']
      types = {'enum' + b: enum(getattr(h5t, 'STD_' + b), zero=0, seven=7, most=100) for b in bases}
      types['odd enum'] = enum(bits(h5t.STD_I32BE, 11, 5), one=1, two=2)
      types['bool'] = h5t.py_create(np.dtype('?'))
      types['bits'] = bits(h5t.STD_B16LE, 9, 3)
      types['bits be'] = bits(h5t.STD_B32BE, 20, 7)
      for pad in (h5t.STR_NULLTERM, h5t.STR_NULLPAD, h5t.STR_SPACEPAD):
          types['text%d' % pad] = text(6, pad)
          types['utf%d' % pad] = text(9, pad, h5t.CSET_UTF8)
      odd = compound(23, ('a', 1, h5t.STD_I32BE), ('b', 6, h5t.IEEE_F64BE),
          ('c', 15, bits(h5t.STD_I32LE, 13, 6)), ('d', 20, text(2, h5t.STR_NULLPAD)))
      types['compound'] = odd
      types['out of order'] = compound(12, ('late', 8, h5t.STD_I32LE), ('early', 0, h5t.IEEE_F32BE))
      types['array'] = h5t.array_create(h5t.STD_I16BE, (2, 3))
      types['arrays'] = h5t.array_create(h5t.array_create(h5t.STD_I8LE, (3,)), (2,))
      types['array of compounds'] = h5t.array_create(odd, (2, 2))
      types['nested'] = compound(140, ('first', 0, h5t.array_create(odd, (3,))),
          ('e', 70, types['enumI16BE']), ('g', 72, compound(40, ('x', 0, h5t.IEEE_F32LE),
          ('y', 8, h5t.array_create(h5t.STD_I64BE, (4,))))), ('i', 120, h5t.STD_I64BE))
      vlen = h5t.vlen_create
      types['vlen'] = vlen(h5t.STD_I32BE)
      types['empty vlen'] = vlen(h5t.STD_I32BE)
      types['vlen of vlen'] = vlen(vlen(h5t.IEEE_F32BE))
      types['vlen of compounds'] = vlen(odd)
      types['compound of vlen'] = compound(40, ('v', 0, vlen(h5t.STD_I16LE)), ('n', 16, h5t.STD_I64LE),
          ('w', 24, vlen(compound(24, ('k', 0, h5t.STD_I8LE), ('u', 8, vlen(h5t.STD_I8LE))))))
      types['array of vlen'] = h5t.array_create(vlen(h5t.STD_I16BE), (2,))
      types['vlen of array'] = vlen(h5t.array_create(h5t.STD_I16BE, (2,)))
      rng = np.random.default_rng(3)
      keep = []
      def memory(t):
          # one random element in the file's form, and the value it stands for
          size = t.get_size()
          if isinstance(t, h5t.TypeCompoundID):
              b, v = bytearray(size), []
              for i in range(t.get_nmembers()):
                  m, o = t.get_member_type(i), t.get_member_offset(i)
                  x, y = memory(m)
                  b[o:o + len(x)] = x
                  v.append(y)
              return bytes(b), v
          if isinstance(t, h5t.TypeArrayID):
              n = int(np.prod(t.get_array_dims()))
              parts = [memory(t.get_super()) for i in range(n)]
              return b''.join(p[0] for p in parts), [p[1] for p in parts]
          if isinstance(t, h5t.TypeVlenID):
              parts = [memory(t.get_super()) for i in range(rng.integers(0, 4))]
              data = b''.join(p[0] for p in parts)
              buffer = ctypes.create_string_buffer(data, max(1, len(data)))
              keep.append(buffer)
              at = ctypes.addressof(buffer) if parts else 0
              return np.array([len(parts), at], 'u8').tobytes(), [p[1] for p in parts]
          if isinstance(t, h5t.TypeStringID):
              v = ['', 'a', 'bc', 'd ' if t.get_strpad() != h5t.STR_SPACEPAD else 'd'][
                  rng.integers(4)]
              if t.get_cset() == h5t.CSET_UTF8:
                  v = v + 'é€'
              v = v[:size]
              pad = b' ' if t.get_strpad() == h5t.STR_SPACEPAD else b'\\0'
              return v.encode().ljust(size, pad)[:size], v
          if isinstance(t, h5t.TypeEnumID):
              names = [t.get_member_value(i) for i in range(t.get_nmembers())]
              v = int(names[rng.integers(len(names))])
              x = number(t.get_super(), v)
              return x, bool(v) if t == types['bool'] else v
          if isinstance(t, h5t.TypeFloatID):
              v = float(np.float32(rng.normal()))
              return number(t, v), v
          top = min(asked('precision', t) - 1, 62)
          v = int(rng.integers(0 if isinstance(t, h5t.TypeBitfieldID) else -2 ** top, 2 ** top))
          return number(t, v), v
      def number(t, v):
          if isinstance(t, h5t.TypeFloatID):
              a = np.zeros(8, 'u1')
              a[:] = np.array([v], 'f8').view('u1')
              h5t.convert(h5t.IEEE_F64LE, t, 1, a)
              return a[:t.get_size()].tobytes()
          size, offset = t.get_size(), asked('offset', t)
          mask = 2 ** asked('precision', t) - 1
          return ((v & mask) << offset).to_bytes(size, ('little', 'big')[asked('order', t)])
      result = {}
      lib.H5Dwrite.argtypes = [ctypes.c_int64] * 5 + [ctypes.c_char_p]
      with h5py.File(args[0], 'w') as f:
          for name, t in types.items():
              parts = [memory(t) for i in range(7)]
              if name == 'empty vlen':
                  parts = [(bytes(16), [])] * 7
              d = h5d.create(f.id, name.encode(), t, h5s.create_simple((7,)))
              if lib.H5Dwrite(d.id, t.id, 0, 0, 0, b''.join(p[0] for p in parts)) < 0:
                  raise RuntimeError(name)
              result[name] = [p[1] for p in parts]
      """;

  @TempDir Path folder;

  @Test
  void valuesInsideValuesAreThoseThatWereWritten() {
    Path file = folder.resolve("types.h5");
    Map<?, ?> wanted = (Map<?, ?>) H5py.run(WRITE, file);
    assertThat(wanted).hasSizeGreaterThan(25);
    try (Hdf5File f = Hdf5File.open(file)) {
      wanted.forEach(
          (name, values) ->
              assertThat(plain(f.dataset((String) name).read())).as("%s", name).isEqualTo(values));
    }
  }

  /** An element that is a run of numbers must not be taken for one number, nor lose its end. */
  @Test
  void arraysOfNumbersFillPrimitiveArrays() {
    Path file = folder.resolve("arrays.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w') as f:
            v = np.arange(7 * 6).reshape(7, 2, 3)
            f.create_dataset('a', (7,), np.dtype(('>i2', (2, 3))), chunks=(4,))[...] = v * 9
        """,
        file);
    try (Hdf5File f = Hdf5File.open(file)) {
      Dataset d = f.dataset("a");
      assertThat(d.readDoubles()).hasSize(42).startsWith(0, 9, 18).endsWith(360, 369);
      assertThat(d.readBytes(Hyperslab.start(2).count(1)))
          .containsExactly(108, 117, 126, 127, 127, 127);
      int[] tight = new int[12];
      assertThat(d.readInto(Hyperslab.start(3).count(2), tight)[11]).isEqualTo(261);
      assertThatThrownBy(() -> d.readInto(Hyperslab.start(3).count(3), tight))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void complexNumbersFillPrimitiveArraysPartByPart() {
    Path file = folder.resolve("complex.h5");
    ByteBuffer parts = ByteBuffer.allocate(24).order(ByteOrder.BIG_ENDIAN);
    for (float part : new float[] {1, -2, 3.5f, 0, 70_000, -8}) {
      parts.putFloat(part);
    }
    FloatingPointType part = FloatingPointType.ieee(4, Endianness.BIG);
    try (Hdf5File f = Hdf5File.create(file)) {
      f.root()
          .createDataset("c", ComplexType.of(part), Dataspace.of(3), Layout.contiguous())
          .writeRaw(Selection.all(), parts.flip(), Transfer.INDEPENDENT);
      f.flush();
      assertThat(f.dataset("c").readDoubles()).containsExactly(1, -2, 3.5, 0, 70_000, -8);
      assertThat(f.dataset("c").readShorts(Hyperslab.start(1).count(2)))
          .containsExactly(3, 0, 32_767, -8);
    }
  }

  /**
   * Bounds that promise older libraries a file they can read must not let it hold complex numbers.
   */
  @Test
  void complexNumbersAreRefusedWhereOlderLibrariesMustRead() {
    for (FormatBounds b : List.of(FormatBounds.V18, FormatBounds.V110, FormatBounds.V112)) {
      Path file = folder.resolve(b + ".h5");
      try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(b))) {
        assertThatThrownBy(
                () ->
                    f.root()
                        .createDataset(
                            "c",
                            ComplexType.of(FloatingPointType.ieee(8, Endianness.LITTLE)),
                            Dataspace.of(3)))
            .isInstanceOf(UnsupportedFormatException.class)
            .hasMessageContaining("FormatBounds.LATEST")
            .hasMessageContaining("FormatBounds." + b);
        assertThat(f.exists("/c")).isFalse();
      }
    }
  }

  /** Arrays and compounds as lists, whole numbers as longs, real ones as doubles. */
  private static Object plain(Object v) {
    if (v instanceof Compound c) {
      return c.members().values().stream().map(StructuredTypesTest::plain).toList();
    }
    if (v.getClass().isArray()) {
      List<Object> out = new ArrayList<>();
      for (int i = 0; i < Array.getLength(v); i++) {
        out.add(plain(Array.get(v, i)));
      }
      return out;
    }
    if (v instanceof Float || v instanceof Double) {
      return ((Number) v).doubleValue();
    }
    return v instanceof Number n ? (Object) n.longValue() : v;
  }
}
