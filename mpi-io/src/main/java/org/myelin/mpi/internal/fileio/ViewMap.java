package org.myelin.mpi.internal.fileio;

import org.myelin.mpi.Datatype;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.datatype.Maps;
import org.myelin.mpi.internal.datatype.TypeMap;
import org.myelin.mpi.internal.datatype.Types;

/** A file view as an endless type map (MPI standard, "File Views"). */
public final class ViewMap {
  private final TypeMap map;
  private final long etypeSize;
  private final long etypeExtent;

  private ViewMap(TypeMap map, long etypeSize, long etypeExtent) {
    this.map = map;
    this.etypeSize = etypeSize;
    this.etypeExtent = etypeExtent;
  }

  /** Checks the rules of the standard; {@code writable} files may not be covered twice. */
  public static ViewMap of(long displacement, Datatype etype, Datatype filetype, boolean writable) {
    TypeMap tile = Types.map(filetype);
    require(displacement >= 0, ErrorClass.ARG, "displacement " + displacement + " is negative");
    require(etype.size() > 0, ErrorClass.TYPE, "etype " + etype + " holds no bytes");
    require(
        etype.extent() > 0
            && filetype.extent() % etype.extent() == 0
            && filetype.size() % etype.size() == 0,
        ErrorClass.TYPE,
        "filetype " + filetype + " is not built of etype " + etype);
    require(
        tile.low() >= 0 && tile.monotone(),
        ErrorClass.TYPE,
        "filetype " + filetype + " has negative or falling displacements");
    require(
        tile.size() == 0 || filetype.extent() > 0,
        ErrorClass.TYPE,
        "filetype " + filetype + " has extent " + filetype.extent());
    TypeMap map = Maps.endless(tile, displacement, filetype.extent());
    require(
        !writable || map.disjoint(),
        ErrorClass.TYPE,
        "filetype " + filetype + " overlaps itself in a file that may be written");
    return new ViewMap(map, etype.size(), etype.extent());
  }

  private static void require(boolean fine, ErrorClass kind, String otherwise) {
    if (!fine) {
      throw new MpiException(kind, -1, otherwise);
    }
  }

  /** Bytes of one etype. */
  public long etypeSize() {
    return etypeSize;
  }

  long etypeExtent() {
    return etypeExtent;
  }

  /** The part of the file that {@code bytes} bytes from etype {@code offset} on touch. */
  public Access access(long offset, long bytes) {
    require(offset >= 0, ErrorClass.ARG, "offset " + offset + " is negative");
    require(
        bytes % etypeSize == 0,
        ErrorClass.ARG,
        bytes + " bytes are not a whole number of etypes of " + etypeSize + " bytes");
    if (bytes == 0) {
      return new Access(Maps.empty(), 0, 0);
    }
    require(
        offset <= Long.MAX_VALUE / etypeSize - bytes && offset * etypeSize + bytes <= map.size(),
        ErrorClass.ARG,
        map.size() == 0 ? "the view selects no bytes" : "offset " + offset + " is too large");
    return new Access(map, offset * etypeSize, offset * etypeSize + bytes);
  }

  /** Position in the file, in bytes, of etype {@code offset}. */
  public long byteOffset(long offset) {
    return access(offset, etypeSize).low();
  }

  /** Number of etypes of the view that lie wholly below {@code size} bytes of the file. */
  public long etypesBelow(long size) {
    return map.size() == 0 ? 0 : map.bytesBelow(size) / etypeSize;
  }
}
