package org.myelin.hdf5.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.ReadLimits;
import org.myelin.hdf5.UnsupportedFormatException;

class WireTest {
  private static final Geometry G = Geometry.DEFAULT;

  private record Pair(int first, long second) {
    static Pair transfer(Wire w, Pair p) {
      w.signature("PAIR");
      int first = w.u16("first", p, Pair::first);
      long second = w.offset("second", p, Pair::second);
      w.checksum("checksum", 0);
      return new Pair(first, second);
    }
  }

  private static CorruptFileException refused(byte[] bytes) {
    return catchThrowableOfType(
        CorruptFileException.class,
        () -> Wire.read(G, "f.h5", "Pair", 0x100, ByteBuffer.wrap(bytes), Pair::transfer));
  }

  /** A user has to find the place with a hex editor: every part of the location is checked. */
  @Test
  void aFlippedBitIsLocated() {
    byte[] bytes = Wire.encode(G, new Pair(5, 7), Pair::transfer);
    bytes[5] ^= 1;
    CorruptFileException e = refused(bytes);
    assertThat(e.file()).isEqualTo("f.h5");
    assertThat(e.structure()).isEqualTo("Pair");
    assertThat(e.field()).isEqualTo("checksum");
    assertThat(e.address()).isEqualTo(0x100 + 14);
    assertThat(e.found()).isNotEqualTo(e.expected());
    assertThat(e.getMessage()).startsWith("f.h5: Pair.checksum at 0x10e: found ");
  }

  @Test
  void everyTruncationIsLocated() {
    byte[] bytes = Wire.encode(G, new Pair(5, 7), Pair::transfer);
    for (int n = 0; n < bytes.length; n++) {
      CorruptFileException e = refused(java.util.Arrays.copyOf(bytes, n));
      assertThat(e.getMessage()).contains("found the end after");
      assertThat(e.address()).isBetween(0x100L, 0x100L + n);
    }
  }

  /**
   * Readers are handed slices of larger buffers; positions and checksums may not count from the
   * buffer's start.
   */
  @Test
  void aSliceInsideALargerBufferReadsTheSame() {
    byte[] bytes = Wire.encode(G, new Pair(5, 7), Pair::transfer);
    ByteBuffer large = ByteBuffer.allocate(100).position(33);
    large.put(bytes).position(33);
    Pair p = Wire.read(G, "f.h5", "Pair", 0, large, Pair::transfer);
    assertThat(p).isEqualTo(new Pair(5, 7));
    assertThat(large.position()).as("the caller's buffer is not moved").isEqualTo(33);
  }

  /** -1 in Java is all ones in the file at every width, and nothing else is. */
  @Test
  void undefinedAddressesHaveAllBitsSetAtEveryWidth() {
    for (int width = 2; width <= 8; width++) {
      Geometry g = new Geometry(width, 8);
      Wire.Description<Long> d = (w, v) -> w.offset("address", v, x -> x);
      byte[] none = Wire.encode(g, Wire.UNDEFINED, d);
      assertThat(none).hasSize(width).containsOnly(0xff);
      assertThat(Wire.read(g, "f", "s", 0, ByteBuffer.wrap(none), d)).isEqualTo(-1L);
      byte[] some = Wire.encode(g, 0x1234L, d);
      assertThat(Wire.read(g, "f", "s", 0, ByteBuffer.wrap(some), d)).isEqualTo(0x1234L);
      if (width < 8) {
        long ones = (1L << (8 * width)) - 1;
        assertThatThrownBy(() -> Wire.encode(g, ones, d))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  /** A value that is cut off silently would be read as another one. */
  @Test
  void aValueThatDoesNotFitIsRefusedByName() {
    assertThatThrownBy(() -> Wire.encode(G, new Pair(0x10000, 0), Pair::transfer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("first")
        .hasMessageContaining("65536")
        .hasMessageContaining("65535");
  }

  @Test
  void countsAreCheckedBeforeAnythingIsAllocated() {
    ByteBuffer ten = ByteBuffer.allocate(10);
    assertThatThrownBy(() -> Wire.read(G, "f", "s", 0, ten, (w, v) -> w.count("entries", 3, 4)))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("s.entries")
        .hasMessageContaining("found 3");
    assertThatThrownBy(
            () -> Wire.read(G, "f", "s", 0, ten, (w, v) -> w.count("entries", 1L << 62, 4)))
        .isInstanceOf(CorruptFileException.class);
    assertThatThrownBy(
            () -> Wire.read(G, "f", "s", 0, ten, (w, v) -> w.bytes("data", 1L << 40, null)))
        .isInstanceOf(CorruptFileException.class);
  }

  private static Integer nested(Wire w, Integer depth) {
    int more = w.u8("more", 0);
    return more == 0 ? 0 : 1 + w.item("inner", null, WireTest::nested);
  }

  /** A file may not choose how deep our stack gets. */
  @Test
  void nestingIsLimitedAndTheLimitIsNamed() {
    byte[] deep = new byte[100_000];
    java.util.Arrays.fill(deep, (byte) 1);
    assertThatThrownBy(() -> Wire.read(G, "f", "s", 0, ByteBuffer.wrap(deep), WireTest::nested))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("deeper than 32")
        .hasMessageContaining("ReadLimits.maxNesting");
    ByteBuffer shallow = ByteBuffer.wrap(new byte[] {1, 1, 1, 0});
    assertThat(Wire.read(G, "f", "s", 0, shallow, WireTest::nested)).isEqualTo(3);
    assertThatThrownBy(
            () ->
                Wire.read(
                    G,
                    "f",
                    "s",
                    0,
                    shallow,
                    ReadLimits.DEFAULT.withMaxNesting(2),
                    WireTest::nested))
        .isInstanceOf(UnsupportedFormatException.class);
  }

  @Test
  void aTraceShowsPositionsNamesAndValues() {
    assertThat(Wire.trace(G, new Pair(5, 7), Pair::transfer))
        .contains("     0  signature = 50 41 49 52 (4)")
        .contains("     4  first = 5 (2)")
        .contains("     6  second = 7 (8)");
  }

  /** The sentence and its hash stand in the public-domain source of lookup3. */
  @Test
  void lookup3HasItsKnownAnswers() {
    assertThat(Lookup3.hash(new byte[0])).isEqualTo(0xdeadbeef);
    byte[] text = "Four score and seven years ago".getBytes(StandardCharsets.US_ASCII);
    assertThat(Lookup3.hash(text)).isEqualTo(0x17770551);
  }

  /** Two names that differ in an invalid byte are two names. */
  @Test
  void invalidUtf8KeepsItsBytes() {
    byte[][] names = {
      {'a', (byte) 0xe9, 'b'},
      {(byte) 0xff},
      {(byte) 0xc3},
      {(byte) 0xe2, (byte) 0x82},
      {(byte) 0xf0, (byte) 0x9f, 'x'},
      {(byte) 0xed, (byte) 0xb2, (byte) 0x80},
      "é λ 𝛼 plain".getBytes(StandardCharsets.UTF_8)
    };
    for (byte[] name : names) {
      assertThat(Utf8.encode(Utf8.decode(name))).isEqualTo(name);
    }
    assertThat(Utf8.decode(names[0])).isEqualTo("a\udce9b");
    assertThatThrownBy(() -> Utf8.encode("\ud800")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void widthsAreTheLeastThatHoldANumber() {
    assertThat(Geometry.widthFor(0)).isEqualTo(1);
    assertThat(Geometry.widthFor(255)).isEqualTo(1);
    assertThat(Geometry.widthFor(256)).isEqualTo(2);
    assertThat(Geometry.widthFor(1L << 32)).isEqualTo(5);
    assertThat(Geometry.widthFor(Long.MAX_VALUE)).isEqualTo(8);
  }
}
