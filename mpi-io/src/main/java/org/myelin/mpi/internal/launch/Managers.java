package org.myelin.mpi.internal.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.myelin.mpi.spi.ProcessManager;
import org.myelin.mpi.spi.ProcessManagerProvider;

/**
 * Finds out who started this process: the first kind of launcher that recognises its variables, or
 * the one that {@code MYELIN_MPI_LAUNCHER} names ({@code none} for a world of one).
 */
public final class Managers {
  private static final String CHOICE = "MYELIN_MPI_LAUNCHER";

  private Managers() {}

  /** The manager of this process, if it was started as a rank. */
  static Optional<ProcessManager> find(Map<String, String> environment) {
    return chosen(environment).flatMap(provider -> provider.find(environment));
  }

  /** Whether a launcher started this process as a rank. */
  public static boolean launched(Map<String, String> environment) {
    return chosen(environment).isPresent();
  }

  /** A line for each kind of launcher, and one that says which is used. */
  public static List<String> explain(Map<String, String> environment) {
    List<String> lines = new ArrayList<>();
    for (ProcessManagerProvider provider : all()) {
      String found = provider.recognise(environment).orElse("not found");
      lines.add(String.format("%-12s %s", provider.name(), found));
    }
    String used =
        chosen(environment).map(ProcessManagerProvider::name).orElse("none, a world of one");
    lines.add(String.format("%-12s %s", "used", used));
    return lines;
  }

  private static Optional<ProcessManagerProvider> chosen(Map<String, String> environment) {
    String choice = environment.getOrDefault(CHOICE, "");
    if (choice.equals("none")) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (ProcessManagerProvider provider : all()) {
      names.add(provider.name());
      boolean wanted =
          choice.isEmpty()
              ? provider.recognise(environment).isPresent()
              : provider.name().equals(choice);
      if (wanted) {
        return Optional.of(provider);
      }
    }
    if (!choice.isEmpty()) {
      throw new IllegalArgumentException(
          CHOICE + " is " + choice + ": none or one of " + String.join(", ", names));
    }
    return Optional.empty();
  }

  private static ServiceLoader<ProcessManagerProvider> all() {
    return ServiceLoader.load(ProcessManagerProvider.class, Managers.class.getClassLoader());
  }
}
