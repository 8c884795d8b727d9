package org.myelin.nwb;

import java.util.Objects;
import java.util.stream.Stream;
import org.myelin.hdf5.Datatype;
import org.myelin.nwb.internal.builder.BaseBuilder;
import org.myelin.nwb.internal.builder.DatasetBuilder;
import org.myelin.nwb.internal.builder.GroupBuilder;
import org.myelin.nwb.internal.builder.LinkBuilder;
import org.myelin.nwb.internal.map.TypeMap;

/**
 * Collects the fields of a {@link TimeSeries}; for one thread. Data, unit and a time base are
 * required.
 */
public final class TimeSeriesBuilder {
  private final TypeMap types;
  private final String name;
  private String description = "no description";
  private String comments = "no comments";
  private DataSource data;
  private String unit;
  private double conversion = 1.0;
  private double offset = 0.0;
  private double resolution = -1.0;
  private String continuity;
  private Double rate;
  private double startingTime;
  private DataSource timestamps;
  private NwbData sharedTimestamps;
  private DataSource control;
  private DataSource controlDescription;

  TimeSeriesBuilder(TypeMap types, String name) {
    this.types = types;
    this.name = Objects.requireNonNull(name, "name");
  }

  /** What the series is about. */
  public TimeSeriesBuilder description(String text) {
    description = Objects.requireNonNull(text, "description");
    return this;
  }

  /** Further remarks. */
  public TimeSeriesBuilder comments(String text) {
    comments = Objects.requireNonNull(text, "comments");
    return this;
  }

  /** The samples: 1 to 4 axes, time first. */
  public TimeSeriesBuilder data(DataSource source) {
    int rank = source.shape().length;
    if (rank < 1 || rank > 4) {
      throw new IllegalArgumentException("data of a TimeSeries has 1 to 4 axes, not " + rank);
    }
    data = source;
    return this;
  }

  /** Unit of the samples after conversion. */
  public TimeSeriesBuilder unit(String text) {
    unit = Objects.requireNonNull(text, "unit");
    return this;
  }

  /** Factor from stored samples to the unit. */
  public TimeSeriesBuilder conversion(double factor) {
    conversion = factor;
    return this;
  }

  /** Summand from stored samples to the unit. */
  public TimeSeriesBuilder offset(double summand) {
    offset = summand;
    return this;
  }

  /** Smallest step between values in the unit. */
  public TimeSeriesBuilder resolution(double step) {
    resolution = step;
    return this;
  }

  /** One of {@code continuous}, {@code instantaneous}, {@code step}. */
  public TimeSeriesBuilder continuity(String text) {
    continuity = text;
    return this;
  }

  /** Evenly spaced samples, so many per second. */
  public TimeSeriesBuilder rate(double perSecond) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException(
          "a rate is more than 0 samples per second, not " + perSecond);
    }
    rate = perSecond;
    return this;
  }

  /** Time of the first of evenly spaced samples, in seconds. */
  public TimeSeriesBuilder startingTime(double seconds) {
    startingTime = seconds;
    return this;
  }

  /** Time of each sample in seconds: float64, one axis. */
  public TimeSeriesBuilder timestamps(DataSource seconds) {
    if (!seconds.datatype().equals(Datatype.F64) || seconds.shape().length != 1) {
      throw new IllegalArgumentException(
          "timestamps are float64 with one axis, not "
              + seconds.datatype()
              + " with "
              + seconds.shape().length);
    }
    timestamps = seconds;
    return this;
  }

  /** The times of another series of the same file, shared with it by a link. */
  public TimeSeriesBuilder timestamps(TimeSeries other) {
    sharedTimestamps =
        other
            .timestamps()
            .orElseThrow(() -> new IllegalArgumentException(other + " has no timestamps to share"));
    return this;
  }

  /** Label number of each sample, and the meaning of each number. */
  public TimeSeriesBuilder control(byte[] labels, String... meanings) {
    control = DataSource.of(Datatype.U8, labels, new long[] {labels.length});
    controlDescription = DataSource.of(meanings);
    return this;
  }

  /**
   * The series.
   *
   * @throws IllegalArgumentException if data, unit or the time base is missing, or there are two
   *     time bases
   */
  public TimeSeries build() {
    require(data != null, "data is missing");
    require(unit != null, "unit is missing");
    long bases = Stream.of(rate, timestamps, sharedTimestamps).filter(Objects::nonNull).count();
    require(bases > 0, "a time base is missing: give rate or timestamps");
    require(bases == 1, "has two time bases: give rate or timestamps, not both");
    GroupBuilder group = types.newGroup("core", "TimeSeries", name);
    group.attribute("description", description);
    group.attribute("comments", comments);
    BaseBuilder samples =
        group
            .add(new DatasetBuilder("data", data))
            .attribute("conversion", conversion)
            .attribute("offset", offset)
            .attribute("resolution", resolution)
            .attribute("unit", unit);
    if (continuity != null) {
      samples.attribute("continuity", continuity);
    }
    if (rate != null) {
      group
          .add(new DatasetBuilder("starting_time", DataSource.scalar(startingTime)))
          .attribute("rate", rate)
          .attribute("unit", "seconds");
    } else if (sharedTimestamps != null) {
      group.add(LinkBuilder.to("timestamps", sharedTimestamps.builder()));
    } else {
      // other writers store the interval as 64 bits, and validators accept the wider number
      group
          .add(new DatasetBuilder("timestamps", timestamps))
          .attribute("interval", 1L)
          .attribute("unit", "seconds");
    }
    if (control != null) {
      group.add(new DatasetBuilder("control", control));
      group.add(new DatasetBuilder("control_description", controlDescription));
    }
    return new TimeSeries(group, types);
  }

  private void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("TimeSeries '" + name + "': " + what);
    }
  }
}
