package org.myelin.hdf5.internal.format.level2;

import java.util.List;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * What an element is. Specification: IV.A.2.d.
 *
 * @param datatype what it says
 * @param versions of the description and of those inside it, in the order of the file; 0 stands for
 *     an array that a version 1 compound keeps in its member
 */
public record DatatypeMessage(Datatype datatype, List<Integer> versions) implements Message {
  /** For files that every library reads: the least version that can hold a type. */
  public static final int EARLIEST = 1;

  /** For new-style files: compounds, arrays and enumerations are packed. */
  public static final int PACKED = 3;

  /** Copies the versions. */
  public DatatypeMessage {
    versions = List.copyOf(versions);
  }

  /** The versions that libhdf5 would take where composite types have at least {@code least}. */
  public static DatatypeMessage of(Datatype datatype, int least) {
    return new DatatypeMessage(datatype, DatatypeVersions.choose(datatype, least));
  }

  @Override
  public MessageType type() {
    return MessageType.DATATYPE;
  }

  static DatatypeMessage transfer(Wire w, DatatypeMessage m) {
    DatatypeVersions versions = new DatatypeVersions(m == null ? null : m.versions);
    DatatypeCodec codec = new DatatypeCodec(versions);
    Datatype t = codec.transfer(w, m == null ? null : m.datatype);
    return m != null ? m : new DatatypeMessage(t, versions.all());
  }
}
