package org.myelin.cli.hdf5;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.myelin.hdf5.DdlOptions;
import org.myelin.hdf5.DdlOptions.Kind;
import org.myelin.hdf5.DdlOptions.Target;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What {@code myelin dump} prints as text: h5dump's options by h5dump's names. */
final class DdlArguments {
  /** The value of an option with a number that has none. */
  private static final Integer NONE = -1;

  @Option(
      names = {"-H", "--header"},
      description = "Print headers only, no elements.")
  private boolean header;

  @Option(
      names = {"-A", "--onlyattr"},
      paramLabel = "0",
      arity = "0..1",
      preprocessor = Digit.class,
      description = "Print elements of attributes only; with 0, no attributes at all.")
  private Integer onlyAttributes;

  @Option(
      names = {"-p", "--properties"},
      description = "Print layout, filters and fill value of datasets.")
  private boolean properties;

  @Option(
      names = {"-B", "--superblock"},
      description = "Print what the superblock says.")
  private boolean superblock;

  @Option(
      names = {"-n", "--contents"},
      paramLabel = "1",
      arity = "0..1",
      preprocessor = Digit.class,
      description = "List the objects and links; with 1, attributes too.")
  private Integer contents;

  @Option(
      names = {"-y", "--noindex"},
      description = "Print elements without indices.")
  private boolean withoutIndices;

  @Option(
      names = {"-e", "--escape"},
      description = "Escape control characters in texts.")
  private boolean escape;

  @Option(
      names = {"-r", "--string"},
      description = "Print integers of one byte as text.")
  private boolean characters;

  @Option(
      names = {"-w", "--width"},
      paramLabel = "N",
      description = "Break lines at N columns; 0: never. Default: ${DEFAULT-VALUE}.")
  private int width = DdlOptions.DEFAULT.width();

  @Option(
      names = {"-a", "--attribute"},
      paramLabel = "PATH",
      description = "Print this attribute; a slash in its name is written \\/.")
  private List<String> attributes = new ArrayList<>();

  @Option(
      names = {"-d", "--dataset"},
      paramLabel = "PATH",
      description = "Print this dataset.")
  private List<String> datasets = new ArrayList<>();

  @Option(
      names = {"-g", "--group"},
      paramLabel = "PATH",
      description = "Print this group and all in it.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = {"-l", "--soft-link"},
      paramLabel = "PATH",
      description = "Print what this link says.")
  private List<String> links = new ArrayList<>();

  @Option(
      names = {"-t", "--datatype"},
      paramLabel = "PATH",
      description = "Print this committed datatype.")
  private List<String> types = new ArrayList<>();

  /** A number behind an option only where a digit follows, so that a file's name is left alone. */
  static final class Digit implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> words, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
      boolean given = !words.isEmpty() && words.peek().matches("=?[01]");
      argument.setValue(given ? Integer.valueOf(words.pop().replace("=", "")) : NONE);
      return true;
    }
  }

  /** Whether only the list of contents is wanted. */
  boolean listsContents() {
    return contents != null;
  }

  /** Whether that list has attributes. */
  boolean listsAttributes() {
    return contents != null && contents == 1;
  }

  DdlOptions options() {
    boolean without = onlyAttributes != null && onlyAttributes == 0;
    boolean only = onlyAttributes != null && !without;
    return new DdlOptions(
        !header && !only,
        only || !header,
        !without,
        properties,
        superblock,
        !withoutIndices,
        escape,
        characters,
        width,
        objects());
  }

  private List<Target> objects() {
    List<Target> all = new ArrayList<>();
    attributes.forEach(p -> all.add(new Target(Kind.ATTRIBUTE, p)));
    datasets.forEach(p -> all.add(new Target(Kind.DATASET, p)));
    groups.forEach(p -> all.add(new Target(Kind.GROUP, p)));
    links.forEach(p -> all.add(new Target(Kind.LINK, p)));
    types.forEach(p -> all.add(new Target(Kind.DATATYPE, p)));
    return all;
  }
}
