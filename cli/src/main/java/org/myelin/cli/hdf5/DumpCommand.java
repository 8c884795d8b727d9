package org.myelin.cli.hdf5;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.myelin.cli.ExitCode;
import org.myelin.cli.Failure;
import org.myelin.hdf5.DdlOptions;
import org.myelin.hdf5.FileOptions;
import org.myelin.hdf5.Hdf5Dump;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code myelin dump}: all that HDF5 files hold, as h5dump prints it; with {@code --json} in a form
 * for comparing files and libraries.
 */
@Command(
    name = "dump",
    description = "Print all that HDF5 files hold, as h5dump does.",
    mixinStandardHelpOptions = true)
public final class DumpCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print JSON instead: headers, and digests of elements.")
  private boolean json;

  @ArgGroup(exclusive = false, heading = "Text:%n", validate = false)
  private DdlArguments ddl = new DdlArguments();

  @Option(
      names = "--out-dir",
      paramLabel = "DIR",
      description = "Write DIR/<path as given>.json for each file; an error goes into the JSON.")
  private Path outDir;

  @Option(
      names = "--files-from",
      paramLabel = "LIST",
      description = "Read names of files from LIST, one a line; needs --out-dir.")
  private Path filesFrom;

  @Mixin private ExternalOption external;

  @Parameters(paramLabel = "FILE", arity = "0..*")
  private List<String> files = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!json) {
      return text();
    }
    if (outDir == null) {
      if (filesFrom != null || files.size() != 1) {
        throw new ParameterException(
            spec.commandLine(), "several files need --out-dir; one file is printed");
      }
      Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
      Path file = Path.of(files.get(0));
      Hdf5Dump.writeJson(file, external.options(file), out);
      out.flush();
      return ExitCode.FINE;
    }
    int code = ExitCode.FINE;
    for (String file : Names.of(files, filesFrom)) {
      code = Math.max(code, dump(file));
    }
    return code;
  }

  private int text() throws IOException {
    if (outDir != null || filesFrom != null) {
      throw new ParameterException(
          spec.commandLine(), "--out-dir and --files-from go with --json only");
    }
    if (files.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "a file is needed");
    }
    DdlOptions options = ddl.options();
    return TextOutput.of(
        files,
        (file, out, errors) -> {
          Path path = Path.of(file);
          FileOptions open = external.options(path);
          if (ddl.listsContents()) {
            Hdf5Dump.writeContents(path, open, ddl.listsAttributes(), out, errors);
          } else {
            Hdf5Dump.writeDdl(path, open, options, out, errors);
          }
        });
  }

  private int dump(String file) throws IOException {
    Path target = Names.below(outDir, file, ".json");
    Files.createDirectories(target.getParent());
    try (Writer out = Files.newBufferedWriter(target)) {
      Hdf5Dump.writeJson(Path.of(file), external.options(Path.of(file)), out);
      return ExitCode.FINE;
    } catch (RuntimeException e) {
      try (Writer out = Files.newBufferedWriter(target);
          JsonGenerator generator = new JsonFactory().createGenerator(out)) {
        generator.writeStartObject();
        generator.writeStringField("error", Failure.line(e));
        generator.writeEndObject();
      }
      System.err.println("myelin: " + Failure.line(e));
      return ExitCode.FAILED;
    }
  }
}
