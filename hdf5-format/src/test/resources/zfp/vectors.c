/*
 * Prints what ZfpFilterTest compares with: for each line a name, the filter's client data, a stream that
 * libzfp wrote, and the bytes that libzfp reads from it.
 *   cc vectors.c -lzfp -lm && ./a.out > vectors.txt
 * With an argument: that many lines of random shape.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zfp.h>

static uint64_t state = 88172645463325252u;

static uint64_t next(void) {
  state ^= state << 13;
  state ^= state >> 7;
  return state ^= state << 17;
}

static void hex(const void *bytes, size_t n) {
  for (size_t i = 0; i < n; i++) {
    printf("%02x", ((const unsigned char *)bytes)[i]);
  }
}

/* mode: 0 rate, 1 precision, 2 accuracy, 3 reversible, 4 all limits; kind: 0 smooth, 1 noise, 2 mostly zero, 3 odd */
static void line(zfp_type type, int dims, const size_t *n, int mode, double parameter, int kind) {
  size_t count = 1;
  for (int d = 0; d < dims; d++) {
    count *= n[d];
  }
  size_t size = zfp_type_size(type);
  char *data = calloc(count, size);
  for (size_t i = 0; i < count; i++) {
    double v = kind == 1   ? ((double)next() / 1.8e19 - 0.5) * 2e6
               : kind == 2 ? (next() % 50 == 0 ? 12345 : 0)
                           : 1e4 * sin(i * 0.07) + 30 * cos(i * 1.3);
    int64_t whole = kind == 3 ? (int64_t)next() : (int64_t)v;
    switch (type) {
      case zfp_type_int32: ((int32_t *)data)[i] = (int32_t)(kind == 3 ? whole >> 34 : whole); break;
      case zfp_type_int64: ((int64_t *)data)[i] = kind == 3 ? whole >> 2 : whole; break;
      case zfp_type_float: ((float *)data)[i] = kind == 3 ? ldexpf(v, next() % 200 - 120) : v; break;
      default: ((double *)data)[i] = kind == 3 ? ldexp(v, next() % 1900 - 1000) : v;
    }
    if (kind == 3 && mode == 3 && size == 4 && i % 17 == 0) {
      ((int32_t *)data)[i] = (int32_t)next();
    }
  }
  zfp_field *field = zfp_field_alloc();
  zfp_field_set_type(field, type);
  zfp_field_set_pointer(field, data);
  switch (dims) {
    case 1: zfp_field_set_size_1d(field, n[0]); break;
    case 2: zfp_field_set_size_2d(field, n[0], n[1]); break;
    case 3: zfp_field_set_size_3d(field, n[0], n[1], n[2]); break;
    default: zfp_field_set_size_4d(field, n[0], n[1], n[2], n[3]);
  }
  zfp_stream *zfp = zfp_stream_open(0);
  switch (mode) {
    case 0: zfp_stream_set_rate(zfp, parameter, type, dims, 0); break;
    case 1: zfp_stream_set_precision(zfp, (uint)parameter); break;
    case 2: zfp_stream_set_accuracy(zfp, parameter); break;
    case 3: zfp_stream_set_reversible(zfp); break;
    default: zfp_stream_set_params(zfp, 40, (uint)parameter, 30, -20);
  }
  uint32_t head[8] = {0};
  bitstream *heads = stream_open(head, sizeof head);
  zfp_stream_set_bit_stream(zfp, heads);
  size_t bits = zfp_write_header(zfp, field, ZFP_HEADER_FULL);
  zfp_stream_flush(zfp);
  size_t most = zfp_stream_maximum_size(zfp, field);
  char *buffer = calloc(most, 1);
  zfp_stream_set_bit_stream(zfp, stream_open(buffer, most));
  size_t length = zfp_compress(zfp, field);
  memset(data, 0xee, count * size);
  zfp_stream_rewind(zfp);
  if (!length || !zfp_decompress(zfp, field)) {
    exit(1);
  }
  printf("%s-%dd-mode%d-kind%d", (const char *[]){"", "int32", "int64", "float", "double"}[type], dims, mode, kind);
  printf(" 269504785");
  for (size_t i = 0; i < (bits + 31) / 32; i++) {
    printf(",%u", head[i]);
  }
  printf(" ");
  hex(buffer, length);
  printf(" ");
  hex(data, count * size);
  printf("\n");
  free(buffer);
  free(data);
}

int main(int argc, char **argv) {
  static const size_t shapes[][4] = {{13}, {9, 6}, {5, 6, 3}, {5, 3, 2, 3}};
  static const double parameters[] = {9, 17, 0.02, 0, 300};
  if (argc > 1) {
    for (int i = 0; i < atoi(argv[1]); i++) {
      size_t n[4];
      int dims = next() % 4 + 1, mode = next() % 5;
      for (int d = 0; d < 4; d++) {
        n[d] = next() % (dims == 1 ? 70 : dims == 4 ? 7 : 11) + 1;
      }
      double p[] = {next() % 40 + 1, next() % 64 + 1, ldexp(1, (int)(next() % 40) - 25), 0, next() % 2000 + 60};
      line(next() % 4 + 1, dims, n, mode, p[mode], next() % 4);
    }
    return 0;
  }
  for (zfp_type type = zfp_type_int32; type <= zfp_type_double; type++) {
    for (int mode = 0; mode < 5; mode++) {
      if (mode != 2 || type >= zfp_type_float) {
        int dims = (type + mode) % 4 + 1;
        line(type, dims, shapes[dims - 1], mode, parameters[mode], (type * 3 + mode) % 4);
      }
    }
  }
  return 0;
}
