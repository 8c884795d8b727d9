package org.myelin.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine.ParameterException;

/** Errors as one line on standard error. */
public final class Failure {
  private Failure() {}

  static int print(Throwable failure, boolean debug) {
    System.err.println("myelin: " + line(failure));
    if (debug) {
      failure.printStackTrace();
    }
    return ExitCode.FAILED;
  }

  static int printUsage(ParameterException failure) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    System.err.println("myelin: " + oneLine(failure.getMessage()) + " (see '" + command + " -h')");
    return ExitCode.USAGE;
  }

  /** What went wrong, in one line. */
  public static String line(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof FileSystemException e) {
      message = e.getFile() + ": " + reason(e);
    } else if (message == null || message.isBlank()) {
      message = failure.getClass().getSimpleName();
    } else if (failure instanceof Error) {
      message = failure.getClass().getSimpleName() + ": " + message;
    }
    return oneLine(message);
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    } else if (e instanceof AccessDeniedException) {
      return "access denied";
    } else if (e instanceof FileAlreadyExistsException) {
      return "is there already";
    } else if (e instanceof NotDirectoryException) {
      return "not a folder";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  /** A text without line ends. */
  public static String oneLine(String text) {
    return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
