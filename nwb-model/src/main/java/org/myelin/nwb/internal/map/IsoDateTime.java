package org.myelin.nwb.internal.map;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import org.myelin.nwb.NwbException;

/**
 * The schema's {@code isodatetime}: ISO 8601 with UTC offset, microseconds only when there are any.
 */
public final class IsoDateTime {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxxxx");
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxxxx");

  /** Also what other writers leave: a blank for the T, an offset without colon, or Z. */
  private static final DateTimeFormatter LENIENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXXXX][XXXX][XXX][XX][X]")
          .toFormatter();

  private IsoDateTime() {}

  /** As it is stored. */
  public static String format(OffsetDateTime date) {
    OffsetDateTime micros = date.truncatedTo(ChronoUnit.MICROS);
    return (micros.getNano() == 0 ? SECONDS : MICROS).format(micros);
  }

  /** From stored text; {@code where} names its place in errors. */
  public static OffsetDateTime parse(String text, String where) {
    try {
      return OffsetDateTime.parse(text.replace(' ', 'T'), LENIENT);
    } catch (DateTimeException e) {
      throw new NwbException(
          where + ": found '" + text + "', expected a date like 2018-09-28T14:43:54.123+02:00", e);
    }
  }
}
