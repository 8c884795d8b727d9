package org.myelin.hdf5.oracle;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** jHDF, in this JVM. */
public final class Jhdf {
  private Jhdf() {}

  /** A whole dataset; enumerations come as text. */
  public static Values readDataset(Path file, String dataset) {
    try (HdfFile opened = new HdfFile(file)) {
      Dataset found = opened.getDatasetByPath(dataset);
      List<Object> flat = new ArrayList<>();
      flatten(found.getData(), flat);
      return new Values(
          Arrays.stream(found.getDimensions()).mapToObj(Long::valueOf).toList(), flat);
    }
  }

  private static void flatten(Object value, List<Object> into) {
    if (value != null && value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        flatten(Array.get(value, i), into);
      }
    } else if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
      into.add(((Number) value).longValue());
    } else if (value instanceof Float f) {
      into.add(f.doubleValue());
    } else {
      into.add(value);
    }
  }

  /** What stands for a digest where jHDF does not read something: this and its reason. */
  public static final String NOT_READ = "not read: ";

  private static final int DEEPEST = 12;

  /**
   * A digest of the values of each dataset below {@code most} elements, or {@link #NOT_READ} and
   * the reason; under {@code ""} why the file does not open.
   */
  public static Map<String, String> digests(Path file, long most) {
    Map<String, String> all = new TreeMap<>();
    try (HdfFile opened = new HdfFile(file)) {
      walk(opened, "", most, 0, all);
    } catch (Exception | StackOverflowError e) {
      all.put("", NOT_READ + e);
    }
    return all;
  }

  private static void walk(
      Group group, String path, long most, int depth, Map<String, String> all) {
    Map<String, Node> children;
    try {
      children = group.getChildren();
    } catch (Exception e) {
      all.put(path + "/", NOT_READ + e);
      return;
    }
    for (Map.Entry<String, Node> e : children.entrySet()) {
      String name = path + "/" + e.getKey();
      try {
        if (e.getValue().isLink()) {
          continue;
        }
        if (e.getValue() instanceof Group g && depth < DEEPEST) {
          walk(g, name, most, depth + 1, all);
        } else if (e.getValue() instanceof Dataset d && d.getSize() <= most) {
          all.put(name, digest(d.getData()));
        }
      } catch (Exception | StackOverflowError notRead) {
        all.put(name, NOT_READ + notRead);
      }
    }
  }

  private static String digest(Object value) throws NoSuchAlgorithmException {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    digest(value, sha);
    return HexFormat.of().formatHex(sha.digest());
  }

  private static void digest(Object value, MessageDigest sha) {
    if (value != null && value.getClass().isArray()) {
      int n = Array.getLength(value);
      sha.update(("[" + n).getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < n; i++) {
        digest(Array.get(value, i), sha);
      }
    } else if (value instanceof Map<?, ?> m) {
      m.forEach(
          (k, v) -> {
            digest(k, sha);
            digest(v, sha);
          });
    } else {
      sha.update((value + ",").getBytes(StandardCharsets.UTF_8));
    }
  }
}
