package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;

/** Szip, n-bit and scale-offset chunks that libhdf5 wrote. */
class PackingFiltersTest {
  private static final String TYPES =
      """
      import ctypes, hashlib
      from h5py import h5t, h5s, h5d, h5p, h5z
      def integer(size, prec=None, offset=0, signed=1, order=0):
          t = h5t.STD_I64LE.copy()
          t.set_size(size); t.set_order(order); t.set_precision(prec or 8 * size)
          t.set_offset(offset); t.set_sign(signed)
          return t
      def real(size, order, fields, bias, prec, offset):
          t = h5t.IEEE_F64LE.copy()
          t.set_fields(*fields); t.set_ebias(bias); t.set_offset(offset)
          t.set_precision(prec); t.set_size(size); t.set_order(order)
          return t
      def compound(size, *members):
          t = h5t.create(h5t.COMPOUND, size)
          for name, offset, member in members:
              t.insert(name.encode(), offset, member)
          return t
      rng = np.random.default_rng(7)
      def bytes_of(t, count, memory):
          # converted by libhdf5, so that bits outside a number's precision are what it makes them
          a = np.zeros(count * max(t.get_size(), memory.dtype.itemsize), 'u1')
          a[:memory.nbytes] = memory.view('u1').ravel()
          h5t.convert(h5t.py_create(memory.dtype), t, count, a)
          return a[:count * t.get_size()]
      def plain(t, count):
          if isinstance(t, h5t.TypeCompoundID):
              out = np.zeros((count, t.get_size()), 'u1')
              for i in range(t.get_nmembers()):
                  m, o = t.get_member_type(i), t.get_member_offset(i)
                  out[:, o:o + m.get_size()] = plain(m, count).reshape(count, -1)
              return out.ravel()
          if isinstance(t, h5t.TypeArrayID):
              return plain(t.get_super(), count * int(np.prod(t.get_array_dims())))
          if isinstance(t, h5t.TypeFloatID):
              return bytes_of(t, count, np.round(rng.normal(0, 50, count), 3))
          if isinstance(t, h5t.TypeIntegerID):
              kind = rng.integers(4)
              v = rng.integers(-2**62, 2**62, count) >> rng.integers(0, 63, count) if kind == 0 else \\
                  np.cumsum(rng.integers(-3, 4, count)) if kind == 1 else \\
                  np.repeat(rng.integers(-9, 99, count // 200 + 1), 200)[:count] if kind == 2 else \\
                  np.where(rng.random(count) < .02, 5, 0)
              return bytes_of(t, count, v.astype('i8'))
          return rng.integers(1, 100, count * t.get_size()).astype('u1')
      lib = ctypes.CDLL(next(l.split()[-1] for l in open('/proc/self/maps') if 'libhdf5' in l and '_hl' not in l and 'so' in l))
      lib.H5Pset_fill_value.argtypes = [ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p]
      result = []
      def make(f, name, t, shape, chunk, setup, data=None):
          p = h5p.create(h5p.DATASET_CREATE)
          p.set_chunk(chunk)
          setup(p, t)
          count = int(np.prod(shape))
          d = h5d.create(f.id, name.encode(), t, h5s.create_simple(shape), p)
          data = plain(t, count) if data is None else data
          d.write(h5s.ALL, h5s.ALL, data, t)
      def answers(path):
          # from the file opened anew: what libhdf5 keeps in memory did not go through the filter
          with h5py.File(path, 'r') as f:
              for name in f:
                  d = f[name].id
                  back = np.zeros(int(np.prod(d.shape)) * d.get_type().get_size(), 'u1')
                  d.read(h5s.ALL, h5s.ALL, back, d.get_type())
                  mask, stored = d.read_direct_chunk((0,) * len(d.shape))
                  result.append([name, hashlib.sha256(back.tobytes()).hexdigest(), mask,
                      stored.hex()])
      """;

  private static final String SZIP =
      """
      with h5py.File(args[0], 'w') as f:
          for options in (h5z.SZIP_EC_OPTION_MASK, h5z.SZIP_NN_OPTION_MASK):
              def szip(block):
                  return lambda p, t: p.set_szip(options, block)
              for size, prec, signed, order in [(1, 8, 0, 0), (1, 5, 1, 0), (2, 16, 1, 0),
                    (2, 16, 0, 1), (2, 11, 0, 0), (4, 32, 1, 0), (4, 32, 1, 1), (4, 20, 0, 0),
                    (4, 24, 0, 1), (8, 64, 1, 0), (8, 64, 0, 1), (4, 27, 1, 0)]:
                  t = integer(size, prec, 0, signed, order)
                  for shape, chunk, block in [((3000,), (1000,), 8), ((64, 70), (64, 35), 16),
                        ((5000,), (5000,), 32), ((40, 9), (30, 9), 10), ((9, 3, 5), (9, 3, 5), 4)]:
                      make(f, f'szip{options}_i{size}_{prec}_{signed}{order}_{shape}', t, shape,
                          chunk, szip(block))
              for t in (h5t.IEEE_F32LE, h5t.IEEE_F64BE):
                  make(f, f'szip{options}_f{t.get_size()}', t, (999,), (500,), szip(16))
              for name, v in [('zeros', np.zeros(9000, 'i2')), ('steps', np.arange(9000, dtype='i2')),
                    ('noise', rng.integers(-2**15, 2**15, 9000).astype('i2')),
                    ('pairs', (rng.random(9000) < .3).astype('i2'))]:
                  make(f, f'szip{options}_{name}', h5t.STD_I16LE, (9000,), (9000,), szip(32),
                      v.view('u1'))
      """;

  private static final String NBIT =
      """
      def nbit(p, t):
          p.set_filter(h5z.FILTER_NBIT, 0, ())
      with h5py.File(args[0], 'w') as f:
          types = {}
          for size, prec, offset in [(1, 3, 2), (2, 9, 0), (2, 9, 3), (4, 17, 5), (4, 8, 8),
                (4, 32, 0), (8, 33, 20), (8, 1, 63), (3, 20, 1), (4, 2, 7)]:
              for order in (0, 1):
                  types[f'i{size}_{prec}_{offset}_{order}'] = \\
                      integer(size, prec, offset, prec % 2, order)
          types['f20'] = real(4, 0, (26, 20, 6, 7, 13), 31, 20, 7)
          types['f20be'] = real(4, 1, (26, 20, 6, 7, 13), 31, 20, 7)
          inner = compound(9, ('a', 0, integer(2, 11, 2)), ('s', 2, h5t.FORTRAN_S1.copy()),
              ('o', 3, h5t.array_create(integer(2, 13, 1, 0, 1), (3,))))
          # an array of compounds stands last: libhdf5 loses its place in the client data after one
          types['compound'] = compound(64, ('x', 3, integer(4, 7, 12)),
              ('d', 8, h5t.IEEE_F64BE), ('n', 20, inner),
              ('b', 30, h5t.STD_B16LE), ('m', 40, h5t.array_create(inner, (2,))))
          types['array'] = h5t.array_create(integer(4, 5, 3), (2, 3))
          types['arrays'] = h5t.array_create(h5t.array_create(inner, (2,)), (3,))
          types['strings'] = h5t.array_create(h5t.FORTRAN_S1.copy(), (4,))
          types['packed compound'] = compound(12, ('s', 0, h5t.array_create(h5t.FORTRAN_S1.copy(),
              (5,))), ('i', 6, integer(4, 3, 1)))
          types['enum'] = h5t.enum_create(integer(2, 12, 0))
          types['enum'].enum_insert(b'one', 1)
          for name, t in types.items():
              make(f, 'nbit_' + name, t, (37, 5), (20, 5), nbit)
      """;

  private static final String SCALE_OFFSET =
      """
      def scale(kind, factor, fill):
          def setup(p, t):
              if fill is None:
                  lib.H5Pset_fill_value(p.id, t.id, None)
              else:
                  p.set_fill_value(np.array(fill))
              p.set_filter(h5z.FILTER_SCALEOFFSET, 0, (kind, factor & 0xffffffff))
          return setup
      with h5py.File(args[0], 'w') as f:
          for size in (1, 2, 4, 8):
              for signed in (0, 1):
                  for order in (0, 1):
                      t = integer(size, 8 * size, 0, signed, order)
                      top = 2 ** (8 * size - signed) - 1
                      low = -top - 1 if signed else 0
                      kind = ('i' if signed else 'u') + str(size)
                      for fill in (None, 0, 7, top):
                          for name, v in [
                                ('small', rng.integers(3, 40, 500)), ('one', np.full(500, 9)),
                                ('fills', np.full(500, 7)),
                                ('wide', rng.integers(low // 2, top // 2, 500)),
                                ('all', np.array([low, top] * 250, 'O')),
                                ('below', rng.integers(low, low + 12, 500))]:
                              for bits in (0, 6 if name == 'small' else 8 * size):
                                  data = np.array(v, ('<', '>')[order] + kind)
                                  data[::17] = fill or 0 if name == 'small' else data[0]
                                  make(f, f'so_{kind}_{order}_{fill}_{name}_{bits}', t, (500,),
                                      (200,), scale(h5z.SO_INT, bits, None if fill is None else
                                      np.array(fill, kind)), data.view('u1'))
          for size in (4, 8):
              for order in (0, 1):
                  for fill in (None, 0.0, -99.5):
                      for factor in (0, 3, -1, 5, 9):
                          kind = f'f{size}'
                          data = np.round(rng.normal(-20, 300, 500), 4).astype(('<', '>')[order] + kind)
                          data[::13] = fill or 1
                          t = (h5t.IEEE_F32LE, h5t.IEEE_F32BE, h5t.IEEE_F64LE,
                              h5t.IEEE_F64BE)[order + size // 8 * 2]
                          make(f, f'so_{kind}_{order}_{fill}_{factor}', t, (500,), (200,),
                              scale(h5z.SO_FLOAT_DSCALE, factor, None if fill is None else
                              np.array(fill, kind)), data.view('u1'))
      """;

  @TempDir Path folder;

  @Test
  void szip() {
    check(SZIP, new SzipFilter());
  }

  @Test
  void nbit() {
    check(NBIT, new NbitFilter());
  }

  /**
   * Scale-offset behind a filter that shortens: fewer bytes come back than a chunk's elements have,
   * where they stand as they are. libhdf5 takes the rest for whatever is there.
   */
  @Test
  void wholeElementsOfAShortenedChunk() {
    int[] parameters = new int[20];
    parameters[0] = 2; // integers
    parameters[2] = 4; // elements
    parameters[4] = 4; // bytes of each
    parameters[5] = 1; // signed
    byte[] stored = new byte[21 + 10];
    stored[0] = 32; // bits of each
    stored[4] = 8;
    for (int i = 0; i < 10; i++) {
      stored[21 + i] = (byte) (i + 1);
    }
    for (boolean bigEndian : new boolean[] {false, true}) {
      parameters[6] = bigEndian ? 1 : 0;
      ByteBuffer decoded =
          new ScaleOffsetFilter().decode(ByteBuffer.wrap(stored), parameters, 1 << 16);
      decoded.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      assertThat(decoded.remaining()).isEqualTo(16);
      assertThat(
              new int[] {
                decoded.getInt(0), decoded.getInt(4), decoded.getInt(8), decoded.getInt(12)
              })
          .containsExactly(0x04030201, 0x08070605, 0x0a09, 0);
    }
    // packed elements have to be there
    stored[0] = 31;
    assertThatThrownBy(
            () -> new ScaleOffsetFilter().decode(ByteBuffer.wrap(stored), parameters, 1 << 16))
        .isInstanceOf(FilterException.class);
  }

  /** The same in a file: libhdf5 reads back what it wrote, and we read that too. */
  @Test
  void scaleOffsetBehindDeflate() {
    Path file = folder.resolve("shortened.h5");
    Object wanted =
        H5py.run(
            """
            from h5py import h5p, h5s, h5t, h5d
            with h5py.File(args[0], 'w') as f:
                p = h5p.create(h5p.DATASET_CREATE)
                p.set_chunk((64,))
                p.set_deflate(6)
                p.set_scaleoffset(h5py.h5z.SO_INT, 0)
                d = h5d.create(f.id, b'd', h5t.STD_I32LE, h5s.create_simple((640,)), dcpl=p)
                values = np.repeat(np.array([-2**31, 2**31 - 1, 5, 70000], 'i4'), 160)
                values[::7] = np.arange(len(values[::7])) * 1000003
                h5py.Dataset(d)[...] = values
            with h5py.File(args[0], 'r') as f:
                result = f['d'][()]
            """,
            file);
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.dataset("d").readLongs())
          .containsExactly(
              ((List<?>) wanted).stream().mapToLong(n -> ((Number) n).longValue()).toArray());
    }
  }

  @Test
  void scaleOffset() {
    check(SCALE_OFFSET, new ScaleOffsetFilter());
  }

  /**
   * A description that nests without end must not exhaust the stack, nor one of huge arrays time.
   */
  @Test
  void nestedTypesAreBounded() {
    int[] values = new int[60_001];
    Arrays.fill(values, 2);
    values[0] = values.length;
    values[1] = 0;
    values[2] = 1;
    assertThatThrownBy(() -> new NbitFilter().decode(ByteBuffer.allocate(9), values, 1 << 30))
        .isInstanceOf(FilterException.class)
        .hasMessageContaining("nested");
  }

  /** A dataset's first chunk, as stored. */
  private record Chunk(int[] values, byte[] stored, int size) {}

  private void check(String script, Filter filter) {
    Path file = folder.resolve(filter.name() + ".h5");
    List<?> answer = (List<?>) H5py.run(TYPES + script + "answers(args[0])\n", file);
    List<Chunk> chunks = new ArrayList<>();
    try (Hdf5File f = Hdf5File.open(file)) {
      for (Object o : answer) {
        List<?> row = (List<?>) o;
        Dataset d = f.dataset((String) row.get(0));
        assertThat(digest(d)).as("%s", row).isEqualTo(row.get(1));
        if ((Long) row.get(2) == 0) {
          chunks.add(chunk(d, HexFormat.of().parseHex((String) row.get(3))));
        }
      }
    }
    assertThat(chunks).hasSizeGreaterThan(10);
    mutate(filter, chunks);
  }

  private static Chunk chunk(Dataset d, byte[] stored) {
    int[] values =
        d.layout().filters().get(0).clientData().stream().mapToInt(Integer::intValue).toArray();
    long elements = Arrays.stream(d.layout().chunkShape()).reduce(1, (a, b) -> a * b);
    return new Chunk(values, stored, (int) (elements * d.datatype().size()));
  }

  private static String digest(Dataset d) {
    byte[] all = new byte[Math.toIntExact(d.dataspace().elements() * d.datatype().size())];
    d.readRaw(Selection.all(), ByteBuffer.wrap(all));
    try {
      return HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(all));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Lies in the chunk and in the client data give a result within the limit or a typed error. */
  private static void mutate(Filter filter, List<Chunk> chunks) {
    long seed = System.nanoTime();
    System.out.println(filter.name() + " mutants, seed " + seed);
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      Chunk c = chunks.get(random.nextInt(chunks.size()));
      byte[] stored = c.stored.clone();
      int[] values = c.values.clone();
      for (int k = random.nextInt(4); k > 0; k--) {
        stored[random.nextInt(Math.min(stored.length, 200))] = (byte) random.nextInt();
      }
      if (i % 3 == 0) {
        stored = Arrays.copyOf(stored, random.nextInt(stored.length + 1));
      }
      if (i % 2 == 0) {
        values[random.nextInt(values.length)] =
            random.nextBoolean() ? random.nextInt() : random.nextInt(70);
      }
      if (i % 11 == 0) {
        values = Arrays.copyOf(values, random.nextInt(values.length + 2));
        if (values.length > 0 && filter.id() == 5) {
          values[0] = values.length;
        }
      }
      try {
        assertThat(filter.decode(ByteBuffer.wrap(stored), values, c.size).remaining())
            .as("seed %d mutant %d", seed, i)
            .isLessThanOrEqualTo(Math.max(c.size, stored.length));
      } catch (FilterException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }
}
