package org.myelin.hdf5;

import java.nio.file.Path;
import java.util.List;
import org.myelin.hdf5.internal.dump.FileCheck;

/**
 * What a look at everything in a file has found: every structure that can be reached is read and
 * its checksum compared, every chunk is decoded, and every byte is asked who has it.
 *
 * @param objects that hard links reach
 * @param allocated bytes that the superblock counts as in use
 * @param reached bytes of those that belong to something that was reached; the others are free
 *     space, or lost
 * @param findings what is wrong, a line each: what cannot be read, what lies over something else,
 *     what lies behind the end of the space in use; empty for a file in order
 */
public record Hdf5Verification(long objects, long allocated, long reached, List<String> findings) {
  /** Copies the list. */
  public Hdf5Verification {
    findings = List.copyOf(findings);
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
          check.findings());
    }
  }
}
