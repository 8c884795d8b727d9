package org.myelin.hdf5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which other files the content of a file may make the library open: targets of external links,
 * external raw data, sources of virtual datasets, members of family, split and multi files. Only
 * files inside the folders named here, after all symbolic links are followed; by default none.
 * Other files are opened for reading only. Immutable.
 *
 * <pre>{@code
 * FileOptions trusting = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(path.toAbsolutePath().getParent()));
 * }</pre>
 */
public final class ExternalAccess {
  private static final ExternalAccess NONE = new ExternalAccess(List.of());

  private final List<Path> folders;

  private ExternalAccess(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** No other file. */
  public static ExternalAccess none() {
    return NONE;
  }

  /**
   * Files inside these folders and the folders below them.
   *
   * @throws Hdf5IOException if a folder cannot be found
   */
  public static ExternalAccess inside(Path... folders) {
    ExternalAccess all = NONE;
    for (Path folder : folders) {
      all = all.and(folder);
    }
    return all;
  }

  /** This and what is inside one more folder. */
  public ExternalAccess and(Path folder) {
    List<Path> more = new ArrayList<>(folders);
    try {
      more.add(folder.toRealPath());
    } catch (IOException e) {
      throw new Hdf5IOException(folder + ": cannot allow this folder: there is none", e);
    }
    return new ExternalAccess(more);
  }

  /** The folders, as real paths. */
  public List<Path> folders() {
    return folders;
  }

  /** Whether a file may be opened; {@code real} has no symbolic links left. */
  public boolean allows(Path real) {
    return folders.stream().anyMatch(real::startsWith);
  }

  @Override
  public String toString() {
    return folders.isEmpty() ? "no other files" : "files inside " + folders;
  }
}
