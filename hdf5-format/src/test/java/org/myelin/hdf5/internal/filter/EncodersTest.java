package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.DeflateCoder;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;
import org.myelin.hdf5.spi.FilterTarget;

/** Catches encoders that lose data, overrun their room, or write more than they announce. */
class EncodersTest {
  @Test
  void everyFilterAndContent() {
    long seed = System.nanoTime();
    System.out.println("encoders, seed " + seed);
    sweep(new Random(seed), 1, 20_000);
  }

  @Test
  @Tag("long")
  void manyChunks() {
    long seed = System.nanoTime();
    System.out.println("encoders, seed " + seed);
    sweep(new Random(seed), 40, 1 << 20);
  }

  private static void sweep(Random random, int rounds, int most) {
    for (int round = 0; round < rounds; round++) {
      for (FilterDescription f : Samples.FILTERS) {
        for (Samples.Kind kind : Samples.KINDS) {
          for (Samples.Content content : Samples.Content.values()) {
            int n = 1 + random.nextInt(random.nextInt(8) == 0 ? most / kind.size() : 300);
            check(f, kind, content.bytes(random, kind, n), n);
          }
        }
      }
    }
  }

  private static void check(FilterDescription f, Samples.Kind kind, byte[] raw, int n) {
    Filter filter = Filters.find(f.id()).orElseThrow();
    int[] given = f.clientData().stream().mapToInt(Integer::intValue).toArray();
    FilterTarget target = new FilterTarget(kind.type(), new long[] {n}, null);
    if (!Samples.suits(f, kind, n)) {
      assertThatThrownBy(() -> filter.parameters(given, target))
          .isInstanceOf(FilterException.class);
      return;
    }
    int[] parameters = filter.parameters(given, target);
    // a stretch of a larger array, which must stay as it is
    byte[] around = new byte[raw.length + 30];
    System.arraycopy(raw, 0, around, 13, raw.length);
    ByteBuffer encoded = filter.encode(ByteBuffer.wrap(around, 13, raw.length), parameters);
    String what = f + " of " + n + " " + kind;
    if (encoded == null) {
      // only those that must make chunks smaller may give up
      assertThat(f.id()).as(what).isIn(4, 32000, 32001);
      return;
    }
    assertThat((long) encoded.remaining())
        .as(what)
        .isLessThanOrEqualTo(filter.maxEncodedSize(raw.length));
    ByteBuffer decoded = filter.decode(encoded, parameters, raw.length);
    byte[] found = new byte[decoded.remaining()];
    decoded.get(found);
    Samples.assertSame(what, f, kind, raw, found);
    for (int i = 0; i < around.length; i++) {
      boolean inside = i >= 13 && i < 13 + raw.length;
      assertThat(around[i]).isEqualTo(inside ? raw[i - 13] : 0);
    }
  }

  /** As libhdf5 has it: what an optional filter cannot encode is stored without it and marked. */
  @Test
  void optionalFiltersAreLeftOut() {
    byte[] noise = new byte[4000];
    new Random(1).nextBytes(noise);
    FilterDescription blosc =
        FilterDescription.blosc(
            FilterDescription.BloscCodec.LZ4, 5, FilterDescription.BloscShuffle.NONE);
    FilterDescription zfp = new FilterDescription(32013, "zfp", true, List.of());
    FilterPipelineCodec codec = codec(FilterDescription.lzf(), blosc, zfp);
    FilterPipelineCodec.Encoded e = codec.encode(ByteBuffer.wrap(noise), false);
    assertThat(e.filterMask()).isEqualTo(7);
    assertThat(e.bytes()).isEqualTo(ByteBuffer.wrap(noise));
    assertThatThrownBy(() -> codec(zfp.mandatory()).encode(ByteBuffer.wrap(noise), false))
        .isInstanceOf(FilterException.class)
        .hasMessageContaining("zfp (32013), which is not optional")
        .hasMessageContaining("not written");
    assertThatThrownBy(
            () -> codec(FilterDescription.lzf().mandatory()).encode(ByteBuffer.wrap(noise), false))
        .isInstanceOf(FilterException.class)
        .hasMessageContaining("lzf (32000)");
  }

  private static FilterPipelineCodec codec(FilterDescription... filters) {
    return new FilterPipelineCodec("/d", List.of(filters), DeflateCoder.OWN);
  }
}
