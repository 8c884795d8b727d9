package org.myelin.cli.hdf5;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.concurrent.Callable;
import org.myelin.cli.Failure;
import org.myelin.hdf5.DiffOptions;
import org.myelin.hdf5.Hdf5Diff;
import org.myelin.hdf5.Hdf5Exception;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code myelin diff}: what differs between two files, as h5diff tells it. */
@Command(
    name = "diff",
    description = {
      "Compare two HDF5 files, or an object of each, as h5diff does.",
      "Exit code 0 if they are the same, 1 if they differ, 2 if they cannot be compared."
    },
    mixinStandardHelpOptions = true)
public final class DiffCommand implements Callable<Integer> {
  /** h5diff's exit code for what cannot be read. */
  private static final int FAILED = 2;

  @Option(
      names = {"-r", "--report"},
      description = "Print each difference.")
  private boolean report;

  @Option(
      names = {"-v", "--verbose"},
      paramLabel = "LEVEL",
      arity = "0..1",
      preprocessor = Level.class,
      description =
          "Print each difference and a list of objects; with 1, also how many attributes there are;"
              + " with 2, which; with 3, the names of the files instead.")
  private Integer verbose;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing.")
  private boolean quiet;

  @Option(
      names = {"-c", "--compare"},
      description = "Tell which objects cannot be compared.")
  private boolean notComparable;

  @Option(
      names = {"-N", "--nan"},
      description = "Do not look for NaNs, which are equal to each other otherwise.")
  private boolean withoutNan;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "C",
      description = "End with C differences in each dataset or attribute.")
  private long count;

  @Option(
      names = {"-d", "--delta"},
      paramLabel = "D",
      description = "Numbers differ if |a - b| > D.")
  private double delta;

  @Option(
      names = {"-p", "--relative"},
      paramLabel = "R",
      description = "Numbers differ if |(b - a) / a| > R.")
  private double relative;

  @Option(
      names = "--use-system-epsilon",
      description = "Floating-point numbers differ if |a - b| is not below the step above 1.")
  private boolean epsilon;

  @Option(
      names = "--follow-symlinks",
      description = "Compare what soft and external links lead to.")
  private boolean follow;

  @Option(
      names = "--no-dangling-links",
      description = "A link to nothing is an error; with --follow-symlinks.")
  private boolean noDangling;

  @Option(
      names = "--exclude-path",
      paramLabel = "PATH",
      description = "Leave this object out, and what is in it.")
  private List<String> excluded = new ArrayList<>();

  @Option(
      names = "--exclude-attribute",
      paramLabel = "PATH",
      description = "Leave the attributes of this object out.")
  private List<String> excludedAttributes = new ArrayList<>();

  @Mixin private ExternalOption external;

  @Parameters(paramLabel = "FILE", arity = "2", index = "0..1", description = "The two files.")
  private List<Path> files = new ArrayList<>();

  @Parameters(
      paramLabel = "OBJECT",
      arity = "0..2",
      index = "2..3",
      description = "A path in both, or one in each.")
  private List<String> objects = new ArrayList<>();

  @Spec private CommandSpec spec;

  /** A level only where a digit follows, so that a file's name is left alone. */
  static final class Level implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> words, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
      boolean given = !words.isEmpty() && words.peek().matches("=?[0-9]");
      argument.setValue(given ? Integer.valueOf(words.pop().replace("=", "")) : Integer.valueOf(0));
      return true;
    }
  }

  @Override
  public Integer call() throws IOException {
    DiffOptions options = options();
    boolean[] bad = {false};
    Path first = files.get(0);
    Path second = files.get(1);
    try (OutputStream out =
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
        Progress bar = Progress.of("diff", size(first) + size(second))) {
      Hdf5Diff d =
          Hdf5Diff.compare(
              first,
              external.options(first),
              second,
              external.options(second),
              options,
              out,
              line -> System.err.println("myelin: " + Failure.oneLine(line)),
              bar::step);
      return d.exitCode();
    } catch (Hdf5Exception e) {
      System.err.println("myelin: " + Failure.line(e));
      return FAILED;
    }
  }

  /** About how much there is to compare; opening a file tells what is wrong with it. */
  private static long size(Path file) {
    return file.toFile().length();
  }

  private DiffOptions options() {
    String first = objects.isEmpty() ? "/" : objects.get(0);
    try {
      return new DiffOptions(
          report,
          verbose == null ? -1 : verbose,
          quiet,
          notComparable,
          delta,
          relative,
          epsilon,
          !withoutNan,
          count,
          follow,
          noDangling,
          first,
          objects.size() > 1 ? objects.get(1) : first,
          excluded,
          excludedAttributes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
