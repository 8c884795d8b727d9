package org.myelin.hdf5;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.myelin.hdf5.oracle.H5Diff;

/** Options of h5diff, and the same for us. */
record DiffCase(String arguments, DiffOptions options) {
  static final List<DiffCase> ALL =
      List.of(
          of("", false, -1, 0, 0, 0, false),
          of("-r", true, -1, 0, 0, 0, false),
          of("-v", false, 0, 0, 0, 0, false),
          of("-v1", false, 1, 0, 0, 0, false),
          of("-v2", false, 2, 0, 0, 0, false),
          of("-r -d 2", true, -1, 2, 0, 0, false),
          of("-r -p 0.1", true, -1, 0, 0.1, 0, false),
          of("-r -n 1", true, -1, 0, 0, 1, false),
          of("-v --follow-symlinks", false, 0, 0, 0, 0, true));

  private static DiffCase of(
      String arguments,
      boolean report,
      int verbose,
      double delta,
      double relative,
      long count,
      boolean follow) {
    return new DiffCase(
        arguments,
        new DiffOptions(
            report, verbose, false, false, delta, relative, false, true, count, follow, false, "/",
            "/", List.of(), List.of()));
  }

  H5Diff.Answer theirs(Path first, Path second) throws IOException {
    List<String> words = arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
    return H5Diff.run(words, first, second);
  }

  H5Diff.Answer ours(Path first, Path second) throws IOException {
    return ours(first, second, options);
  }

  static H5Diff.Answer ours(Path first, Path second, DiffOptions options) throws IOException {
    FileOptions open =
        FileOptions.DEFAULT.withExternal(
            ExternalAccess.inside(first.getParent()).and(second.getParent()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      int code = Hdf5Diff.compare(first, second, open, options, out, line -> {}).exitCode();
      return new H5Diff.Answer(code, out.toString(StandardCharsets.ISO_8859_1));
    } catch (Hdf5Exception e) {
      return new H5Diff.Answer(2, e.getMessage());
    }
  }
}
