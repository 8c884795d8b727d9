package org.myelin.nwb;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.myelin.hdf5.Datatype;
import org.myelin.nwb.internal.builder.DatasetBuilder;
import org.myelin.nwb.internal.builder.GroupBuilder;
import org.myelin.nwb.internal.map.IsoDateTime;
import org.myelin.nwb.internal.map.TypeMap;

/**
 * One session of neurophysiology: the root of an NWB file (neurodata type {@code NWBFile}).
 *
 * <pre>{@code
 * NwbFile file = NwbFile.create("mouse in open field", "m12-s3", OffsetDateTime.now());
 * file.acquisition().add(series);
 * NwbIO.write(path, file);
 * }</pre>
 */
public final class NwbFile extends NwbContainer {

  /** For this library: the view of a root group. */
  public NwbFile(GroupBuilder builder, TypeMap types) {
    super(builder, types);
  }

  /**
   * A new session, not in a file yet.
   *
   * @param sessionDescription what happened
   * @param identifier text that no other file has
   * @param sessionStartTime when the session began; also what all times in the file count from
   */
  public static NwbFile create(
      String sessionDescription, String identifier, OffsetDateTime sessionStartTime) {
    return create(sessionDescription, identifier, sessionStartTime, sessionStartTime);
  }

  /**
   * A new session whose times count from another instant than its start.
   *
   * @param timestampsReferenceTime what all times in the file count from
   */
  public static NwbFile create(
      String sessionDescription,
      String identifier,
      OffsetDateTime sessionStartTime,
      OffsetDateTime timestampsReferenceTime) {
    Objects.requireNonNull(sessionDescription, "sessionDescription");
    Objects.requireNonNull(identifier, "identifier");
    TypeMap types = TypeMap.shipped();
    GroupBuilder root = types.newGroup("core", "NWBFile", "/");
    root.attribute("nwb_version", types.version("core"));
    root.add(new DatasetBuilder("session_description", DataSource.scalar(sessionDescription)));
    root.add(new DatasetBuilder("identifier", DataSource.scalar(identifier)));
    root.add(date("session_start_time", sessionStartTime));
    root.add(date("timestamps_reference_time", timestampsReferenceTime));
    root.add(
        new DatasetBuilder(
            "file_create_date",
            DataSource.of(
                Datatype.VLEN_ASCII,
                new String[] {IsoDateTime.format(OffsetDateTime.now(Clock.systemDefaultZone()))},
                new long[] {1})));
    for (String group : List.of("acquisition", "analysis", "general", "processing")) {
      root.add(new GroupBuilder(group));
    }
    GroupBuilder stimulus = root.add(new GroupBuilder("stimulus"));
    stimulus.add(new GroupBuilder("presentation"));
    stimulus.add(new GroupBuilder("templates"));
    return new NwbFile(root, types);
  }

  private static DatasetBuilder date(String name, OffsetDateTime date) {
    Objects.requireNonNull(date, name);
    return new DatasetBuilder(
        name,
        DataSource.of(Datatype.VLEN_ASCII, new String[] {IsoDateTime.format(date)}, new long[0]));
  }

  /** What happened in the session. */
  public String sessionDescription() {
    return textOf("session_description");
  }

  /** The text that no other file has. */
  public String identifier() {
    return textOf("identifier");
  }

  /** When the session began. */
  public OffsetDateTime sessionStartTime() {
    return dataset("session_start_time").readDate();
  }

  /** What all times in the file count from. */
  public OffsetDateTime timestampsReferenceTime() {
    return dataset("timestamps_reference_time").readDate();
  }

  /** When the file was made, then one date for each recorded change. */
  public List<OffsetDateTime> fileCreateDate() {
    NwbData dates = dataset("file_create_date");
    return Arrays.stream(dates.readStrings()).map(t -> IsoDateTime.parse(t, dates.path())).toList();
  }

  /** Version of the schema that the file follows, as the file says. */
  public Optional<String> nwbVersion() {
    return Optional.ofNullable(text("nwb_version"));
  }

  /** {@code /acquisition}: streams as they came from the rig. */
  public NwbContainer acquisition() {
    return container("acquisition");
  }

  /** {@code /analysis}: results of the lab. */
  public NwbContainer analysis() {
    return container("analysis");
  }

  /** {@code /processing}: processed data by stage. */
  public NwbContainer processing() {
    return container("processing");
  }

  /** {@code /scratch}: throw-away results. */
  public Optional<NwbContainer> scratch() {
    return find("scratch", NwbContainer.class);
  }

  /** {@code /stimulus}: presentation and templates, which have methods of their own. */
  public NwbContainer stimulus() {
    return container("stimulus");
  }

  /** {@code /stimulus/presentation}: what was presented. */
  public NwbContainer stimulusPresentation() {
    return container("stimulus/presentation");
  }

  /** {@code /stimulus/templates}: what stimuli were made from. */
  public NwbContainer stimulusTemplates() {
    return container("stimulus/templates");
  }

  /** {@code /general}: metadata about experiment, people and equipment. */
  public NwbContainer general() {
    return container("general");
  }

  /** {@code /intervals}: spans of the session. */
  public Optional<NwbContainer> intervals() {
    return find("intervals", NwbContainer.class);
  }

  /** {@code /units}: sorted units. */
  public Optional<NwbContainer> units() {
    return find("units", NwbContainer.class);
  }
}
