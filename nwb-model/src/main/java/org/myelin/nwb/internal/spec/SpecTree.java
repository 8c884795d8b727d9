package org.myelin.nwb.internal.spec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.nwb.spec.SpecException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * YAML or JSON text as maps, lists and scalars, within limits: a file's own specifications are
 * foreign input, and must not make us run out of stack or memory.
 */
public final class SpecTree {
  /** Deepest nesting; the official schemas reach 12. */
  static final int MAX_DEPTH = 64;

  /** Longest text; the largest official source has 27 kB. */
  static final int MAX_CHARACTERS = 8 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_CHARACTERS)
                  .build())
          .build();

  private SpecTree() {}

  /** Parses YAML 1.2; {@code where} names the text in errors. */
  public static Map<String, Object> yaml(String text, String where) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(where)
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(100)
            .setCodePointLimit(MAX_CHARACTERS)
            .build();
    try {
      return map(new Load(settings).loadFromString(text), where);
    } catch (YamlEngineException e) {
      throw new SpecException(where + " is not YAML: " + oneLine(e), e);
    } catch (StackOverflowError e) {
      throw new SpecException(where + " is nested too deep");
    }
  }

  /** Parses JSON; {@code where} names the text in errors. */
  public static Map<String, Object> json(String text, String where) {
    if (text.length() > MAX_CHARACTERS) {
      throw new SpecException(
          where
              + " has "
              + text.length()
              + " characters, more than the limit of "
              + MAX_CHARACTERS);
    }
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new SpecException(
            where + " has text behind its end at " + parser.currentLocation().getCharOffset());
      }
      return map(value, where);
    } catch (IOException e) {
      throw new SpecException(where + " is not JSON: " + oneLine(e), e);
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return null;
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> null;
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      map.put(key, value(parser));
    }
    return map;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(parser));
    }
    return list;
  }

  private static Map<String, Object> map(Object value, String where) {
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new SpecException(
          where + ": found " + value.getClass().getSimpleName() + ", expected a mapping");
    }
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach((k, v) -> result.put(String.valueOf(k), v));
    return result;
  }

  private static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }
}
