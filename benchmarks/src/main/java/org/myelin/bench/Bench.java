package org.myelin.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code myelin bench}: a table of our figures beside those of the peers that are installed. */
@Command(
    name = "myelin bench",
    mixinStandardHelpOptions = true,
    description = "Measure against the peers that are installed.",
    footer = "bench --jmh ARGS... runs the JMH benchmarks, with JMH's own arguments.")
public final class Bench implements Callable<Integer> {
  private static final int QUICK_SECONDS = 10;
  private static final int FULL_SECONDS = 60;

  @Option(names = "--quick", description = "Small sizes, at most five minutes for each suite.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the rows as JSON, too.")
  private Path json;

  @Option(
      names = "--rows",
      paramLabel = "REGEX",
      description = "Only workloads in whose name this is found.")
  private Pattern rows = Pattern.compile("");

  @Parameters(paramLabel = "SUITE", description = "format, parallel, messages, nwb; all if none.")
  private List<Suite> suites = new ArrayList<>();

  private Bench() {}

  /** Runs the benchmarks; exit code 0, or 2 for usage, or 3 when one failed. */
  public static void main(String[] args) throws Exception {
    System.setProperty("io.netty.noUnsafe", "true");
    if (args.length > 0 && args[0].equals("--jmh")) {
      org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
      return;
    }
    int code =
        new CommandLine(new Bench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(
                (e, line, parsed) -> {
                  e.printStackTrace();
                  return 3;
                })
            .execute(args);
    System.exit(code);
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("myelin-bench");
    Rounds rounds = new Rounds(quick ? QUICK_SECONDS : FULL_SECONDS);
    List<Row> measured = new ArrayList<>();
    try {
      for (Suite suite : suites.isEmpty() ? List.of(Suite.values()) : suites) {
        for (Workload workload : suite.workloads(folder, quick)) {
          if (!rows.matcher(workload.name()).find()) {
            continue;
          }
          Row row = rounds.measure(suite.label(), workload);
          measured.add(row);
          print(row);
        }
      }
    } finally {
      delete(folder);
    }
    if (json != null) {
      try (Writer out = Files.newBufferedWriter(json);
          JsonGenerator generator = new JsonFactory().createGenerator(out)) {
        generator.setPrettyPrinter(new DefaultPrettyPrinter());
        generator.writeStartArray();
        for (Row row : measured) {
          row.write(generator);
        }
        generator.writeEndArray();
      }
    }
    return 0;
  }

  private static void print(Row row) {
    Workload workload = row.workload();
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%-9s %-44s %12.4g %s",
            row.suite(),
            workload.name(),
            row.ours(),
            workload.unit()));
    for (Map.Entry<String, Double> peer : row.peers().entrySet()) {
      line.append("  ").append(peer.getKey()).append(' ');
      line.append(
          peer.getValue() == null ? "-" : String.format(Locale.ROOT, "%.4g", peer.getValue()));
    }
    if (row.ratioToBestPeer() != null) {
      line.append(String.format(Locale.ROOT, "  ratio %.3g", row.ratioToBestPeer()));
    }
    if (workload.goal() != null) {
      line.append(String.format(Locale.ROOT, " (goal %.3g)", workload.goal()));
    }
    System.out.println(line);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
