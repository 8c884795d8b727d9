package org.myelin.hdf5.robust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.myelin.hdf5.oracle.H5py;

/**
 * Small files that libhdf5 makes, between them every structure that it can write: old and new
 * groups, each chunk index, each of its filters, each class of datatype, heaps, shared messages,
 * files of several parts.
 */
final class SeedFiles {
  private static final String SCRIPT =
      """
      import os
      os.chdir(args[0])
      h5s, h5p, h5t, h5d = h5py.h5s, h5py.h5p, h5py.h5t, h5py.h5d
      def seed(name, make, vers=('earliest', 'latest'), **options):
          for v in vers:
              with h5py.File('%s-%s.h5' % (name, v), 'w', libver=v, **options) as f:
                  make(f)
      a = np.arange(300)
      def chunked(**o):
          return lambda f: f.create_dataset('d', data=a.reshape(20, 15).astype('i4'), chunks=(7, 4), **o)
      def lots(f):
          for i in range(40): f.create_group('group %03d' % i)
          f['soft'] = h5py.SoftLink('/group 001'); f['loop'] = h5py.SoftLink('/loop')
          f['out'] = h5py.ExternalLink('other.h5', '/x'); f['hard'] = f['group 002']
      def nested(f):
          g = f
          for i in range(12):
              g = g.create_group('n'); g.attrs['depth'] = i
          g['back'] = f['/']
      def attributes(f):
          for i in range(20): f.attrs['a%d' % i] = np.arange(i + 1)
          f.attrs['text'] = 'some text'; f.attrs['texts'] = ['a', 'bb']; f.attrs['empty'] = h5py.Empty('f4')
      def numbers(f):
          for t in ('i1', '>u2', '<i4', '>i8', '<f2', '>f4', '<f8', 'c16', 'S5', '?'):
              f.create_dataset('t' + t.strip('<>?') + str(len(f)), data=np.zeros(4, t))
      def kinds(f):
          t = np.dtype([('a', 'i2'), ('b', [('c', 'f4'), ('d', 'S3')]), ('e', 'f8', (2, 3))])
          f.create_dataset('compound', data=np.zeros(5, t))
          f.create_dataset('enum', data=[0, 1, 1], dtype=h5py.enum_dtype({'x': 0, 'y': 1}, 'i1'))
          f.create_dataset('opaque', data=np.void(b'12345'))
          f['named'] = np.dtype('i4'); f.create_dataset('of named', (3,), dtype=f['named'])
          f.attrs.create('array', np.zeros((2,), np.dtype(('i2', (3,)))))
      def vlens(f):
          d = f.create_dataset('ints', (5,), dtype=h5py.vlen_dtype('i4'))
          for i in range(5): d[i] = np.arange(i)
          f.create_dataset('texts', data=['a', 'bb', 'a longer text'], dtype=h5py.string_dtype())
          t = np.dtype([('n', 'i4'), ('s', h5py.string_dtype())])
          f.create_dataset('compound', data=np.array([(1, 'one'), (2, 'two')], t))
      def references(f):
          d = f.create_dataset('d', data=a.reshape(20, 15))
          f.create_dataset('objects', data=[f.ref, d.ref], dtype=h5py.ref_dtype)
          r = f.create_dataset('regions', (2,), dtype=h5py.regionref_dtype)
          r[0] = d.regionref[2:5, 3:9]; r[1] = d.regionref[[1, 3, 5], 2]
          f.attrs['r'] = d.ref
      def external(f):
          f.create_dataset('d', (10,), 'i4', external=[('raw.bin', 0, 40)])
      def virtual(f):
          with h5py.File('source.h5', 'w') as s: s['d'] = np.arange(10)
          l = h5py.VirtualLayout((2, 10), 'i8'); s = h5py.VirtualSource('source.h5', 'd', (10,))
          l[0] = s; l[1, ::2] = s[:5]
          f.create_virtual_dataset('v', l, fillvalue=-1)
      def fills(f):
          f.create_dataset('fill', (30,), 'i4', fillvalue=7, chunks=(4,))
          f.create_dataset('none', (30,), 'f8'); f.create_dataset('null', data=h5py.Empty('i2'))
          f.create_dataset('zero', (0, 4), 'i4', maxshape=(None, 4)); f['scalar'] = 42
      def compact(f):
          p = h5p.create(h5p.DATASET_CREATE); p.set_layout(h5d.COMPACT)
          h5d.create(f.id, b'compact', h5t.STD_I16LE, h5s.create_simple((8,)), p)
      def early(f):
          p = h5p.create(h5p.DATASET_CREATE); p.set_chunk((3,)); p.set_alloc_time(h5d.ALLOC_TIME_EARLY)
          h5d.create(f.id, b'implicit', h5t.STD_I16LE, h5s.create_simple((20,)), p)
      def filtered(setup, t=h5t.STD_I32LE):
          def make(f):
              p = h5p.create(h5p.DATASET_CREATE); p.set_chunk((5, 8)); setup(p)
              d = h5d.create(f.id, b'd', t, h5s.create_simple((12, 20)), p)
              d.write(h5s.ALL, h5s.ALL, np.arange(240, dtype='i4').reshape(12, 20) % 50)
          return make
      def nbit(p): p.set_filter(5, 0)
      odd = h5t.STD_I32LE.copy(); odd.set_precision(11); odd.set_offset(3)
      def scaled(p): p.set_scaleoffset(h5py.h5z.SO_INT, 0)
      def tracked(f):
          g = f.create_group('g', track_order=True)
          for i in range(20): g['l%d' % i] = i; g.attrs['a%d' % i] = i
      seed('lots', lots); seed('nested', nested); seed('attributes', attributes); seed('numbers', numbers)
      seed('kinds', kinds); seed('vlens', vlens); seed('references', references); seed('external', external)
      seed('virtual', virtual, ('latest',)); seed('fills', fills); seed('compact', compact); seed('early', early)
      seed('tracked', tracked); seed('userblock', lots, userblock_size=1024)
      seed('plain', lambda f: f.create_dataset('d', data=a.reshape(20, 15)))
      seed('huge', lambda f: f.attrs.create('h', np.arange(9000)), ('latest',))
      seed('chunked', chunked()); seed('gzip', chunked(compression=4)); seed('shuffle', chunked(shuffle=True, compression=1))
      seed('fletcher', chunked(fletcher32=True)); seed('lzf', chunked(compression='lzf'))
      seed('one', lambda f: f.create_dataset('d', data=a, chunks=(300,)))
      seed('one gzip', lambda f: f.create_dataset('d', data=a, chunks=(300,), compression=9))
      seed('fixed', lambda f: f.create_dataset('d', data=a, chunks=(1,)))
      seed('growing', lambda f: f.create_dataset('d', data=a, chunks=(1,), maxshape=(None,)))
      seed('growing gzip', lambda f: f.create_dataset('d', data=a, chunks=(4,), maxshape=(None,), compression=1))
      seed('tree', lambda f: f.create_dataset('d', data=a.reshape(20, 15), chunks=(1, 3), maxshape=(None, None)))
      seed('tree gzip', lambda f: f.create_dataset('d', data=a.reshape(20, 15), chunks=(3, 3), maxshape=(None, None), compression=1))
      seed('nbit', filtered(nbit, odd)); seed('scaleoffset', filtered(scaled))
      if h5py.h5z.filter_avail(4) and h5py.h5z.get_filter_info(4) & h5py.h5z.FILTER_CONFIG_ENCODE_ENABLED:
          seed('szip', filtered(lambda p: p.set_szip(32, 8))); seed('szip ec', filtered(lambda p: p.set_szip(4, 16)))
      h5py.File('family%02d.h5', 'w', driver='family', memb_size=4096).create_dataset('d', data=a)
      import ctypes
      native = [l.split()[-1] for l in open('/proc/self/maps') if 'libhdf5' in l and '_hl' not in l]
      lib, id, u = ctypes.CDLL(native[0]), ctypes.c_int64, ctypes.c_uint
      for list_max in (0, 50):
          p = h5p.create(h5p.FILE_CREATE)
          lib.H5Pset_shared_mesg_nindexes(id(p.id), u(1))
          lib.H5Pset_shared_mesg_index(id(p.id), u(0), u(0x182a), u(16))
          lib.H5Pset_shared_mesg_phase_change(id(p.id), u(list_max), u(0))
          name = ('shared messages %d.h5' % list_max).encode()
          with h5py.File(h5py.h5f.create(name, h5py.h5f.ACC_TRUNC, p)) as f:
              kinds(f); attributes(f)
      p = h5p.create(h5p.GROUP_CREATE)
      lib.H5Pset_deflate(id(p.id), u(6)); p.set_link_creation_order(3)
      lib.H5Pset_link_phase_change(id(p.id), u(0), u(0))
      with h5py.File('filtered heap.h5', 'w', libver='latest') as f:
          g = h5py.Group(h5py.h5g.create(f.id, b'g', None, p))
          for i in range(60): g['link %d' % i] = h5py.SoftLink('/target %d' % i)
      result = len(os.listdir('.'))
      """;

  private SeedFiles() {}

  /** Makes the files in this folder; skips the test where h5py is missing. */
  static List<Path> make(Path folder) {
    H5py.run(SCRIPT, folder);
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.toString().endsWith(".h5")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
