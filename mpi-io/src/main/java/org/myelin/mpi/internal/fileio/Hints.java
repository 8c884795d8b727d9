package org.myelin.mpi.internal.fileio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.myelin.mpi.Info;

/**
 * The hints that matter here, with ROMIO's names. A value that makes no sense is ignored, as the
 * standard wants: hints never change results.
 */
public final class Hints {
  /** What a switch among the hints says. */
  enum Choice {
    AUTOMATIC,
    ENABLE,
    DISABLE
  }

  private static final int LARGEST = 256 << 20;

  final int aggregators;
  final int collectiveBuffer;
  final int readBuffer;
  final int writeBuffer;
  final long stripingUnit;
  final Choice collectiveRead;
  final Choice collectiveWrite;
  final Choice sieveRead;
  final Choice sieveWrite;
  private final Info given;

  private Hints(Info info, int ranks) {
    given = info;
    aggregators = (int) number(info, "cb_nodes", defaultAggregators(ranks), 1, ranks);
    collectiveBuffer = (int) number(info, "cb_buffer_size", 4 << 20, 4096, LARGEST);
    readBuffer = (int) number(info, "ind_rd_buffer_size", 4 << 20, 4096, LARGEST);
    writeBuffer = (int) number(info, "ind_wr_buffer_size", 512 << 10, 4096, LARGEST);
    stripingUnit = number(info, "striping_unit", 0, 0, 1L << 40);
    collectiveRead = choice(info, "romio_cb_read");
    collectiveWrite = choice(info, "romio_cb_write");
    sieveRead = choice(info, "romio_ds_read");
    sieveWrite = choice(info, "romio_ds_write");
  }

  /** The hints of a file opened by {@code ranks} ranks. */
  public static Hints of(Info info, int ranks) {
    return new Hints(info, ranks);
  }

  /** These hints after {@code more} were given. */
  public Hints with(Info more, int ranks) {
    Info all = given;
    for (Map.Entry<String, String> hint : more.asMap().entrySet()) {
      all = all.with(hint.getKey(), hint.getValue());
    }
    return new Hints(all, ranks);
  }

  /** {@code info} as bytes: ranks take the hints of rank 0, because a plan needs equal ones. */
  static byte[] encode(Info info) {
    StringBuilder text = new StringBuilder();
    info.asMap().forEach((key, value) -> text.append(key).append('\0').append(value).append('\0'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Info decode(ByteBuffer in) {
    String text = StandardCharsets.UTF_8.decode(in).toString();
    if (text.isEmpty()) {
      return Info.EMPTY;
    }
    // The last separator is cut off, so that an empty last value keeps its place.
    return Info.of(text.substring(0, text.length() - 1).split("\0", -1));
  }

  /** All hints in use with their values. */
  public Info inUse() {
    return Info.of(
        "cb_nodes", Integer.toString(aggregators),
        "cb_buffer_size", Integer.toString(collectiveBuffer),
        "ind_rd_buffer_size", Integer.toString(readBuffer),
        "ind_wr_buffer_size", Integer.toString(writeBuffer),
        "striping_unit", Long.toString(stripingUnit),
        "romio_cb_read", text(collectiveRead),
        "romio_cb_write", text(collectiveWrite),
        "romio_ds_read", text(sieveRead),
        "romio_ds_write", text(sieveWrite));
  }

  /** Domain boundaries fall on multiples of this. */
  long alignment() {
    return Math.max(4096, stripingUnit);
  }

  private static int defaultAggregators(int ranks) {
    return Math.min(ranks, 2);
  }

  private static long number(Info info, String key, long otherwise, long least, long most) {
    try {
      long value = Long.parseLong(info.get(key).orElse("").trim());
      return value < least ? otherwise : Math.min(value, most);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static Choice choice(Info info, String key) {
    try {
      return Choice.valueOf(info.get(key).orElse("automatic").trim().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Choice.AUTOMATIC;
    }
  }

  private static String text(Choice choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
