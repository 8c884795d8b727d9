package org.myelin.nwb;

import java.util.Optional;
import java.util.OptionalDouble;
import org.myelin.nwb.internal.builder.GroupBuilder;
import org.myelin.nwb.internal.map.TypeMap;

/**
 * Samples over time (neurodata type {@code TimeSeries} and its subtypes). The first axis of {@link
 * #data} is time; its samples are either evenly spaced ({@link #rate} and {@link #startingTime}) or
 * have {@link #timestamps}.
 *
 * <pre>{@code
 * TimeSeries series = TimeSeries.builder("lfp").description("one channel").unit("volts")
 *     .data(DataSource.of(samples)).rate(1000.0).build();
 * }</pre>
 */
public final class TimeSeries extends NwbContainer {

  /** For this library: the view of a series in a tree. */
  public TimeSeries(GroupBuilder builder, TypeMap types) {
    super(builder, types);
  }

  /** Begins a series of that name. */
  public static TimeSeriesBuilder builder(String name) {
    return new TimeSeriesBuilder(TypeMap.shipped(), name);
  }

  /** What it is about. */
  public String description() {
    String text = text("description");
    return text == null ? "no description" : text;
  }

  /** Further remarks. */
  public String comments() {
    String text = text("comments");
    return text == null ? "no comments" : text;
  }

  /** The samples as stored: {@code stored × conversion + offset} is in {@link #unit}. */
  public NwbData data() {
    return dataset("data");
  }

  /** Unit of the samples after conversion; empty where an early file has none. */
  public Optional<String> unit() {
    return Optional.ofNullable(data().text("unit"));
  }

  /** Factor from stored samples to the unit, 1 unless the file says otherwise. */
  public double conversion() {
    return data().number("conversion", 1.0);
  }

  /** Summand from stored samples to the unit, 0 unless the file says otherwise. */
  public double offset() {
    return data().number("offset", 0.0);
  }

  /** Smallest step between values in the unit, -1 when unknown. */
  public double resolution() {
    return data().number("resolution", -1.0);
  }

  /**
   * Whether samples are {@code continuous}, {@code instantaneous} or {@code step}; empty when not
   * said.
   */
  public Optional<String> continuity() {
    return Optional.ofNullable(data().text("continuity"));
  }

  /** Samples per second, when they are evenly spaced. */
  public OptionalDouble rate() {
    Optional<NwbData> start = find("starting_time", NwbData.class);
    return start.isPresent()
        ? OptionalDouble.of(start.get().number("rate", Double.NaN))
        : OptionalDouble.empty();
  }

  /** Time of the first sample in seconds, when samples are evenly spaced. */
  public OptionalDouble startingTime() {
    Optional<NwbData> start = find("starting_time", NwbData.class);
    return start.isPresent()
        ? OptionalDouble.of(start.get().readDoubles()[0])
        : OptionalDouble.empty();
  }

  /** Time of each sample in seconds, when samples are not evenly spaced. */
  public Optional<NwbData> timestamps() {
    return find("timestamps", NwbData.class);
  }

  /** Label number of each sample. */
  public Optional<NwbData> control() {
    return find("control", NwbData.class);
  }

  /** Meaning of each label number. */
  public Optional<NwbData> controlDescription() {
    return find("control_description", NwbData.class);
  }

  /** Raw synchronisation records of the lab's hardware. */
  public Optional<NwbContainer> sync() {
    return find("sync", NwbContainer.class);
  }
}
