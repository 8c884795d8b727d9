package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.FormatBounds;
import org.myelin.hdf5.UnsupportedFormatException;

/**
 * The versions of structures that a file gets, as libhdf5 chooses them for its lower bound.
 *
 * @param bounds the family
 * @param highest the newest structures that the file may hold
 * @param superblock 0, 2 or 3
 * @param objectHeader 1 or 2
 * @param dataspace 1 or 2
 * @param datatype of compounds, arrays and enumerations, at least; others take the least that can
 *     hold them
 * @param fillValue 2 or 3
 * @param filterPipeline 1 or 2
 * @param attribute 1 or 3
 * @param layout 3 to 5
 */
public record FormatVersions(
    FormatBounds bounds,
    FormatBounds highest,
    int superblock,
    int objectHeader,
    int dataspace,
    int datatype,
    int fillValue,
    int filterPipeline,
    int attribute,
    int layout) {
  /** Of a new file. The earliest form of something may still be a late one: libhdf5's default. */
  public static FormatVersions of(FormatBounds bounds) {
    return of(bounds, bounds == FormatBounds.EARLIEST ? FormatBounds.LATEST : bounds);
  }

  /**
   * Of what is added to a file with this superblock, which may be anything that some library reads.
   */
  public static FormatVersions ofSuperblock(int version) {
    return of(
        version < 2 ? FormatBounds.EARLIEST : version == 2 ? FormatBounds.V18 : FormatBounds.V110,
        FormatBounds.LATEST);
  }

  private static FormatVersions of(FormatBounds b, FormatBounds highest) {
    return switch (b) {
      case EARLIEST -> new FormatVersions(b, highest, 0, 1, 1, 1, 2, 1, 1, 3);
      case V18 -> new FormatVersions(b, highest, 2, 2, 2, 3, 3, 2, 3, 3);
      case V110 -> new FormatVersions(b, highest, 3, 2, 2, 3, 3, 2, 3, 4);
      case V112 -> new FormatVersions(b, highest, 3, 2, 2, 4, 3, 2, 3, 4);
      case LATEST -> new FormatVersions(b, highest, 3, 2, 2, 5, 3, 2, 3, 5);
    };
  }

  /** The same in a file whose superblock has at least this version. */
  public FormatVersions withSuperblock(int least) {
    return new FormatVersions(
        bounds,
        highest,
        Math.max(superblock, least),
        objectHeader,
        dataspace,
        datatype,
        fillValue,
        filterPipeline,
        attribute,
        layout);
  }

  /** Whether new objects get version 2 headers and new groups keep links in messages. */
  public boolean isNewStyle() {
    return objectHeader == 2;
  }

  /**
   * Throws if the file may not hold what came with {@code least}.
   *
   * @param what in the words of the message, a plural
   */
  public void require(FormatBounds least, String file, String what) {
    if (highest.compareTo(least) < 0) {
      throw new UnsupportedFormatException(
          file
              + ": "
              + what
              + " need FormatBounds."
              + least
              + " or newer; this file is made with FormatBounds."
              + bounds);
    }
  }

  /** The message for a type; throws if the file may not hold such a type. */
  public DatatypeMessage datatype(String file, Datatype type) {
    DatatypeMessage m = DatatypeMessage.of(type, datatype);
    int needed = DatatypeVersions.choose(type, 1).stream().mapToInt(v -> v).max().orElse(1);
    if (needed > 3) {
      require(
          needed == 4 ? FormatBounds.V112 : FormatBounds.LATEST, file, "values of type " + type);
    }
    return m;
  }

  /** The message for a space: a null space takes version 2 everywhere. */
  public DataspaceMessage dataspace(Dataspace space) {
    return new DataspaceMessage(space.isNull() ? 2 : dataspace, space);
  }
}
