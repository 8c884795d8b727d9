package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.VirtualLayout;
import org.myelin.hdf5.internal.wire.Lookup3;
import org.myelin.hdf5.oracle.CpuClock;
import org.myelin.hdf5.oracle.H5py;

/**
 * Mappings with wrong bytes under a right checksum: selections past every end, without sense, or
 * endless must end in a typed error or in some elements, soon, and in nothing else.
 */
class VirtualMutantsTest {
  private static final int MUTANTS = 400;
  private static final long[] NASTY = {
    0, 1, -1, 2, 31, 33, 255, 1L << 31, (1L << 32) - 1, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, 7
  };

  @TempDir Path folder;

  @Test
  void wrongMappingsEndInTypedErrors() throws Exception {
    Path file = folder.resolve("v.h5");
    H5py.run(
        """
        from h5py import h5s, h5p, h5d, h5t
        U = h5s.UNLIMITED
        def slab(shape, start, stride, count, block, maxshape=None):
            s = h5s.create_simple(shape, maxshape or shape)
            s.select_hyperslab(start, count, stride, block)
            return s
        def virtual(f, name, shape, maps, maxshape):
            p = h5p.create(h5p.DATASET_CREATE)
            for v, file, dset, s in maps: p.set_virtual(v, file, dset, s)
            h5d.create(f.id, name, h5t.NATIVE_INT32, h5s.create_simple(shape, maxshape), dcpl=p)
        with h5py.File(args[0], 'w', libver='latest') as f:
            f.create_dataset('a', data=np.arange(60).reshape(12, 5), maxshape=(None, 5), chunks=(4, 5))
            for i in range(3): f['b%d' % i] = np.full((2, 5), i)
            boxes = h5s.create_simple((12, 5))
            boxes.select_none()
            for r, n in [(1, 2), (3, 4), (8, 1)]: boxes.select_hyperslab((r, 0), (1, 1), block=(2, n), op=h5s.SELECT_OR)
            virtual(f, b'limited', (12, 10), [(slab((12, 10), (0, 1), (2, 2), (6, 5), (1, 1)), b'.', b'a', slab((12, 5), (6, 0), (1, 1), (6, 5), (1, 1))), (slab((12, 10), (1, 0), (3, 1), (2, 1), (1, 7)), b'.', b'a', boxes)], (12, 10))
            virtual(f, b'endless', (1, 5), [(slab((1, 5), (2, 0), (4, 1), (U, 1), (3, 5), (U, 5)), b'.', b'a', slab((12, 5), (3, 0), (1, 1), (1, 1), (U, 5), (U, 5)))], (U, 5))
            virtual(f, b'numbered', (1, 5), [(slab((1, 5), (0, 0), (3, 1), (U, 1), (2, 5), (U, 5)), b'.', b'b%b', h5s.create_simple((2, 5)))], (U, 5))
        """,
        file);
    byte[] whole = Files.readAllBytes(file);
    long seed = new Random().nextLong();
    System.out.println("mutants of virtual mappings: seed " + seed);
    Random random = new Random(seed);
    int refused = 0;
    for (String name : List.of("limited", "endless", "numbered")) {
      byte[] block = block(file, name);
      int at = find(whole, block);
      for (int i = 0; i < MUTANTS; i++) {
        byte[] mutant = mutant(block, random);
        byte[] bytes = whole.clone();
        System.arraycopy(mutant, 0, bytes, at, mutant.length);
        refused += reads(bytes, name, seed, i) ? 0 : 1;
      }
    }
    assertThat(refused).isGreaterThan(MUTANTS / 2);
  }

  private static byte[] block(Path file, String name) {
    try (Hdf5File f = Hdf5File.open(file)) {
      Dataset d = f.dataset(name);
      VirtualLayout layout =
          (VirtualLayout)
              f.engine().headers().decode(d.header, d.header.find(MessageType.DATA_LAYOUT));
      return f.engine().heap().read(layout.mappings());
    }
  }

  private static int find(byte[] whole, byte[] part) {
    String all = new String(whole, StandardCharsets.ISO_8859_1);
    int at = all.indexOf(new String(part, StandardCharsets.ISO_8859_1));
    assertThat(at).isPositive();
    return at;
  }

  private static byte[] mutant(byte[] block, Random random) {
    ByteBuffer b = ByteBuffer.wrap(block.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int end = block.length - 4;
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = 1 + random.nextInt(end - 9);
      long value = NASTY[random.nextInt(NASTY.length)];
      switch (random.nextInt(3)) {
        case 0 -> b.put(at, (byte) random.nextInt());
        case 1 -> b.putInt(at, (int) value);
        default -> b.putLong(at, value);
      }
    }
    b.putInt(end, Lookup3.hash(b, 0, end));
    return b.array();
  }

  /** Whether there was no error. */
  private boolean reads(byte[] bytes, String name, long seed, int number) throws IOException {
    Path file = folder.resolve("mutant.h5");
    Files.write(file, bytes);
    FileOptions own = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(folder));
    String which = "mutant " + number + " of " + name + ", seed " + seed;
    long start = CpuClock.nanos();
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, own)) {
      Dataset d = f.dataset(name);
      long[] shape = d.shape();
      if (Arrays.stream(shape).allMatch(n -> n > 0)) {
        long[] count = Arrays.stream(shape).map(n -> Math.min(n, 50)).toArray();
        long[] last = new long[shape.length];
        Arrays.setAll(last, k -> shape[k] - count[k]);
        d.readInts(Hyperslab.start(new long[shape.length]).count(count));
        d.readInts(Hyperslab.start(last).count(count));
      }
      return true;
    } catch (Hdf5Exception e) {
      return false;
    } catch (RuntimeException | Error e) {
      return fail(which, e);
    } finally {
      assertThat((CpuClock.nanos() - start) / 1e9).as(which).isLessThan(5);
    }
  }
}
