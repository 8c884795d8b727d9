package org.myelin.hdf5;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.myelin.hdf5.internal.driver.ChannelDriver;
import org.myelin.hdf5.internal.file.Recovery;
import org.myelin.hdf5.spi.FileDriver;

/**
 * Brings files that a crashed program left to their last flush, so that other libraries open them
 * too. A flush that was cut off after its record was whole is finished; the mark that a dead writer
 * left in a superblock of version 3 is removed. Myelin itself opens files without this, except for
 * editing a marked one.
 *
 * <p>Each method gives what was found, a line each; an empty list means that there was nothing to
 * do. A file that is cut short is refused with a {@link CorruptFileException} that tells how many
 * bytes are missing. Nobody else may have the file open meanwhile.
 */
public final class Hdf5Recovery {
  private Hdf5Recovery() {}

  /**
   * What {@link #inPlace} would do. Nothing is written.
   *
   * @throws Hdf5Exception if the file cannot be recovered
   */
  public static List<String> plan(Path file) {
    try (FileDriver d = ChannelDriver.open(file, false)) {
      return Recovery.plan(d, FileOptions.DEFAULT);
    }
  }

  /**
   * Recovers a file where it is.
   *
   * @throws Hdf5Exception if the file cannot be recovered; it is as it was then
   */
  public static List<String> inPlace(Path file) {
    try (FileDriver d = ChannelDriver.open(file, true)) {
      return Recovery.run(d, FileOptions.DEFAULT);
    }
  }

  /**
   * Recovers a copy; the original stays as it is.
   *
   * @param out must not exist; it does afterwards only if the copy was recovered
   * @throws IOException if the copy cannot be written
   * @throws Hdf5Exception if the file cannot be recovered
   */
  public static List<String> copy(Path file, Path out) throws IOException {
    if (Files.exists(out)) {
      throw new FileAlreadyExistsException(out.toString());
    }
    plan(file);
    Path part = Files.createTempFile(out.toAbsolutePath().getParent(), ".recover", ".part");
    try {
      Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
      List<String> report = inPlace(part);
      Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
      return report;
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
