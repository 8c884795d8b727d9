/* Writes through libhdf5's C API: writes DIR FIGURE DIVISOR. Prints one figure. Makes its data first, in memory
   whose pages are there; the sizes and the data are those of Yardstick.java. */
#define _GNU_SOURCE
#include <hdf5.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#define CK(x) do { if ((x) < 0) { fprintf(stderr, "failed at line %d\n", __LINE__); exit(3); } } while (0)
#define D H5P_DEFAULT

static char path[4096];
static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + t.tv_nsec * 1e-9; }
static int is(const char *a, const char *b) { return strcmp(a, b) == 0; }
static uint64_t mix(uint64_t k)
{
    uint64_t z = (k + 1) * 0x9E3779B97F4A7C15ull;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}
static double uniform(uint64_t i) { return (double)(mix(i) >> 11) * 0x1.0p-53; }
static int32_t noise(uint64_t k)
{ uint64_t m = mix(k); return (int32_t)((m & 255) + (m >> 8 & 255) + (m >> 16 & 255) + (m >> 24 & 255)) - 510; }
static void *memory(size_t n) { void *p = NULL; if (posix_memalign(&p, 4096, n)) exit(9); memset(p, 1, n); return p; }

static hid_t access_list(int latest)
{ hid_t p = H5Pcreate(H5P_FILE_ACCESS); if (latest) H5Pset_libver_bounds(p, H5F_LIBVER_LATEST, H5F_LIBVER_LATEST); return p; }
static hid_t create(int latest) { hid_t f; unlink(path); CK(f = H5Fcreate(path, H5F_ACC_TRUNC, D, access_list(latest))); return f; }

/* seconds for a new file with one dataset */
static double put(const char *name, int latest, hid_t type, int rank, hsize_t *dims, hsize_t *chunk, int deflate, const void *b)
{
    double t = now();
    hid_t f = create(latest), s = H5Screate_simple(rank, dims, NULL), p = H5Pcreate(H5P_DATASET_CREATE), d;
    if (chunk) H5Pset_chunk(p, rank, chunk);
    if (deflate) { H5Pset_shuffle(p); H5Pset_deflate(p, 4); }
    CK(d = H5Dcreate2(f, name, type, s, D, p, D)); CK(H5Dwrite(d, type, H5S_ALL, H5S_ALL, D, b));
    H5Dclose(d); H5Fclose(f);
    return now() - t;
}
static double over(hid_t type, const void *b)
{
    double t = now(); hid_t f, d; CK(f = H5Fopen(path, H5F_ACC_RDWR, D)); CK(d = H5Dopen2(f, "data", D));
    CK(H5Dwrite(d, type, H5S_ALL, H5S_ALL, D, b)); H5Dclose(d); H5Fclose(f);
    return now() - t;
}
static double contiguous(hsize_t n, int again)
{
    double *x = memory(n * 8); for (hsize_t i = 0; i < n; i++) x[i] = uniform(i);
    double s = put("data", 0, H5T_IEEE_F64LE, 1, &n, NULL, 0, x);
    if (again) s = over(H5T_IEEE_F64LE, x);
    return n * 8 / s / 1e6;
}
static double chunks(hsize_t side, int latest, int again)
{
    hsize_t n = side * side, d[2] = {side, side}, c[2] = {512, 1024}; uint64_t *q = memory(n * 2);
    for (hsize_t i = 0; i < n / 4; i++) q[i] = mix(i);
    double s = put("data", latest, H5T_STD_I16LE, 2, d, c, 0, q);
    if (again) s = over(H5T_STD_I16LE, q);
    return n * 2 / s / 1e6;
}
static int16_t *signal_of(hsize_t rows)
{
    int16_t *y = memory(rows * 384 * 2);
    for (hsize_t b = 0; b < rows / 8192; b++) {
        int32_t s[384] = {0}, cm = 0;
        for (uint64_t r = b * 8192; r < (b + 1) * 8192; r++) {
            cm = cm - (cm >> 7) + noise(0x100000000ull + r);
            for (int c = 0; c < 384; c++) { s[c] = s[c] - (s[c] >> 3) + noise(r * 384 + c); y[r * 384 + c] = (int16_t)((s[c] >> 4) + (cm >> 3)); }
        }
    }
    return y;
}
static double filtered(hsize_t rows)
{
    hsize_t d[2] = {rows, 384}, c[2] = {8192, 64}; int16_t *y = signal_of(rows);
    return rows * 384 * 2 / put("data", 0, H5T_STD_I16LE, 2, d, c, 1, y) / 1e6;
}

/* the same with chunks encoded in two threads and written as they are: the tuned setting of an expert */
struct job { int16_t *from; uint8_t *out[1024]; uLongf length[1024]; int next, chunks; pthread_mutex_t lock; };
static void *encode(void *arg)
{
    struct job *j = arg; size_t n = 8192 * 64; uint8_t *sh = malloc(2 * n);
    for (;;) {
        pthread_mutex_lock(&j->lock); int k = j->next++; pthread_mutex_unlock(&j->lock);
        if (k >= j->chunks) { free(sh); return NULL; }
        size_t i = 0;
        for (int r = 0; r < 8192; r++) { uint8_t *p = (uint8_t *)(j->from + ((size_t)(k / 6) * 8192 + r) * 384 + k % 6 * 64); for (int c = 0; c < 64; c++, i++) { sh[i] = p[2 * c]; sh[n + i] = p[2 * c + 1]; } }
        j->length[k] = compressBound(2 * n); j->out[k] = malloc(j->length[k]);
        if (compress2(j->out[k], &j->length[k], sh, 2 * n, 4) != Z_OK) exit(5);
    }
}
static double direct(hsize_t rows)
{
    static struct job j; hsize_t dims[2] = {rows, 384}, c[2] = {8192, 64}; j.from = signal_of(rows); j.chunks = (int)(rows / 8192 * 6); pthread_mutex_init(&j.lock, NULL);
    pthread_t th[2]; double t = now(); hid_t f = create(0), s = H5Screate_simple(2, dims, NULL), p = H5Pcreate(H5P_DATASET_CREATE), d;
    H5Pset_chunk(p, 2, c); H5Pset_shuffle(p); H5Pset_deflate(p, 4); CK(d = H5Dcreate2(f, "data", H5T_STD_I16LE, s, D, p, D));
    for (int i = 0; i < 2; i++) pthread_create(th + i, NULL, encode, &j);
    for (int i = 0; i < 2; i++) pthread_join(th[i], NULL);
    for (int k = 0; k < j.chunks; k++) { hsize_t off[2] = {(hsize_t)(k / 6) * 8192, (hsize_t)(k % 6) * 64}; CK(H5Dwrite_chunk(d, D, 0, off, j.length[k], j.out[k])); }
    H5Dclose(d); H5Fclose(f);
    return rows * 384 * 2 / (now() - t) / 1e6;
}
static double objects(int groups, int latest)
{
    char nm[32]; hsize_t n8 = 8; double v[8], t = now(); hid_t st = H5Tcopy(H5T_C_S1), a, g, d; H5Tset_size(st, 8);
    hid_t f = create(latest), s = H5Screate_simple(1, &n8, NULL), sc = H5Screate(H5S_SCALAR);
    for (int i = 0; i < groups; i++) {
        sprintf(nm, "g%03d", i); CK(g = H5Gcreate2(f, nm, D, D, D));
        for (int k = 0; k < 500; k++) {
            int64_t id = i * 500 + k; double gain = id * 0.5; for (int j = 0; j < 8; j++) v[j] = uniform(id * 8 + j);
            sprintf(nm, "d%03d", k); CK(d = H5Dcreate2(g, nm, H5T_IEEE_F64LE, s, D, D, D)); CK(H5Dwrite(d, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, D, v));
            a = H5Acreate2(d, "id", H5T_STD_I64LE, sc, D, D); H5Awrite(a, H5T_NATIVE_INT64, &id); H5Aclose(a);
            a = H5Acreate2(d, "gain", H5T_IEEE_F64LE, sc, D, D); H5Awrite(a, H5T_NATIVE_DOUBLE, &gain); H5Aclose(a);
            a = H5Acreate2(d, "unit", st, sc, D, D); H5Awrite(a, st, "volts\0\0"); H5Aclose(a); H5Dclose(d);
        }
        H5Gclose(g);
    }
    H5Fclose(f);
    return now() - t;
}
static double append(int times, int every)
{
    int16_t v[384]; for (int c = 0; c < 384; c++) v[c] = (int16_t)(c * 31);
    double t = now(); hsize_t z[2] = {0, 384}, mx[2] = {H5S_UNLIMITED, 384}, ch[2] = {256, 384}, cnt[2] = {1, 384};
    hid_t f = create(1), s = H5Screate_simple(2, z, mx), p = H5Pcreate(H5P_DATASET_CREATE), d; H5Pset_chunk(p, 2, ch);
    CK(d = H5Dcreate2(f, "data", H5T_STD_I16LE, s, D, p, D)); hid_t ms = H5Screate_simple(2, cnt, NULL);
    for (int k = 0; k < times; k++) {
        hsize_t dim[2] = {k + 1, 384}, o[2] = {k, 0}; v[0] = (int16_t)k; CK(H5Dset_extent(d, dim)); hid_t fs = H5Dget_space(d);
        H5Sselect_hyperslab(fs, H5S_SELECT_SET, o, NULL, cnt, NULL); CK(H5Dwrite(d, H5T_NATIVE_INT16, ms, fs, D, v)); H5Sclose(fs);
        if ((k + 1) % every == 0) H5Fflush(f, H5F_SCOPE_GLOBAL);
    }
    H5Dclose(d); H5Fclose(f);
    return (now() - t) / times * 1e6;
}
static double strings(hsize_t n)
{
    hsize_t ch = 16384; char **sp = malloc(n * sizeof *sp), *pool = malloc(n * 32); hid_t st = H5Tcopy(H5T_C_S1); H5Tset_size(st, H5T_VARIABLE); H5Tset_cset(st, H5T_CSET_UTF8);
    for (hsize_t i = 0; i < n; i++) { char *q = sp[i] = pool + i * 32; int l = mix(i) % 32; uint64_t m = mix(i + (1ull << 32)); for (int j = 0; j < l; j++) q[j] = 'a' + (m >> 2 * j) % 16; q[l] = 0; }
    return n / put("s", 0, st, 1, &n, &ch, 0, sp) / 1e6;
}
typedef struct { int64_t id; double start, stop; int32_t label; float amp; } row_t;
static double table(hsize_t n)
{
    hsize_t ch = 16384; row_t *t = memory(n * sizeof *t); hid_t c = H5Tcreate(H5T_COMPOUND, 32);
    H5Tinsert(c, "id", 0, H5T_STD_I64LE); H5Tinsert(c, "start", 8, H5T_IEEE_F64LE); H5Tinsert(c, "stop", 16, H5T_IEEE_F64LE);
    H5Tinsert(c, "label", 24, H5T_STD_I32LE); H5Tinsert(c, "amp", 28, H5T_IEEE_F32LE);
    for (hsize_t i = 0; i < n; i++) { t[i].id = i; t[i].start = uniform(i); t[i].stop = t[i].start + 1; t[i].label = (int32_t)(mix(i) & 1023); t[i].amp = (float)(i & 65535); }
    return n * 32 / put("t", 0, c, 1, &n, &ch, 0, t) / 1e6;
}
int main(int c, char **v)
{
    if (c != 4) return 2;
    const char *what = v[2]; hsize_t by = atoi(v[3]), doubles = (1u << 26) / by, side = by == 1 ? 16384 : 8192, rows = 8192 * (42 / by);
    snprintf(path, sizeof path, "%s/libhdf5-write.h5", v[1]);
    double figure = 0;
    if (is(what, "w1")) figure = contiguous(doubles, 0);
    else if (is(what, "w1-over")) figure = contiguous(doubles, 1);
    else if (is(what, "w2")) figure = chunks(side, 0, 0);
    else if (is(what, "w2-over")) figure = chunks(side, 0, 1);
    else if (is(what, "w2-latest")) figure = chunks(side, 1, 0);
    else if (is(what, "w3")) figure = filtered(rows);
    else if (is(what, "w3-direct")) figure = direct(rows);
    else if (is(what, "w5")) figure = objects(100 / by, 0);
    else if (is(what, "w5-latest")) figure = objects(100 / by, 1);
    else if (is(what, "w6-100")) figure = append(20000 / by, 100);
    else if (is(what, "w6-1")) figure = append(20000 / by, 1);
    else if (is(what, "w7-strings")) figure = strings(1000000 / by);
    else if (is(what, "w7-table")) figure = table(2000000 / by);
    else return 2;
    unlink(path);
    printf("%.6g\n", figure);
    return 0;
}
