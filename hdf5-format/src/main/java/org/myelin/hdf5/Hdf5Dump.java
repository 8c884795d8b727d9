package org.myelin.hdf5;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.myelin.hdf5.internal.dump.DdlFile;
import org.myelin.hdf5.internal.dump.DdlObject;
import org.myelin.hdf5.internal.dump.FileDump;
import org.myelin.hdf5.internal.dump.Listing;
import org.myelin.hdf5.internal.dump.Statistics;

/**
 * Shows a file as text.
 *
 * <p>As DDL, the data description language in the form in which h5dump 1.10 prints it, for people
 * and for scripts. As JSON, for comparing files and libraries: every object that hard links reach,
 * with its links, attributes, types, layout and filters, and a SHA-256 of its elements in a form
 * that does not depend on how they are stored.
 */
public final class Hdf5Dump {
  private Hdf5Dump() {}

  /**
   * Writes the JSON of a file. What cannot be read inside it is an {@code error} field there.
   *
   * @throws IOException if {@code out} fails
   * @throws Hdf5Exception if the file cannot be opened
   */
  public static void writeJson(Path path, Appendable out) throws IOException {
    writeJson(path, FileOptions.DEFAULT, out);
  }

  /** As above, with options for opening, such as which other files may be read. */
  public static void writeJson(Path path, FileOptions options, Appendable out) throws IOException {
    Map<String, Object> top = new LinkedHashMap<>();
    Path name = path.getFileName();
    top.put("file", name == null ? path.toString() : name.toString());
    if (Files.isRegularFile(path)) {
      top.put("size", Files.size(path));
    }
    try (Hdf5File file = Hdf5File.open(path, OpenMode.READ, options)) {
      FileDump.put(file.engine(), top);
    }
    FileDump.write(top, out);
  }

  /**
   * Writes a file as DDL, as bytes: names as the file holds them. Elements are read by parts, so
   * memory does not grow with a dataset; it does with the number of objects.
   *
   * @param open which other files may be read, as external links and virtual datasets need
   * @param errors takes a line for each part that cannot be read or is not there; the rest is
   *     printed
   * @throws IOException if {@code out} fails
   * @throws Hdf5Exception if the file cannot be opened
   */
  public static void writeDdl(
      Path path, FileOptions open, DdlOptions options, OutputStream out, Consumer<String> errors)
      throws IOException {
    try (Hdf5File file = Hdf5File.open(path, OpenMode.READ, open)) {
      DdlFile.write(object(file.root()), path.toString(), options, out, errors);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Writes the list of a file's objects and links, as {@code h5dump -n} prints it.
   *
   * @param attributes whether attributes are listed too
   * @param errors takes a line for each part that cannot be read; the rest is printed
   * @throws IOException if {@code out} fails
   * @throws Hdf5Exception if the file cannot be opened
   */
  public static void writeContents(
      Path path, FileOptions open, boolean attributes, OutputStream out, Consumer<String> errors)
      throws IOException {
    try (Hdf5File file = Hdf5File.open(path, OpenMode.READ, open)) {
      DdlFile.writeContents(file.engine(), path.toString(), attributes, out, errors);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Writes a line for each member of a group, as {@code h5ls} does.
   *
   * @param path the group, or one other object to list
   * @param recursive whether members of groups in it are listed too
   * @param verbose whether attributes, storage and types are told
   * @param errors takes a line for each part that cannot be read; the rest is printed
   * @throws java.util.NoSuchElementException if there is no such object
   * @throws IOException if {@code out} fails
   * @throws Hdf5Exception if the file cannot be opened
   */
  public static void writeListing(
      Path file,
      FileOptions open,
      String path,
      boolean recursive,
      boolean verbose,
      OutputStream out,
      Consumer<String> errors)
      throws IOException {
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, open)) {
      DdlObject start = object(f.navigator().get(f.root(), path));
      Listing.write(start, path, recursive, verbose, out, errors);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Writes counts and sizes of what a file holds, in the words of {@code h5stat} where it has them.
   *
   * @param errors takes a line for each object that cannot be read and is left out
   * @throws IOException if {@code out} fails
   * @throws Hdf5Exception if the file cannot be opened
   */
  public static void writeStatistics(
      Path path, FileOptions open, OutputStream out, Consumer<String> errors) throws IOException {
    try (Hdf5File file = Hdf5File.open(path, OpenMode.READ, open)) {
      Statistics.write(file.engine(), path.toString(), out, errors);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static DdlObject object(Node n) {
    return new DdlObject(
        n.file.engine(),
        n.header,
        n.path,
        path -> n.file.navigator().find(n.file.root(), path).map(Hdf5Dump::object));
  }
}
