"""Writes FOLDER/rNNNN.h5 for each seed FROM..TO-1: files of random content, by libhdf5.

generate.py FOLDER FROM TO. One seed gives one file (and what lies beside it), alike on each run.
"""
import ctypes
import os
import random
import sys
import warnings

import h5py
import numpy as np
from h5py import h5d, h5f, h5o, h5p, h5s, h5t, h5z

BOUNDS = [('earliest', 'v108'), ('earliest', 'latest'), ('v108', 'v108'), ('v108', 'latest'), ('latest', 'latest')]


with open('/proc/self/maps') as maps:
    LIB = ctypes.CDLL(next(w for w in maps.read().split() if '/libhdf5' in w and '_hl' not in w))
ID = ctypes.c_int64
LIB.H5Dwrite.argtypes = [ID] * 5 + [ctypes.c_char_p]
LIB.H5Awrite.argtypes = [ID, ID, ctypes.c_char_p]
LIB.H5Rcreate.argtypes = [ctypes.c_char_p, ID, ctypes.c_char_p, ctypes.c_int, ID]


class Maker:
    def __init__(self, folder, seed):
        self.r = random.Random(seed)
        self.n = np.random.RandomState(seed)
        self.folder, self.name = folder, 'r%04d' % seed
        self.objects, self.datasets, self.types = [], [], []

    def chance(self, p):
        return self.r.random() < p

    # the file

    def make(self):
        r = self.r
        fcpl = h5p.create(h5p.FILE_CREATE)
        if self.chance(.3):
            fcpl.set_sizes(r.choice([4, 8]), r.choice([4, 8]))
        if self.chance(.2):
            fcpl.set_userblock(r.choice([512, 1024, 4096]))
        if self.chance(.3):
            fcpl.set_link_creation_order(r.choice([1, 3]))
        if self.chance(.3):
            fcpl.set_attr_creation_order(r.choice([1, 3]))
        strategy = self.chance(.2)
        if strategy:
            fcpl.set_file_space_strategy(r.choice([0, 1, 2, 3]), self.chance(.5), 1)
        fapl = h5p.create(h5p.FILE_ACCESS)
        fapl.set_libver_bounds(*[
            {'earliest': h5f.LIBVER_EARLIEST, 'v108': h5f.LIBVER_V18, 'latest': h5f.LIBVER_LATEST}[b]
            for b in r.choice(BOUNDS[1::3] if strategy else BOUNDS)])
        path = '%s/%s.h5' % (self.folder, self.name)
        fid = h5f.create(path.encode(), h5f.ACC_TRUNC, fcpl, fapl)
        with h5py.File(fid) as f:
            self.f = f
            self.objects.append(f['/'])
            self.attributes(f['/'])
            self.fill_group(f['/'], 0)

    def fill_group(self, g, depth):
        r = self.r
        for i in range(r.choice([0, 2, 5, 9]) if depth else 7):
            kind = r.random()
            name = self.fresh(g, i)
            if kind < .22 and depth < 3:
                self.group(g, name, depth)
            elif kind < .75:
                self.dataset(g, name)
            elif kind < .82:
                dt = self.h5type(0)
                if dt.committed():
                    continue
                dt.commit(g.id, name.encode(), lcpl=self.lcpl(name))
                self.types.append(dt)
                self.attributes(g[name])
            elif kind < .88:
                g[name] = h5py.SoftLink(r.choice(['/nowhere', '.', '../x', '/' + name]))
            elif kind < .92:
                g[name] = h5py.ExternalLink('other é.h5', '/a/b')
            elif kind < .96:
                g[name] = r.choice(self.objects)
            else:
                self.virtual(g, name)

    def fresh(self, g, i):
        n = self.r.choice(['x', 'Ünicode', 'a b', 'long-' + 'n' * 40, 'z']) + str(i)
        return n if n not in g else n + '_'

    def lcpl(self, name):
        p = h5p.create(h5p.LINK_CREATE)
        if any(ord(c) > 127 for c in name):
            p.set_char_encoding(h5t.CSET_UTF8)
        return p

    def group(self, g, name, depth):
        r = self.r
        p = h5p.create(h5p.GROUP_CREATE)
        if self.chance(.4):
            p.set_link_creation_order(r.choice([1, 3]))
        if self.chance(.4):
            p.set_attr_creation_order(r.choice([1, 3]))
        made = h5py.Group(h5py.h5g.create(g.id, name.encode(), lcpl=self.lcpl(name), gcpl=p))
        self.objects.append(made)
        if self.chance(.2):
            h5o.set_comment(made.id, 'comment of ü'.encode())
        self.attributes(made)
        if self.chance(.08):
            for i in range(r.choice([9, 60, 300])):
                made['l%d' % i] = h5py.SoftLink('/t%d' % i)
        if self.chance(.3):
            for k in list(made)[::3]:
                del made[k]
        self.fill_group(made, depth + 1)

    # datatypes

    def h5type(self, depth, plain=False):
        r = self.r
        if self.types and depth == 0 and not plain and self.chance(.1):
            return r.choice(self.types)
        kinds = ['int', 'int', 'float', 'float', 'string', 'opaque', 'bits', 'odd', 'oddfloat', 'enum', 'time']
        if depth < 3:
            kinds += ['compound', 'compound', 'array']
        if not plain:
            kinds += ['vstr', 'ref', 'region'] + (['vlen', 'vlen'] if depth < 3 else [])
        k = r.choice(kinds)
        if k == 'int':
            return h5t.py_create(np.dtype(r.choice('<>') + r.choice(['i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8']))).copy()
        if k == 'float':
            return r.choice([h5t.IEEE_F32LE, h5t.IEEE_F32BE, h5t.IEEE_F64LE, h5t.IEEE_F64BE,
                             h5t.py_create(np.dtype('<f2')), h5t.NATIVE_LDOUBLE]).copy()
        if k == 'string':
            t = h5t.C_S1.copy()
            t.set_size(r.choice([1, 2, 7, 40]))
            t.set_strpad(r.choice([h5t.STR_NULLTERM, h5t.STR_NULLPAD, h5t.STR_SPACEPAD]))
            t.set_cset(r.choice([h5t.CSET_ASCII, h5t.CSET_UTF8]))
            return t
        if k == 'vstr':
            t = h5t.C_S1.copy()
            t.set_size(h5t.VARIABLE)
            t.set_cset(r.choice([h5t.CSET_ASCII, h5t.CSET_UTF8]))
            return t
        if k == 'opaque':
            t = h5t.create(h5t.OPAQUE, r.choice([1, 3, 8, 30]))
            t.set_tag(r.choice([b'', b'tag', b'longer tag of it']))
            return t
        if k == 'bits':
            return r.choice([h5t.STD_B8LE, h5t.STD_B16BE, h5t.STD_B32LE, h5t.STD_B64BE]).copy()
        if k == 'odd':
            t = r.choice([h5t.STD_I32LE, h5t.STD_U16BE, h5t.STD_I64BE, h5t.STD_U8LE, h5t.STD_I16LE]).copy()
            if self.chance(.3):
                t.set_size(r.choice([3, 5, 6, 7, 9]) if t.get_size() > 2 else t.get_size() + 1)
            bits = t.get_size() * 8
            t.set_precision(r.randrange(1, bits))
            t.set_offset(r.randrange(0, bits - t.get_precision() + 1))
            t.set_pad(r.choice([0, 1]), r.choice([0, 1]))
            return t
        if k == 'oddfloat':
            t = r.choice([h5t.IEEE_F32LE, h5t.IEEE_F64BE]).copy()
            if t.get_size() == 4 and self.chance(.4):
                t.set_fields(23, 15, 8, 0, 15)
                t.set_precision(24)
                t.set_size(3)
                return t
            t.set_fields(26, 18, 8, 5, 13)
            t.set_ebias(127)
            t.set_offset(5)
            t.set_precision(22)
            return t
        if k == 'time':
            return r.choice([h5t.UNIX_D32LE, h5t.UNIX_D32BE]).copy()
        if k == 'enum':
            b = r.choice([h5t.STD_I8LE, h5t.STD_I16BE, h5t.STD_U32LE])
            t = h5t.enum_create(b)
            for i in range(r.choice([1, 3, 12])):
                t.enum_insert(b'v%d' % i, i * 3)
            return t
        if k == 'ref':
            return h5t.STD_REF_OBJ.copy()
        if k == 'region':
            return h5t.STD_REF_DSETREG.copy()
        if k == 'vlen':
            return h5t.vlen_create(self.h5type(depth + 1, plain))
        if k == 'array':
            return h5t.array_create(self.h5type(depth + 1, plain), r.choice([(2,), (3, 2), (1, 2, 2)]))
        members = [self.h5type(depth + 1, plain) for _ in range(r.randrange(1, 5))]
        gaps = [r.choice([0, 0, 3]) for _ in members]
        t = h5t.create(h5t.COMPOUND, sum(m.get_size() for m in members) + sum(gaps) + r.choice([0, 5]))
        at = 0
        for i, m in enumerate(members):
            at += gaps[i]
            t.insert(('m%d' % i + 'é' * (i % 2)).encode(), at, m)
            at += m.get_size()
        return t

    def moving(self, t):
        """Holds pointers in memory."""
        c = t.get_class()
        if c == h5t.STRING:
            return t.is_variable_str()
        if c == h5t.COMPOUND:
            return any(self.moving(t.get_member_type(i)) for i in range(t.get_nmembers()))
        return c == h5t.VLEN or c == h5t.REFERENCE or c == h5t.ARRAY and self.moving(t.get_super())

    # datasets

    def space(self):
        r = self.r
        k = r.random()
        if k < .1:
            return h5s.create(h5s.SCALAR)
        if k < .15:
            return h5s.create(h5s.NULL)
        rank = r.choice([1, 1, 2, 2, 3, 5])
        most = {1: 200, 2: 30, 3: 9, 5: 4}[rank]
        dims = tuple(r.choice([0, 1, r.randrange(1, most), r.randrange(1, most), r.randrange(1, most)]) for _ in range(rank))
        return h5s.create_simple(dims, dims)

    def dataset(self, g, name):
        r = self.r
        t, space = self.h5type(0), self.space()
        moving = self.moving(t)
        p = h5p.create(h5p.DATASET_CREATE)
        if self.chance(.3):
            p.set_attr_creation_order(r.choice([1, 3]))
        if self.chance(.4):
            p.set_obj_track_times(self.chance(.5))
        layout = r.choice(['compact', 'contiguous', 'chunked', 'chunked', 'chunked', 'external'])
        size = t.get_size() * max(1, space.get_simple_extent_npoints())
        simple = space.get_simple_extent_type() == h5s.SIMPLE
        if layout == 'compact' and size < 60000:
            p.set_layout(h5d.COMPACT)
        elif layout == 'external' and simple and not moving:
            self.external(p, name, size)
        elif layout == 'chunked' and simple:
            space = self.chunked(p, t, space)
        if self.chance(.5) and p.get_layout() != h5d.COMPACT and not p.get_external_count():
            p.set_alloc_time(r.choice([h5d.ALLOC_TIME_EARLY, h5d.ALLOC_TIME_LATE, h5d.ALLOC_TIME_INCR]))
        if self.chance(.4):
            p.set_fill_time(r.choice([h5d.FILL_TIME_ALLOC, h5d.FILL_TIME_IFSET] + ([] if moving else [h5d.FILL_TIME_NEVER])))
        if self.chance(.3) and t.get_class() in (h5t.INTEGER, h5t.FLOAT):
            p.set_fill_value(np.array(r.choice([1, 7, 120]), 'i1'))
        try:
            d = h5py.Dataset(h5d.create(g.id, name.encode(), t, space, p, lcpl=self.lcpl(name)))
        except Exception:
            return  # what this libhdf5 refuses
        self.objects.append(d)
        self.datasets.append(d)
        if not self.chance(.15):
            self.write(d, t, moving)
        if p.get_layout() == h5d.CHUNKED and self.chance(.3) and d.ndim:
            new = [min(m if m is not None else n + 9, r.choice([n, n // 2, n + 3])) for n, m in zip(d.shape, d.maxshape)]
            try:
                d.id.set_extent(tuple(new))
            except Exception:
                pass
        self.attributes(d)

    def external(self, p, name, size):
        r = self.r
        left, i = size, 0
        while left > 0 and i < 4:
            n = left if i == 3 or left < 4 else r.randrange(1, left + 1)
            raw = '%s_%s.raw' % (self.name, abs(hash_of(name)) % 1000)
            at = r.randrange(0, 50) + i * size * 2
            if i == 0 or self.chance(.8):
                with open(self.folder + '/' + raw, 'ab'):
                    pass
            p.set_external(raw.encode(), at, n)
            left -= n
            i += 1

    def chunked(self, p, t, space):
        r = self.r
        dims = space.get_simple_extent_dims()
        chunk = tuple(max(1, min(max(1, n), r.choice([1, 2, 5, 17, 64]))) for n in dims)
        while np.prod([(n + c - 1) // c for n, c in zip(dims, chunk)]) > 600:
            chunk = tuple(c * 2 for c in chunk)
        chunk = tuple(min(max(1, n), c) for n, c in zip(dims, chunk))
        unlimited = r.choice([0, 1, 2, 3])
        most = tuple(h5s.UNLIMITED if i < unlimited else n + r.choice([0, 4]) for i, n in enumerate(dims))
        p.set_chunk(tuple(c if m == h5s.UNLIMITED else min(c, max(m, 1)) for c, m in zip(chunk, most)))
        for _ in range(r.choice([0, 1, 1, 2, 3, 4])):
            f = r.choice(['deflate', 'shuffle', 'fletcher32', 'szip', 'nbit', 'scaleoffset', 'lzf'])
            o = r.choice([0, h5z.FLAG_OPTIONAL])
            if f == 'deflate':
                p.set_deflate(r.randrange(10))
            elif f == 'shuffle':
                p.set_shuffle()
            elif f == 'fletcher32':
                p.set_fletcher32()
            elif f == 'szip':
                p.set_szip(r.choice([h5z.SZIP_EC_OPTION_MASK, h5z.SZIP_NN_OPTION_MASK]), r.choice([4, 8, 16, 32]))
            elif f == 'nbit':
                p.set_filter(h5z.FILTER_NBIT, o, ())
            elif f == 'lzf':
                p.set_filter(h5z.FILTER_LZF, h5z.FLAG_OPTIONAL, ())
            elif t.get_class() == h5t.FLOAT:
                p.set_scaleoffset(h5z.SO_FLOAT_DSCALE, r.randrange(5))
            else:
                p.set_scaleoffset(h5z.SO_INT, r.choice([0, 0, 3, 9]))
        return h5s.create_simple(dims, most)

    def write(self, d, t, moving):
        r = self.r
        count = d.id.get_space().get_simple_extent_npoints()
        if not count:
            return
        if moving:
            if t.committed():
                return  # that lies on the disk
            self.kept = []
            e = b''.join(self.memory(t) for _ in range(count))
            LIB.H5Dwrite(d.id.id, t.id, 0, 0, 0, e)
            return
        data = self.bytes(t, count)
        space = d.id.get_space()
        try:
            if space.get_simple_extent_type() == h5s.SIMPLE and self.chance(.3):
                start = tuple(r.randrange(n) for n in d.shape)
                block = tuple(r.randrange(1, n - s + 1) for n, s in zip(d.shape, start))
                space.select_hyperslab(start, block)
                mem = h5s.create_simple((int(np.prod(block)),))
                d.id.write(mem, space, data, t)
            else:
                d.id.write(h5s.ALL, h5s.ALL, data, t)
            if d.chunks and self.chance(.2):
                # a chunk stored as it is, with all filters skipped
                whole = int(np.prod(d.chunks)) * t.get_size()
                n = d.id.get_create_plist().get_nfilters()
                d.id.write_direct_chunk((0,) * d.ndim, self.n.bytes(whole), (1 << n) - 1)
        except Exception:
            pass

    def bytes(self, t, count):
        n = t.get_size() * count
        kind = self.r.choice(['random', 'small', 'ramp', 'zero'])
        if kind == 'zero':
            a = np.zeros(n, 'u1')
        elif kind == 'ramp':
            a = (np.arange(n) // max(1, t.get_size())).astype('u1')
        else:
            a = self.n.randint(0, 256 if kind == 'random' else 3, n).astype('u1')
        return np.frombuffer(a.tobytes(), 'V%d' % t.get_size()) if t.get_size() else a

    def memory(self, t):
        """One element of type t as libhdf5 has it in memory; what it points to is kept."""
        r, c = self.r, t.get_class()
        if c == h5t.STRING and t.is_variable_str():
            v = r.choice([None, b'', b'a', 'text é'.encode(), b'long ' * 30])
            return bytes(ctypes.c_void_p(self.keep(v + b'\0') if v is not None else 0))
        if c == h5t.VLEN:
            n = r.choice([0, 0, 1, 3, 20])
            parts = b''.join(self.memory(t.get_super()) for _ in range(n))
            return bytes(ctypes.c_size_t(n)) + bytes(ctypes.c_void_p(self.keep(parts) if n else 0))
        if c == h5t.COMPOUND:
            e = bytearray(t.get_size())
            for i in range(t.get_nmembers()):
                v = self.memory(t.get_member_type(i))
                at = t.get_member_offset(i)
                e[at:at + len(v)] = v
            return bytes(e)
        if c == h5t.ARRAY:
            return b''.join(self.memory(t.get_super()) for _ in range(int(np.prod(t.get_array_dims()))))
        if c == h5t.REFERENCE:
            return self.region() if t.get_size() == 12 else self.reference()
        return self.n.bytes(t.get_size())

    def keep(self, b):
        self.kept.append(ctypes.create_string_buffer(b, len(b)))
        return ctypes.addressof(self.kept[-1])

    def reference(self):
        if self.chance(.2):
            return bytes(8)
        return h5o.get_info(self.r.choice(self.objects).id).addr.to_bytes(8, 'little')

    def region(self):
        ok = [d for d in self.datasets if d.shape and all(d.shape)]
        to = ctypes.create_string_buffer(12)
        if ok and self.chance(.9):
            d = self.r.choice(ok)
            space = d.id.get_space()
            k = self.r.random()
            if k < .4:
                start = tuple(self.r.randrange(n) for n in d.shape)
                space.select_hyperslab(start, tuple(1 + (n - s - 1) // 2 for n, s in zip(d.shape, start)),
                                       tuple(self.r.choice([1, 2]) if n - s > 1 else 1 for n, s in zip(d.shape, start)))
            elif k < .8:
                space.select_elements([tuple(self.r.randrange(n) for n in d.shape) for _ in range(self.r.randrange(1, 9))])
            LIB.H5Rcreate(to, d.id.id, b'.', 1, space.id)
        return to.raw

    # attributes

    def attributes(self, o):
        r = self.r
        n = r.choice([0, 0, 1, 3, 12]) if not self.chance(.04) else 70
        for i in range(n):
            name = 'a%d' % i + r.choice(['', 'ö', ' b'])
            t, space = self.h5type(1), self.space()
            try:
                a = h5py.h5a.create(o.id, name.encode(), t, space)
                count = space.get_simple_extent_npoints()
                if count and not self.moving(t):
                    a.write(self.bytes(t, count), t)
                elif count:
                    self.kept = []
                    LIB.H5Awrite(a.id, t.id, b''.join(self.memory(t) for _ in range(count)))
            except Exception:
                pass
        if n > 5 and self.chance(.4):
            for k in list(o.attrs)[::2]:
                del o.attrs[k]

    # virtual datasets

    def virtual(self, g, name):
        r = self.r
        if self.f.id.get_access_plist().get_libver_bounds()[1] != h5f.LIBVER_LATEST:
            return
        pattern = self.chance(.5)
        dtype = np.dtype(r.choice(['<i4', '>f8', 'u1']))
        n, w = r.randrange(1, 5), r.randrange(1, 6)
        files = []
        for i in range(n):
            if self.chance(.25):
                continue
            files.append(i)
            source = '%s/%s_%s_%d.h5' % (self.folder, self.name, abs(hash_of(name)) % 1000, i)
            with h5py.File(source, 'w') as s:
                v = self.n.randint(0, 99, w)
                s.create_dataset('d', data=v, dtype=dtype, maxshape=(None,), chunks=(2,))
        p = h5p.create(h5p.DATASET_CREATE)
        base = '%s_%s_' % (self.name, abs(hash_of(name)) % 1000)
        if pattern:
            space = h5s.create_simple((n * w,), (h5s.UNLIMITED,))
            space.select_hyperslab((0,), (h5s.UNLIMITED,), (w,), (w,))
            p.set_virtual(space, (base + '%b.h5').encode(), b'd', h5s.create_simple((w,)))
        else:
            space = h5s.create_simple((n, w + 2), (n, w + 2))
            for i in range(n):
                space.select_hyperslab((i, 0), (1, w))
                p.set_virtual(space, (base + '%d.h5' % i).encode(), b'd', h5s.create_simple((w,), (h5s.UNLIMITED,)))
            space.select_all()
        if self.chance(.5):
            p.set_fill_value(np.array(5, dtype))
        d = h5py.Dataset(h5d.create(g.id, name.encode(), h5t.py_create(dtype, logical=True), space, p, lcpl=self.lcpl(name)))
        self.objects.append(d)


def hash_of(name):
    h = 0
    for c in name:
        h = (h * 31 + ord(c)) % 1000003
    return h


if __name__ == '__main__':
    h5py._errors.silence_errors()
    warnings.simplefilter('ignore')
    for s in range(int(sys.argv[2]), int(sys.argv[3])):
        child = os.fork()
        if not child:
            try:
                Maker(sys.argv[1], s).make()
            except BaseException as e:
                print('seed %d: %s: %s' % (s, type(e).__name__, e), file=sys.stderr)
                os._exit(1)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            print('seed %d: no file' % s, file=sys.stderr)
            path = '%s/r%04d.h5' % (sys.argv[1], s)
            if os.path.exists(path):
                os.remove(path)
