package org.myelin.hdf5.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.StringPadding;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level2.DatatypeMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.wire.Geometry;

/**
 * Bytes as libhdf5 1.10.8 writes them, taken from files that h5py made: both directions being wrong
 * alike would show here.
 */
class DatatypeMessageTest {
  private static String encode(Datatype t, int least) {
    byte[] bytes = MessageType.encode(Geometry.DEFAULT, DatatypeMessage.of(t, least));
    return HexFormat.of().formatHex(bytes);
  }

  private static Datatype decode(byte[] bytes) {
    return ((DatatypeMessage)
            MessageType.DATATYPE.decode(Geometry.DEFAULT, "f.h5", 0, ByteBuffer.wrap(bytes)))
        .datatype();
  }

  private static void isWritten(Datatype t, int least, String hex) {
    String expected = hex.replace(" ", "");
    assertThat(encode(t, least)).isEqualTo(expected);
    assertThat(decode(HexFormat.of().parseHex(expected))).isEqualTo(t);
  }

  @Test
  void numbers() {
    isWritten(Datatype.I64, 1, "10 08 00 00 08 00 00 00 00 00 40 00");
    isWritten(Datatype.U8, 1, "10 00 00 00 01 00 00 00 00 00 08 00");
    isWritten(Datatype.I32_BE, 1, "10 09 00 00 04 00 00 00 00 00 20 00");
    isWritten(Datatype.F64, 1, "11 20 3f 00 08 00 00 00 00 00 40 00 34 0b 00 34 ff 03 00 00");
    isWritten(Datatype.F32, 1, "11 20 1f 00 04 00 00 00 00 00 20 00 17 08 00 17 7f 00 00 00");
    // new-style files do not change what would not get shorter
    isWritten(Datatype.I64, 3, "10 08 00 00 08 00 00 00 00 00 40 00");
  }

  @Test
  void strings() {
    isWritten(Datatype.VLEN_UTF8, 1, "19 01 01 00 10 00 00 00 10 00 00 00 01 00 00 00 00 00 08 00");
    isWritten(
        Datatype.VLEN_ASCII, 1, "19 01 00 00 10 00 00 00 10 00 00 00 01 00 00 00 00 00 08 00");
    isWritten(
        Datatype.fixedString(5, CharacterSet.ASCII, StringPadding.NULL_PADDED),
        1,
        "13 01 00 00 05 00 00 00");
    isWritten(
        Datatype.fixedString(7, CharacterSet.UTF_8, StringPadding.SPACE_PADDED),
        1,
        "13 12 00 00 07 00 00 00");
  }

  @Test
  void booleansAndReferences() {
    String base = "10 08 00 00 01 00 00 00 00 00 08 00";
    isWritten(
        Datatype.BOOL,
        1,
        "18 02 00 00 01 00 00 00" + base + "46414c5345000000 5452554500000000 00 01");
    isWritten(Datatype.BOOL, 3, "38 02 00 00 01 00 00 00" + base + "46414c534500 5452554500 00 01");
    isWritten(Datatype.OBJECT_REFERENCE, 1, "17 00 00 00 08 00 00 00");
  }

  /**
   * Names are padded to 8 in old descriptions and not in new ones; offsets have least width in new
   * ones.
   */
  @Test
  void compounds() {
    Datatype t =
        Datatype.compound(
            Datatype.member("count", Datatype.I32),
            Datatype.member("timeseries", Datatype.OBJECT_REFERENCE));
    String i32 = "10 08 00 00 04 00 00 00 00 00 20 00";
    String reference = "17 00 00 00 08 00 00 00";
    String old = "00 000000 00000000 00000000 00000000 00000000 00000000 00000000";
    isWritten(
        t,
        1,
        "16 02 00 00 0c 00 00 00 636f756e74000000 00000000"
            + old
            + i32
            + "74696d65736572696573000000000000 04000000"
            + old
            + reference);
    isWritten(
        t,
        3,
        "36 02 00 00 0c 00 00 00 636f756e7400 00" + i32 + "74696d6573657269657300 04" + reference);
  }

  @Test
  void arraysMakeTheirCompoundsVersion2() {
    Datatype a = Datatype.array(Datatype.U8, 2, 3);
    String u8 = "10 00 00 00 01 00 00 00 00 00 08 00";
    isWritten(a, 1, "2a 00 00 00 06 00 00 00 02 000000 02000000 03000000 00000000 01000000" + u8);
    isWritten(a, 3, "3a 00 00 00 06 00 00 00 02 02000000 03000000" + u8);
    DatatypeMessage m = DatatypeMessage.of(Datatype.compound(Datatype.member("a", a)), 1);
    assertThat(m.versions()).isEqualTo(List.of(2, 2, 1));
  }

  /** CVEs of the stack kind: a description that nests 10,000 deep costs 12 bytes a level. */
  @Test
  void deepNestingIsRefused() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 10_000; i++) {
      bytes.writeBytes(HexFormat.of().parseHex("1900000010000000"));
    }
    bytes.writeBytes(HexFormat.of().parseHex("100800000800000000004000"));
    assertThatThrownBy(() -> decode(bytes.toByteArray()))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("ReadLimits.maxNesting");
  }

  /** Sizes that lie would let a reader run past an element. */
  @Test
  void contradictionsAreRefused() {
    for (String hex :
        List.of(
            "10 08 00 00 00 00 00 00 00 00 40 00", // no bytes
            "10 08 00 00 08 00 00 00 00 00 41 00", // more bits than bytes
            "10 08 00 00 08 00 00 00 01 00 40 00",
            "3a 00 00 00 07 00 00 00 01 02000000 10 00 00 00 01 00 00 00 00 00 08 00", // 2 bytes,
            // not 7
            "36 01 00 00 04 00 00 00 6100 02 10 08 00 00 04 00 00 00 00 00 20 00", // member outside
            "19 02 00 00 10 00 00 00 10 00 00 00 01 00 00 00 00 00 08 00",
            "0f 02 00 00 10 00 00 00")) {
      byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
      assertThatThrownBy(() -> decode(bytes)).as(hex).isInstanceOf(CorruptFileException.class);
    }
  }
}
