package org.myelin.hdf5.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.myelin.hdf5.ExternalAccess;
import org.myelin.hdf5.ExternalAccessException;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.internal.driver.ChannelDriver;
import org.myelin.hdf5.spi.FileDriver;

/**
 * The one door through which the content of a file makes the library open another file. Names are
 * looked up beside the file that holds them; what lies outside of the allowed folders is refused,
 * whether it exists or not. Opened files stay open until the file that the user opened is closed,
 * and are shared by all that it leads to.
 */
public final class ExternalFiles {
  /** One file that names others may lead to so many. */
  private static final String ONLY =
      "; regular files may be allowed with FileOptions.withExternal, or --external FOLDER";

  private static final int MOST_FILES = 1000;

  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  /** What the file that the user opened and all that it leads to have in common. */
  private static final class Shared {
    final Map<Path, FileOpener> files = new LinkedHashMap<>();
    final Map<Path, FileDriver> raw = new LinkedHashMap<>();
    final Map<Path, FileDriver> written = new LinkedHashMap<>();
  }

  private final FileOptions options;
  private final String file;
  private final Path folder;
  private final Shared shared;

  private ExternalFiles(FileOptions options, String file, Path folder, Shared shared) {
    this.options = options;
    this.file = file;
    this.folder = folder;
    this.shared = shared;
  }

  /**
   * For a file that the user opens.
   *
   * @param path null for one that is not in a file system
   */
  static ExternalFiles of(String file, Path path, FileOptions options) {
    return new ExternalFiles(options, file, folder(path), new Shared());
  }

  private ExternalFiles of(Path real) {
    return new ExternalFiles(options, real.toString(), folder(real), shared);
  }

  private static Path folder(Path path) {
    return path == null ? null : path.toAbsolutePath().getParent();
  }

  /**
   * An HDF5 file; empty if it is allowed but there is none.
   *
   * @param what what asks, for messages
   * @param target the name as stored
   */
  public Optional<FileOpener> open(String what, String target) {
    Path real = locate(what, target);
    if (real == null) {
      return Optional.empty();
    }
    synchronized (shared) {
      FileOpener known = shared.files.get(real);
      if (known == null) {
        limit(what, target);
        known = FileOpener.open(ChannelDriver.openUnlinked(real), options, real, of(real));
        shared.files.put(real, known);
      }
      return Optional.of(known);
    }
  }

  /** A file of raw bytes; empty if it is allowed but there is none. */
  public Optional<FileDriver> raw(String what, String target) {
    Path real = locate(what, target);
    if (real == null) {
      return Optional.empty();
    }
    synchronized (shared) {
      if (!shared.raw.containsKey(real)) {
        limit(what, target);
        shared.raw.put(real, ChannelDriver.openUnlinked(real));
      }
      return Optional.of(shared.raw.get(real));
    }
  }

  /** A file of raw bytes to be written; it is made if it is allowed and there is none. */
  public FileDriver rawToWrite(String what, String target) {
    Path real = locate(what, target);
    // the place that was allowed, with no link or ".." left in it for the system to follow
    // elsewhere
    Path path = real == null ? place(folder.resolve(name(what, target))) : real;
    synchronized (shared) {
      if (!shared.written.containsKey(path)) {
        limit(what, target);
        shared.written.put(path, ChannelDriver.openOrCreateUnlinked(path));
      }
      return shared.written.get(path);
    }
  }

  /** Closes what was opened through the file of the user. */
  void close() {
    synchronized (shared) {
      List<FileOpener> files = List.copyOf(shared.files.values());
      List<FileDriver> raw = new ArrayList<>(shared.raw.values());
      raw.addAll(shared.written.values());
      shared.files.clear();
      shared.raw.clear();
      shared.written.clear();
      files.forEach(FileOpener::discard);
      raw.forEach(FileDriver::close);
    }
  }

  private void limit(String what, String target) {
    if (shared.files.size() + shared.raw.size() + shared.written.size() >= MOST_FILES) {
      throw refused(what, target, "this file has led to " + MOST_FILES + " others already");
    }
  }

  /** The real path of an allowed file, or null if there is none at an allowed place. */
  private Path locate(String what, String target) {
    ExternalAccess access = options.external();
    if (access.folders().isEmpty()) {
      throw refused(
          what,
          target,
          "opening other files is not allowed; allow their folder with"
              + " FileOptions.withExternal(ExternalAccess.inside(FOLDER)), or --external FOLDER");
    }
    if (folder == null) {
      throw refused(what, target, "this file is not in a folder, so there is nothing beside it");
    }
    Path name = name(what, target);
    Path wanted = folder.resolve(name);
    boolean inside = mayLookAt(wanted);
    Path beside = folder.resolve(name.getFileName());
    if (name.isAbsolute()
        && !(inside && Files.exists(wanted))
        && mayLookAt(beside)
        && Files.exists(beside)) {
      // as libhdf5 does for files that were moved together
      return allowed(what, target, beside);
    }
    if (!inside) {
      throw outside(what, target);
    }
    return allowed(what, target, wanted);
  }

  /**
   * Whether the name by itself lies in an allowed folder, as the caller or as the file system
   * writes it. Of what does not, nobody asks the file system: whether it exists, how long that
   * takes, and what a look at it sets off stay unknown to the file that names it.
   */
  private boolean mayLookAt(Path wanted) {
    Path plain = wanted.normalize();
    if (options.external().allows(plain)) {
      return true;
    }
    if (!plain.startsWith(folder.normalize())) {
      return false;
    }
    try {
      return options.external().allows(folder.toRealPath());
    } catch (IOException gone) {
      return false;
    }
  }

  private Path name(String what, String target) {
    boolean strange =
        target.isEmpty()
            || target.indexOf('\0') >= 0
            || target.startsWith("\\\\")
            || target.startsWith("//")
            || URL.matcher(target).matches()
            || DRIVE.matcher(target).matches();
    if (!strange) {
      try {
        Path name = Path.of(target);
        if (name.getFileName() != null) {
          return name;
        }
      } catch (InvalidPathException notAName) {
        // refused below, with the name
      }
    }
    throw refused(what, target, "this is not the name of a file beside it" + ONLY);
  }

  private Path allowed(String what, String target, Path wanted) {
    Path real;
    try {
      real = wanted.toRealPath();
    } catch (IOException nothingThere) {
      // Whether a forbidden file exists must not be seen, so the name decides.
      check(what, target, place(wanted));
      if (Files.isSymbolicLink(wanted)) {
        throw refused(what, target, "it is a symbolic link that leads nowhere" + ONLY);
      }
      return null;
    }
    check(what, target, real);
    if (!Files.isRegularFile(real)) {
      throw refused(what, target, "it is not a regular file" + ONLY);
    }
    return real;
  }

  /**
   * Where a missing file would be: the nearest folder above it that exists decides, and is looked
   * at before a ".." is taken back, as the system does it, since a link may lead elsewhere.
   */
  private static Path place(Path wanted) {
    for (Path above = wanted.getParent(); above != null; above = above.getParent()) {
      try {
        Path rest = wanted.subpath(above.getNameCount(), wanted.getNameCount());
        return above.toRealPath().resolve(rest).normalize();
      } catch (IOException missingToo) {
        // one further up
      }
    }
    return wanted.normalize();
  }

  private void check(String what, String target, Path real) {
    if (!options.external().allows(real)) {
      throw outside(what, target);
    }
  }

  private ExternalAccessException outside(String what, String target) {
    return refused(
        what,
        target,
        "it is outside of "
            + options.external().folders()
            + "; allow its folder with FileOptions.withExternal, or --external FOLDER");
  }

  private ExternalAccessException refused(String what, String target, String why) {
    return new ExternalAccessException(file, what, target, why);
  }
}
