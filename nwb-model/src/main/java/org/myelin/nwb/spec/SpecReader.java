package org.myelin.nwb.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.myelin.nwb.internal.spec.NamespaceParser;
import org.myelin.nwb.internal.spec.SpecTree;

/**
 * Reads namespaces: those shipped with this library, YAML files, and the JSON texts that NWB files
 * carry. Sizes and nesting are limited, as all of these may be foreign.
 */
public final class SpecReader {
  private SpecReader() {}

  /**
   * The namespaces of a namespace file in YAML; its sources are read from the same folder.
   *
   * @throws SpecException if a file is missing or is not a specification
   */
  public static List<Namespace> read(Path namespaceFile) {
    Path folder = namespaceFile.toAbsolutePath().normalize().getParent();
    return NamespaceParser.namespaces(
        SpecTree.yaml(text(namespaceFile), namespaceFile.getFileName().toString()),
        source -> {
          Path file =
              folder.resolve(source.endsWith(".yaml") ? source : source + ".yaml").normalize();
          if (!file.startsWith(folder)) {
            throw new SpecException(
                namespaceFile + ": source " + source + " lies outside its folder");
          }
          return SpecTree.yaml(text(file), source);
        });
  }

  /**
   * The namespaces of the cached form.
   *
   * @param namespaceJson the text of {@code /specifications/<name>/<version>/namespace}
   * @param sources gives the text beside it for a source name
   * @throws SpecException if a text is not a specification
   */
  public static List<Namespace> cached(String namespaceJson, UnaryOperator<String> sources) {
    return NamespaceParser.namespaces(
        SpecTree.json(namespaceJson, "cached namespace"),
        source -> {
          String text = sources.apply(source);
          if (text == null) {
            throw new SpecException("cached specification " + source + " is missing");
          }
          return SpecTree.json(text, source);
        });
  }

  /**
   * A namespace shipped with this library.
   *
   * @throws SpecException if that version is not shipped
   */
  public static Namespace shipped(String name, String version) {
    String folder = "/org/myelin/nwb/schema/" + name + "/" + version + "/";
    Map<String, Object> tree =
        SpecTree.yaml(resource(folder + "namespace.yaml"), name + " " + version);
    return NamespaceParser.namespaces(
            tree, source -> SpecTree.yaml(resource(folder + source + ".yaml"), source))
        .get(0);
  }

  private static String resource(String path) {
    try (InputStream in = SpecReader.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new SpecException("no specification is shipped at " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SpecException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new SpecException(file + " cannot be read: " + e, e);
    }
  }
}
