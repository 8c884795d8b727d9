package org.myelin.nwb.internal.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.myelin.nwb.NwbException;

class IsoDateTimeTest {

  /** A Z for UTC, milliseconds, or a missing second would differ from what other writers store. */
  @Test
  void writesAsOthersDo() {
    assertThat(
            IsoDateTime.format(OffsetDateTime.of(2018, 4, 25, 2, 30, 3, 0, ZoneOffset.ofHours(-7))))
        .isEqualTo("2018-04-25T02:30:03-07:00");
    assertThat(IsoDateTime.format(OffsetDateTime.of(2018, 4, 25, 2, 30, 0, 0, ZoneOffset.UTC)))
        .isEqualTo("2018-04-25T02:30:00+00:00");
    assertThat(
            IsoDateTime.format(
                OffsetDateTime.of(2018, 4, 25, 2, 30, 3, 120_000_999, ZoneOffset.UTC)))
        .isEqualTo("2018-04-25T02:30:03.120000+00:00");
  }

  @ParameterizedTest
  @CsvSource({
    "2018-04-25T02:30:03-07:00, 2018-04-25T02:30:03-07:00",
    "2018-09-28T14:43:54.123+02:00, 2018-09-28T14:43:54.123+02:00",
    "2017-04-03T11:00:00Z, 2017-04-03T11:00:00Z",
    "2017-04-03 11:00:00+0200, 2017-04-03T11:00:00+02:00",
    "2017-04-03T11:00:00.5-05, 2017-04-03T11:00:00.5-05:00"
  })
  void readsWhatOthersWrite(String text, OffsetDateTime date) {
    assertThat(IsoDateTime.parse(text, "/x")).isEqualTo(date);
  }

  @ParameterizedTest
  @CsvSource({"2017-04-03T11:00:00", "yesterday", "''"})
  void refusesWhatIsNoInstant(String text) {
    assertThatThrownBy(() -> IsoDateTime.parse(text, "/session_start_time"))
        .isInstanceOf(NwbException.class)
        .hasMessageContaining("/session_start_time")
        .hasMessageContaining(text);
  }
}
