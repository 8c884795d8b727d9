package org.myelin.hdf5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.internal.dump.FileCheck;
import org.myelin.hdf5.internal.dump.FileDump;

/**
 * What a look at everything in a file has found: every structure that can be reached is read and
 * its checksum compared, every chunk is decoded, every link, use and reference is followed, and
 * every byte is asked who has it.
 *
 * @param objects that hard links reach
 * @param allocated bytes that the superblock counts as in use
 * @param reached bytes of those that belong to something that was reached
 * @param free bytes of those that the file itself keeps account of as free
 * @param lost bytes of those that nobody has and that are not known to be free, such as what a
 *     deleted object had, or the room between two blocks; -1 where damage, or a storage of several
 *     files, does not let tell. Files of libhdf5 often have some
 * @param lostPieces where these are; at most the first thousand
 * @param findings what is wrong, a line each: what cannot be read, what lies over something else,
 *     what lies behind the end of the space in use, references to no object, objects that count
 *     other links than there are; empty for a file in order
 * @param notes what may be as it is, a line each: lost bytes, soft links that lead nowhere
 */
public record Hdf5Verification(
    long objects,
    long allocated,
    long reached,
    long free,
    long lost,
    List<Piece> lostPieces,
    List<String> findings,
    List<String> notes) {
  /**
   * Bytes of a file.
   *
   * @param address of the first, relative to the base address
   * @param size how many
   */
  public record Piece(long address, long size) {}

  /** Copies the lists. */
  public Hdf5Verification {
    lostPieces = List.copyOf(lostPieces);
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /** Looks at a file with default options. */
  public static Hdf5Verification of(Path file) {
    return of(file, FileOptions.DEFAULT);
  }

  /**
   * Looks at a file.
   *
   * @throws Hdf5Exception if it cannot be opened at all
   */
  public static Hdf5Verification of(Path file, FileOptions options) {
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, options)) {
      FileCheck check = new FileCheck(f.engine());
      return new Hdf5Verification(
          check.objects(),
          f.engine().allocator().endOfAllocation(),
          check.reached(),
          check.free(),
          check.lost(),
          check.lostPieces().stream().map(p -> new Piece(p[0], p[1])).toList(),
          check.findings(),
          check.notes());
    }
  }

  /**
   * Writes this as one JSON object, with the components as its fields and {@code lost_pieces} as
   * pairs of address and size.
   *
   * @param file what to call the file
   * @throws IOException if {@code out} fails
   */
  public void writeJson(String file, Appendable out) throws IOException {
    Map<String, Object> top = new LinkedHashMap<>();
    top.put("file", file);
    top.put("objects", objects);
    top.put("allocated", allocated);
    top.put("reached", reached);
    top.put("free", free);
    top.put("lost", lost < 0 ? null : lost);
    top.put("lost_pieces", lostPieces.stream().map(p -> List.of(p.address, p.size)).toList());
    top.put("findings", findings);
    top.put("notes", notes);
    FileDump.write(top, out);
  }
}
