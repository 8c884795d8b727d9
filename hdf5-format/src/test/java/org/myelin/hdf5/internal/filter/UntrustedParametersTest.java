package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;

/**
 * Catches a filter that believes its client data: they come from the file, in any number and of any
 * value. Every filter of the registry takes part, new ones too.
 */
class UntrustedParametersTest {
  private static final int LIMIT = 4096;

  static Iterable<Filter> all() {
    return Filters.all();
  }

  /** Szip, n-bit, scale-offset. */
  private static final Set<Integer> LOSSY = Set.of(4, 5, 6);

  @ParameterizedTest
  @MethodSource("all")
  void anyClientDataGiveAResultWithinTheLimitOrATypedError(Filter filter) {
    long seed = System.nanoTime();
    System.out.println(filter.name() + " client data, seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      int[] parameters = parameters(random);
      byte[] chunk = new byte[random.nextInt(300)];
      if (i % 4 != 0) {
        random.nextBytes(chunk);
      }
      try {
        int n = filter.decode(ByteBuffer.wrap(chunk), parameters, LIMIT).remaining();
        assertThat(n)
            .as("seed %d, round %d", seed, i)
            .isLessThanOrEqualTo(Math.max(LIMIT, chunk.length));
      } catch (FilterException e) {
        assertThat(e.getMessage()).as("seed %d, round %d", seed, i).isNotBlank();
        assertThat(e.getCause()).as("seed %d, round %d", seed, i).isNull();
      }
    }
  }

  /** A dataset of the file may be written to as well, with the client data that it has. */
  @ParameterizedTest
  @MethodSource("all")
  void whatIsEncodedWithAnyClientDataDecodesToTheSame(Filter filter) {
    long seed = System.nanoTime();
    System.out.println(filter.name() + " client data for writing, seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      int[] parameters = parameters(random);
      byte[] chunk = new byte[1 + random.nextInt(300)];
      random.nextBytes(chunk);
      try {
        ByteBuffer encoded = filter.encode(ByteBuffer.wrap(chunk), parameters);
        if (encoded != null) {
          ByteBuffer expected = ByteBuffer.wrap(chunk);
          if (LOSSY.contains(filter.id())) {
            // bits that the client data leave out are gone, but only once
            expected = filter.decode(encoded, parameters, chunk.length);
            encoded = filter.encode(expected, parameters);
          }
          assertThat(filter.decode(encoded, parameters, chunk.length))
              .as("seed %d, round %d", seed, i)
              .isEqualTo(expected);
        }
      } catch (FilterException e) {
        assertThat(e.getMessage()).as("seed %d, round %d", seed, i).isNotBlank();
      }
    }
  }

  private static int[] parameters(Random random) {
    int[] parameters = new int[random.nextInt(26)];
    for (int k = 0; k < parameters.length; k++) {
      parameters[k] =
          switch (random.nextInt(5)) {
            case 0 -> random.nextInt();
            case 1 -> 0;
            case 2 -> 1 << random.nextInt(32);
            case 3 -> parameters.length;
            default -> random.nextInt(40);
          };
    }
    return parameters;
  }
}
