package org.myelin.hdf5.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.ReadLimits;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.oracle.H5py;

/**
 * Catches a cycle that is followed for ever, a depth that eats the stack, and a size that is
 * believed: each file is small, comes from libhdf5, and has at most a few bytes changed.
 */
@Tag("process")
class LiesTest {
  private static final String SCRIPT =
      """
      import os, struct
      os.chdir(args[0])
      h5s, h5p, h5t, h5d = h5py.h5s, h5py.h5p, h5py.h5t, h5py.h5d
      def patch(name, change):
          b = bytearray(open(name, 'rb').read()); change(b); open(name, 'wb').write(b)
      def put(b, old, new, size=8):
          n = b.count(old.to_bytes(size, 'little')); assert n, old
          b[:] = b.replace(old.to_bytes(size, 'little'), (new % (1 << 8 * size)).to_bytes(size, 'little'))
      # a tree whose root is its own child: type 0 for groups, 1 for chunks
      def own_child(kind):
          def change(b):
              at = -1
              while True:
                  at = b.index(b'TREE', at + 1)
                  if b[at + 4] == kind and b[at + 5] > 0: break
              key = 8 if kind == 0 else 8 + 8 * 2
              b[at + 24 + key:at + 32 + key] = struct.pack('<Q', at)
          return change
      with h5py.File('group tree.h5', 'w') as f:
          for i in range(600): f.create_group('g%04d' % i)
      patch('group tree.h5', own_child(0))
      with h5py.File('chunk tree.h5', 'w') as f:
          f.create_dataset('d', data=np.arange(500), chunks=(1,))
      patch('chunk tree.h5', own_child(1))
      def continued(b):
          # the root's header is at 96 and its messages at 112; the continuation goes back there
          at = 112
          while struct.unpack_from('<H', b, at)[0] != 16: at += 8 + struct.unpack_from('<H', b, at + 2)[0]
          b[at + 8:at + 24] = struct.pack('<QQ', 112, struct.unpack_from('<I', b, 104)[0])
      with h5py.File('continuation.h5', 'w') as f:
          for i in range(30): f.attrs['a%d' % i] = i
      patch('continuation.h5', continued)
      with h5py.File('links.h5', 'w') as f:
          f['back'] = f['/']; f['a'] = h5py.SoftLink('/b'); f['b'] = h5py.SoftLink('/a'); f['self'] = h5py.SoftLink('self')
          f['out'] = h5py.ExternalLink('links.h5', '/out')
      def heap_id(f, name):
          return f[name].id.get_offset()
      with h5py.File('same text.h5', 'w') as f:
          d = f.create_dataset('d', (60000,), h5py.string_dtype()); d[0] = 'x' * 60000
          at = d.id.get_offset()
      patch('same text.h5', lambda b: b.__setitem__(slice(at, at + 16 * 60000), b[at:at + 16] * 60000))
      for v in ('earliest', 'latest'):
          with h5py.File('deep %s.h5' % v, 'w', libver=v) as f:
              g = f
              for i in range(10000): g = g.create_group('g')
              g.attrs['depth'] = 10000
      with h5py.File('product.h5', 'w') as f:
          f.create_dataset('d', (1234567, 2345678), 'i8')
      patch('product.h5', lambda b: (put(b, 1234567, 1 << 40), put(b, 2345678, 1 << 40)))
      with h5py.File('no size.h5', 'w') as f:
          f.create_dataset('d', (3,), 'S1234')
      patch('no size.h5', lambda b: put(b, 1234, 0, 4))
      with h5py.File('chunk of none.h5', 'w') as f:
          f.create_dataset('d', (40,), 'i4', chunks=(1237,), maxshape=(None,))
      patch('chunk of none.h5', lambda b: put(b, 1237, 0, 4))
      with h5py.File('sparse.h5', 'w') as f:
          f.create_dataset('contiguous', (1 << 60,), 'i1')
          f.create_dataset('chunked', (1 << 60,), 'i1', chunks=(1 << 20,))
          f.create_dataset('chunks of one', (1 << 60,), 'i1', chunks=(1,))
          f.create_dataset('texts', (1 << 50,), h5py.string_dtype())
          f.create_dataset('many', (30000000,), np.dtype([('a', 'i1')]))
          f.create_dataset('filtered', (1 << 60,), 'i1', chunks=(1 << 31,), compression=1)
          f.create_dataset('tiny chunks', (40000000,), 'i1', chunks=(1,))
          f.create_dataset('wide chunks', (1 << 30, 1 << 20), 'i8', chunks=(1 << 10, 1 << 10))
      for v in ('earliest', 'latest'):
          with h5py.File('one chunk %s.h5' % v, 'w', libver=v) as f:
              d = f.create_dataset('d', (40000000,), 'i1', chunks=(1,), maxshape=(None,)); d[20000000] = 1
      with h5py.File('large element.h5', 'w') as f:
          t = h5t.create(h5t.OPAQUE, (1 << 31) - 1); t.set_tag(b'x')
          h5d.create(f.id, b'd', t, h5s.create(h5s.SCALAR))
      with h5py.File('attribute.h5', 'w') as f:
          f.attrs['a'] = np.zeros(1237, 'i1')
      patch('attribute.h5', lambda b: put(b, 1237, 1 << 32))
      with h5py.File('large chunk.h5', 'w') as f:
          d = f.create_dataset('d', (1 << 31,), 'i1', chunks=(1 << 30,), compression=9)
          d.id.write_direct_chunk((0,), __import__('zlib').compress(bytes(1 << 20)))
      """;

  @TempDir Path folder;

  @Test
  void cyclesAndLiesEndInTypedErrors() throws IOException {
    Path files = Files.createDirectory(folder.resolve("files"));
    H5py.run(SCRIPT, files);
    List<String> tasks;
    try (Stream<Path> all = Files.list(files)) {
      tasks = all.sorted(Comparator.naturalOrder()).map(p -> "file\t" + p).toList();
    }
    SmallHeap r = SmallHeap.run(folder, tasks);
    System.out.println("LiesTest: slowest:" + r.slowest(5));
    assertThat(r.complaints()).isEmpty();
    Map<String, SmallHeap.Outcome> byName = new TreeMap<>();
    r.outcomes().forEach(o -> byName.put(Path.of(o.name()).getFileName().toString(), o));
    for (String deep : List.of("deep earliest.h5", "deep latest.h5")) {
      assertThat(byName.get(deep).refusals()).as(deep).isZero();
      assertThat(byName.get(deep).values()).as(deep).isEqualTo(1);
    }
    assertRefusal(byName, "group tree.h5", "Group B-tree node", "passed before");
    assertRefusal(byName, "chunk tree.h5", "Chunk B-tree node", "passed before");
    assertRefusal(byName, "continuation.h5", "continuation", "passed before");
    assertRefusal(byName, "product.h5", "dimension size", "2^63");
    assertRefusal(byName, "no size.h5", "datatype.size", "expected at least 1");
    assertRefusal(byName, "chunk of none.h5", "Data Layout message");
    assertRefusal(byName, "sparse.h5", "ReadLimits.maxAllocation");
    assertRefusal(byName, "large element.h5", "ReadLimits.maxAllocation");
    assertRefusal(byName, "large chunk.h5", "ReadLimits.maxAllocation");
    assertRefusal(byName, "same text.h5", "ReadLimits.maxAllocation");
    assertRefusal(byName, "attribute.h5", "Attribute message");
    assertRefusal(byName, "links.h5", "links one after the other");
  }

  private static void assertRefusal(
      Map<String, SmallHeap.Outcome> byName, String file, String... words) {
    assertThat(byName.get(file).refused()).as(file).contains(words);
  }

  /** Deeper than a header message can be; dense attributes can hold it. */
  @Test
  void datatypesInDatatypesHaveALimit() {
    ByteBuffer b = ByteBuffer.allocate(8 * 10_001).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 10_000; i++) {
      b.putInt(0x19).putInt(16);
    }
    assertThatThrownBy(
            () ->
                MessageType.DATATYPE.decode(
                    new Geometry(8, 8), "deep", -1, b.flip(), ReadLimits.DEFAULT))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("ReadLimits.maxNesting");
  }
}
