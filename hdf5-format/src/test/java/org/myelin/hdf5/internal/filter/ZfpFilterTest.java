package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.spi.FilterException;

/**
 * Streams that libzfp 1.0.0 wrote: every type, one to four dimensions, every mode, lengths that are
 * no whole number of blocks. {@code zfp/vectors.c} made the list.
 */
class ZfpFilterTest {
  private record Vector(String name, int[] parameters, byte[] stream, byte[] decoded) {
    static Vector parse(String line) {
      String[] part = line.split(" ", -1);
      return new Vector(
          part[0],
          Arrays.stream(part[1].split(",")).mapToInt(Integer::parseUnsignedInt).toArray(),
          HexFormat.of().parseHex(part[2]),
          HexFormat.of().parseHex(part[3]));
    }
  }

  private static List<Vector> vectors() throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                ZfpFilterTest.class.getResourceAsStream("/zfp/vectors.txt"),
                StandardCharsets.US_ASCII))) {
      return in.lines().map(Vector::parse).toList();
    }
  }

  private static byte[] decode(int[] parameters, byte[] stream, int limit) {
    ByteBuffer out = new ZfpFilter().decode(ByteBuffer.wrap(stream), parameters, limit);
    byte[] bytes = new byte[out.remaining()];
    out.get(bytes);
    return bytes;
  }

  /** A wrong order of coefficients, a lost bit plane, another rounding. */
  @Test
  void decodesToTheBytesOfLibzfp() throws IOException {
    List<Vector> all = vectors();
    assertThat(all).hasSizeGreaterThanOrEqualTo(18);
    for (Vector v : all) {
      assertThat(HexFormat.of().formatHex(decode(v.parameters, v.stream, v.decoded.length)))
          .as(v.name)
          .isEqualTo(HexFormat.of().formatHex(v.decoded));
    }
  }

  /** A writer of the other byte order stores its words so, and the filter keeps numbers in it. */
  @Test
  void bigEndianHeadsGiveBigEndianNumbers() throws IOException {
    Vector v = vectors().get(0);
    int[] swapped = Arrays.stream(v.parameters).map(Integer::reverseBytes).toArray();
    byte[] bytes = decode(swapped, v.stream, v.decoded.length);
    for (int i = 0; i < bytes.length; i++) {
      assertThat(bytes[i]).isEqualTo(v.decoded[i ^ 3]);
    }
  }

  @Test
  void brokenStreamsGiveTypedErrorsWithinTheLimit() throws IOException {
    List<Vector> all = vectors();
    long seed = System.nanoTime();
    System.out.println("zfp mutants, seed " + seed);
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      Vector v = all.get(random.nextInt(all.size()));
      byte[] stream = v.stream.clone();
      int[] parameters = v.parameters.clone();
      for (int k = random.nextInt(4); k > 0 && stream.length > 0; k--) {
        stream[random.nextInt(stream.length)] = (byte) random.nextInt();
      }
      if (i % 3 == 0) {
        stream = Arrays.copyOf(stream, random.nextInt(stream.length + 1));
      }
      if (i % 2 == 0) {
        parameters[random.nextInt(parameters.length)] ^=
            random.nextBoolean() ? 1 << random.nextInt(32) : random.nextInt();
      }
      if (i % 13 == 0) {
        parameters = Arrays.copyOf(parameters, random.nextInt(parameters.length + 1));
      }
      try {
        assertThat(decode(parameters, stream, v.decoded.length))
            .as("seed %d mutant %d", seed, i)
            .hasSizeLessThanOrEqualTo(v.decoded.length);
      } catch (FilterException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }
}
