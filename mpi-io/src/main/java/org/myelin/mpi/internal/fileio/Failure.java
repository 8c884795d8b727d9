package org.myelin.mpi.internal.fileio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;

/** What went wrong on one rank: error class, one line of text, and the cause where it is known. */
public record Failure(ErrorClass errorClass, String message, Throwable cause) {

  /** The failure of {@code call} on {@code path}. */
  public static Failure of(String call, Path path, Throwable why) {
    if (why instanceof MpiException known) {
      String where = known.rank() < 0 ? call + " " + path + ": " : "";
      return new Failure(known.errorClass(), where + known.getMessage(), known);
    }
    Throwable cause = why instanceof UncheckedIOException io ? io.getCause() : why;
    ErrorClass kind = cause instanceof IOException io ? kind(io) : ErrorClass.ARG;
    return new Failure(kind, call + " " + path + ": " + reason(cause), cause);
  }

  /** The exception that every rank throws; {@code rank} is where it happened. */
  public MpiException on(int rank) {
    return new MpiException(errorClass, rank, message, cause);
  }

  /** The same with how many ranks saw it, where ranks may see different file systems. */
  Failure seenBy(int failed, int ranks) {
    boolean visibility = errorClass == ErrorClass.NO_SUCH_FILE || errorClass == ErrorClass.ACCESS;
    return visibility && failed < ranks
        ? new Failure(errorClass, message + " (on " + failed + " of " + ranks + " ranks)", cause)
        : this;
  }

  private static ErrorClass kind(IOException e) {
    if (e instanceof NoSuchFileException) {
      return ErrorClass.NO_SUCH_FILE;
    } else if (e instanceof FileAlreadyExistsException) {
      return ErrorClass.FILE_EXISTS;
    } else if (e instanceof AccessDeniedException) {
      return ErrorClass.ACCESS;
    } else if (e instanceof NotDirectoryException || e instanceof DirectoryNotEmptyException) {
      return ErrorClass.BAD_FILE;
    }
    String text = String.valueOf(e.getMessage());
    if (text.contains("No space left")) {
      return ErrorClass.NO_SPACE;
    } else if (text.contains("quota exceeded")) {
      return ErrorClass.QUOTA;
    } else if (text.contains("Read-only file system")) {
      return ErrorClass.READ_ONLY;
    } else if (text.contains("is a directory")) {
      return ErrorClass.BAD_FILE;
    }
    return ErrorClass.IO;
  }

  private static String reason(Throwable cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder";
    } else if (cause instanceof FileAlreadyExistsException) {
      return "the file exists already";
    } else if (cause instanceof AccessDeniedException) {
      return "access denied";
    } else if (cause instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
