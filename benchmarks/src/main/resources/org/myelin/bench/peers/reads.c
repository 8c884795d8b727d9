/* Reads through libhdf5's C API: reads DIR FIGURE DIVISOR. Prints one figure. FIGURE "make" writes the files
   that all sides read; DIVISOR makes them smaller. The sizes and the data are those of Yardstick.java. */
#define _GNU_SOURCE
#include <hdf5.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

#define CK(x) do { if ((x) < 0) { fprintf(stderr, "failed at line %d\n", __LINE__); exit(3); } } while (0)
#define D H5P_DEFAULT

static char folder[2048];
static const char *in(const char *name) { static char p[4096]; snprintf(p, sizeof p, "%s/%s", folder, name); return p; }
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

/* memory whose pages are there, on a page's boundary */
static void *memory(size_t n) { void *p = NULL; if (posix_memalign(&p, 4096, n)) exit(9); memset(p, 1, n); return p; }

static hsize_t w1_n, w2_n, w3_rows, w5_groups, w5_links, w7_strings, w7_rows, w8_n;

static hid_t create(const char *name, int latest)
{
    hid_t p = H5Pcreate(H5P_FILE_ACCESS), f;
    if (latest) H5Pset_libver_bounds(p, H5F_LIBVER_LATEST, H5F_LIBVER_LATEST);
    CK(f = H5Fcreate(in(name), H5F_ACC_TRUNC, D, p));
    return f;
}
static hid_t open_file(const char *name) { hid_t f; CK(f = H5Fopen(in(name), H5F_ACC_RDONLY, D)); return f; }
static void put(const char *file, const char *name, hid_t type, int rank, hsize_t *dims, hsize_t *chunk, int deflate, const void *b)
{
    hid_t f = create(file, 0), s = H5Screate_simple(rank, dims, NULL), p = H5Pcreate(H5P_DATASET_CREATE), d;
    if (chunk) H5Pset_chunk(p, rank, chunk);
    if (deflate) { H5Pset_shuffle(p); H5Pset_deflate(p, 4); }
    CK(d = H5Dcreate2(f, name, type, s, D, p, D));
    CK(H5Dwrite(d, type, H5S_ALL, H5S_ALL, D, b));
    H5Dclose(d); H5Fclose(f);
}

typedef struct { int64_t id; double start, stop; int32_t label; float amp; } row_t;
static hid_t row_type(void)
{
    hid_t t = H5Tcreate(H5T_COMPOUND, 32);
    H5Tinsert(t, "id", 0, H5T_STD_I64LE); H5Tinsert(t, "start", 8, H5T_IEEE_F64LE); H5Tinsert(t, "stop", 16, H5T_IEEE_F64LE);
    H5Tinsert(t, "label", 24, H5T_STD_I32LE); H5Tinsert(t, "amp", 28, H5T_IEEE_F32LE);
    return t;
}
static hid_t string_type(size_t size) { hid_t t = H5Tcopy(H5T_C_S1); H5Tset_size(t, size); if (size == H5T_VARIABLE) H5Tset_cset(t, H5T_CSET_UTF8); return t; }
static int string_at(uint64_t i, char *q)
{ int l = mix(i) % 32; uint64_t m = mix(i + (1ull << 32)); for (int j = 0; j < l; j++) q[j] = 'a' + (m >> 2 * j) % 16; q[l] = 0; return l; }

static void make_objects(int latest)
{
    char nm[32]; hsize_t n8 = 8; double v[8];
    hid_t f = create(latest ? "w5-latest.h5" : "w5.h5", latest), s = H5Screate_simple(1, &n8, NULL), sc = H5Screate(H5S_SCALAR), st = string_type(8), a, g, d;
    for (hsize_t i = 0; i < w5_groups; i++) {
        sprintf(nm, "g%03d", (int)i); CK(g = H5Gcreate2(f, nm, D, D, D));
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
    f = create(latest ? "w5-links-latest.h5" : "w5-links.h5", latest); CK(d = H5Dcreate2(f, "target", H5T_IEEE_F64LE, s, D, D, D)); H5Dclose(d); CK(g = H5Gcreate2(f, "many", D, D, D));
    for (hsize_t k = 0; k < w5_links; k++) { sprintf(nm, "l%06d", (int)k); CK(H5Lcreate_hard(f, "target", g, nm, D, D)); }
    H5Gclose(g); H5Fclose(f);
    f = create(latest ? "w9-latest.h5" : "w9.h5", latest);
    for (int i = 0; i < 100; i++) {
        sprintf(nm, "g%03d", i); CK(g = H5Gcreate2(f, nm, D, D, D));
        for (int k = 0; k < 100; k++) { int64_t id = i * 100 + k; sprintf(nm, "d%03d", k); CK(d = H5Dcreate2(g, nm, H5T_IEEE_F64LE, s, D, D, D)); a = H5Acreate2(d, "id", H5T_STD_I64LE, sc, D, D); H5Awrite(a, H5T_NATIVE_INT64, &id); H5Aclose(a); H5Dclose(d); }
        H5Gclose(g);
    }
    H5Fclose(f);
}
static void make(void)
{
    double *x = memory(w1_n * 8); for (hsize_t i = 0; i < w1_n; i++) x[i] = uniform(i);
    put("w1.h5", "data", H5T_IEEE_F64LE, 1, &w1_n, NULL, 0, x); free(x);
    hsize_t n = w2_n * w2_n, d2[2] = {w2_n, w2_n}, c2[2] = {512, 1024};
    uint64_t *q = memory(n * 2); for (hsize_t i = 0; i < n / 4; i++) q[i] = mix(i);
    put("w2.h5", "data", H5T_STD_I16LE, 2, d2, c2, 0, q); free(q);
    int16_t *y = memory(w3_rows * 384 * 2);
    for (hsize_t b = 0; b < w3_rows / 8192; b++) {
        int32_t s[384] = {0}, cm = 0;
        for (uint64_t r = b * 8192; r < (b + 1) * 8192; r++) {
            cm = cm - (cm >> 7) + noise(0x100000000ull + r);
            for (int c = 0; c < 384; c++) { s[c] = s[c] - (s[c] >> 3) + noise(r * 384 + c); y[r * 384 + c] = (int16_t)((s[c] >> 4) + (cm >> 3)); }
        }
    }
    hsize_t d3[2] = {w3_rows, 384}, c3[2] = {8192, 64};
    put("w3.h5", "data", H5T_STD_I16LE, 2, d3, c3, 1, y); free(y);
    make_objects(0); make_objects(1);
    hsize_t ch = 16384; char **sp = malloc(w7_strings * sizeof *sp), *pool = malloc(w7_strings * 32);
    for (hsize_t i = 0; i < w7_strings; i++) { sp[i] = pool + i * 32; string_at(i, sp[i]); }
    put("w7-strings.h5", "s", string_type(H5T_VARIABLE), 1, &w7_strings, &ch, 0, sp); free(sp); free(pool);
    row_t *t = memory(w7_rows * sizeof *t);
    for (hsize_t i = 0; i < w7_rows; i++) { t[i].id = i; t[i].start = uniform(i); t[i].stop = t[i].start + 1; t[i].label = (int32_t)(mix(i) & 1023); t[i].amp = (float)(i & 65535); }
    put("w7-table.h5", "t", row_type(), 1, &w7_rows, &ch, 0, t); free(t);
}

static double whole(const char *file, const char *name, hid_t type, size_t bytes)
{
    char *b = memory(bytes);
    double t = now(); hid_t f = open_file(file), d = H5Dopen2(f, name, D); CK(H5Dread(d, type, H5S_ALL, H5S_ALL, D, b)); H5Dclose(d); H5Fclose(f);
    return bytes / (now() - t) / 1e6;
}

/* W3 by direct chunk reads, decoded in two threads: the tuned setting of an expert */
struct job { int16_t *to; uint8_t *from[1024]; size_t length[1024]; int next, chunks; pthread_mutex_t lock; };
static void *decode(void *arg)
{
    struct job *j = arg; size_t n = 8192 * 64; uint8_t *sh = malloc(2 * n);
    for (;;) {
        pthread_mutex_lock(&j->lock); int k = j->next++; pthread_mutex_unlock(&j->lock);
        if (k >= j->chunks) { free(sh); return NULL; }
        uLongf l = 2 * n; if (uncompress(sh, &l, j->from[k], j->length[k]) != Z_OK) exit(5);
        size_t i = 0;
        for (int r = 0; r < 8192; r++) { uint8_t *p = (uint8_t *)(j->to + ((size_t)(k / 6) * 8192 + r) * 384 + k % 6 * 64); for (int c = 0; c < 64; c++, i++) { p[2 * c] = sh[i]; p[2 * c + 1] = sh[n + i]; } }
    }
}
static double direct(void)
{
    static struct job j; size_t bytes = w3_rows * 384 * 2; j.to = memory(bytes); j.chunks = (int)(w3_rows / 8192 * 6); pthread_mutex_init(&j.lock, NULL);
    pthread_t th[2]; double t = now(); hid_t f = open_file("w3.h5"), d = H5Dopen2(f, "data", D);
    for (int k = 0; k < j.chunks; k++) { hsize_t off[2] = {(hsize_t)(k / 6) * 8192, (hsize_t)(k % 6) * 64}, n; uint32_t mask; CK(H5Dget_chunk_storage_size(d, off, &n)); j.length[k] = n; j.from[k] = malloc(n); CK(H5Dread_chunk(d, D, off, &mask, j.from[k])); }
    for (int i = 0; i < 2; i++) pthread_create(th + i, NULL, decode, &j);
    for (int i = 0; i < 2; i++) pthread_join(th[i], NULL);
    H5Dclose(d); H5Fclose(f);
    return bytes / (now() - t) / 1e6;
}
static double windows(const char *file, hsize_t rows, hsize_t columns, int tuned, int count)
{
    int16_t *o = memory(100 * 384 * 2); hid_t f = open_file(file), a = H5Pcreate(H5P_DATASET_ACCESS);
    if (tuned) H5Pset_chunk_cache(a, 12421, 640u << 20, 0.75);
    hid_t d = H5Dopen2(f, "data", a), s = H5Dget_space(d); hsize_t c[2] = {100, 384}; hid_t ms = H5Screate_simple(2, c, NULL);
    double t = now();
    for (int k = 0; k < count; k++) { hsize_t st[2] = {mix(k) % (rows - 99), columns == 384 ? 0 : mix((1u << 20) + k) % (columns - 383)}; CK(H5Sselect_hyperslab(s, H5S_SELECT_SET, st, NULL, c, NULL)); CK(H5Dread(d, H5T_NATIVE_INT16, ms, s, D, o)); }
    return (now() - t) / count * 1e6;
}
static double visit(const char *file)
{
    char nm[32]; double v[8], gain, sum = 0; int64_t id; char u[8]; hid_t st = string_type(8), a, g, d;
    double t = now(); hid_t f = open_file(file);
    for (hsize_t i = 0; i < w5_groups; i++) {
        sprintf(nm, "g%03d", (int)i); CK(g = H5Gopen2(f, nm, D));
        for (int k = 0; k < 500; k++) {
            sprintf(nm, "d%03d", k); CK(d = H5Dopen2(g, nm, D));
            a = H5Aopen(d, "id", D); H5Aread(a, H5T_NATIVE_INT64, &id); H5Aclose(a);
            a = H5Aopen(d, "gain", D); H5Aread(a, H5T_NATIVE_DOUBLE, &gain); H5Aclose(a);
            a = H5Aopen(d, "unit", D); H5Aread(a, st, u); H5Aclose(a);
            CK(H5Dread(d, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, D, v)); sum += v[3] + id; H5Dclose(d);
        }
        H5Gclose(g);
    }
    H5Fclose(f);
    return sum < 0 ? -1 : now() - t;
}
static herr_t one(hid_t g, const char *name, const H5L_info_t *i, void *count) { (void)g; (void)name; (void)i; ++*(hsize_t *)count; return 0; }
static double list(const char *file)
{
    double t = now(); hid_t f = open_file(file), g = H5Gopen2(f, "many", D); hsize_t n = 0;
    CK(H5Literate(g, H5_INDEX_NAME, H5_ITER_INC, NULL, one, &n)); if (n != w5_links) exit(4);
    H5Gclose(g); H5Fclose(f); return now() - t;
}
static double look(const char *file)
{
    char nm[32]; H5L_info_t i; hid_t f = open_file(file), g = H5Gopen2(f, "many", D); double t = now();
    for (int k = 0; k < 10000; k++) { sprintf(nm, "l%06d", (int)(mix(k) % w5_links)); CK(H5Lget_info(g, nm, &i, D)); }
    return (now() - t) / 1e4 * 1e6;
}
static double strings(void)
{
    hid_t st = string_type(H5T_VARIABLE); char **o = calloc(w7_strings, sizeof *o);
    double t = now(); hid_t f = open_file("w7-strings.h5"), d = H5Dopen2(f, "s", D); CK(H5Dread(d, st, H5S_ALL, H5S_ALL, D, o)); H5Dclose(d); H5Fclose(f);
    return w7_strings / (now() - t) / 1e6;
}
static double column(void)
{
    hid_t c = H5Tcreate(H5T_COMPOUND, 8); H5Tinsert(c, "start", 0, H5T_IEEE_F64LE); double *o = memory(w7_rows * 8);
    double t = now(); hid_t f = open_file("w7-table.h5"), d = H5Dopen2(f, "t", D); CK(H5Dread(d, c, H5S_ALL, H5S_ALL, D, o)); H5Dclose(d); H5Fclose(f);
    return w7_rows * 32.0 / (now() - t) / 1e6;
}
static int compare(const void *a, const void *b) { hsize_t x = *(const hsize_t *)a, y = *(const hsize_t *)b; return x < y ? -1 : x > y; }
static double points(const char *how)
{
    hsize_t *ix = malloc(w8_n * 8), n = 0; double *o = memory(w8_n * 8);
    if (is(how, "w8-mask")) for (hsize_t i = 0; n < w8_n; i++) { if (mix(i) & 1) ix[n++] = i; }
    else for (; n < w8_n; n++) ix[n] = mix(n) % w1_n;
    if (is(how, "w8-sorted")) qsort(ix, n, 8, compare);
    hid_t f = open_file("w1.h5"), d = H5Dopen2(f, "data", D), ms = H5Screate_simple(1, &n, NULL);
    double t = now(); hid_t s = H5Dget_space(d); CK(H5Sselect_elements(s, H5S_SELECT_SET, n, ix)); CK(H5Dread(d, H5T_NATIVE_DOUBLE, ms, s, D, o));
    t = now() - t;
    for (hsize_t k = 0; k < n; k += 997) if (o[k] != uniform(ix[k])) exit(4);
    return n / t / 1e6;
}
static double attribute(const char *file)
{
    char nm[32]; int64_t v; double t = now();
    for (int k = 0; k < 2000; k++) { sprintf(nm, "g%03d/d%03d", (int)(mix(k) % 100), (int)(mix(k + 5000) % 100)); hid_t f = open_file(file), a = H5Aopen_by_name(f, nm, "id", D, D); H5Aread(a, H5T_NATIVE_INT64, &v); H5Aclose(a); H5Fclose(f); }
    return (now() - t) / 2000 * 1e6;
}
int main(int c, char **v)
{
    if (c != 4) return 2;
    snprintf(folder, sizeof folder, "%s", v[1]); const char *what = v[2]; hsize_t by = atoi(v[3]);
    w1_n = (1u << 26) / by; w2_n = by == 1 ? 16384 : 8192; w3_rows = 8192 * (42 / by); w5_groups = 100 / by; w5_links = 200000; w7_strings = 1000000 / by; w7_rows = 2000000 / by; w8_n = 1000000 / by;
    double figure = 0;
    if (is(what, "make")) make();
    else if (is(what, "w1")) figure = whole("w1.h5", "data", H5T_NATIVE_DOUBLE, w1_n * 8);
    else if (is(what, "w2")) figure = whole("w2.h5", "data", H5T_NATIVE_INT16, w2_n * w2_n * 2);
    else if (is(what, "w3")) figure = whole("w3.h5", "data", H5T_NATIVE_INT16, w3_rows * 384 * 2);
    else if (is(what, "w3-direct")) figure = direct();
    else if (is(what, "w4-plain")) figure = windows("w2.h5", w2_n, w2_n, 0, 2000);
    else if (is(what, "w4-plain-tuned")) figure = windows("w2.h5", w2_n, w2_n, 1, 10000);
    else if (is(what, "w4-deflated")) figure = windows("w3.h5", w3_rows, 384, 0, 100);
    else if (is(what, "w4-deflated-tuned")) figure = windows("w3.h5", w3_rows, 384, 1, 10000);
    else if (is(what, "w5-visit")) figure = visit("w5.h5");
    else if (is(what, "w5-visit-latest")) figure = visit("w5-latest.h5");
    else if (is(what, "w5-list")) figure = list("w5-links.h5");
    else if (is(what, "w5-list-latest")) figure = list("w5-links-latest.h5");
    else if (is(what, "w5-look")) figure = look("w5-links.h5");
    else if (is(what, "w5-look-latest")) figure = look("w5-links-latest.h5");
    else if (is(what, "w7-strings")) figure = strings();
    else if (is(what, "w7-table")) figure = whole("w7-table.h5", "t", row_type(), w7_rows * 32);
    else if (is(what, "w7-column")) figure = column();
    else if (strncmp(what, "w8-", 3) == 0) figure = points(what);
    else if (is(what, "w9")) figure = attribute("w9.h5");
    else if (is(what, "w9-latest")) figure = attribute("w9-latest.h5");
    else return 2;
    printf("%.6g\n", figure);
    return 0;
}
