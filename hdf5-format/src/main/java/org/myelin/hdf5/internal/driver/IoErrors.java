package org.myelin.hdf5.internal.driver;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.myelin.hdf5.Hdf5IOException;

/** One wording for failures of the storage: file, what was tried, why. */
public final class IoErrors {
  private IoErrors() {}

  /** The unchecked form of {@code e}. */
  public static Hdf5IOException wrap(String what, String file, IOException e) {
    return new Hdf5IOException(file + ": cannot " + what + ": " + reason(e), e);
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    if (e instanceof ClosedByInterruptException) {
      return "this thread was interrupted";
    }
    if (e instanceof java.nio.file.FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
