package org.myelin.hdf5.internal.dump;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Hdf5Exception;

/** The digest of elements, and the first of them for people. */
final class DataRecord {
  private static final long MAX_BYTES = 64L << 20;
  private static final long MAX_SLOW = 400_000;
  private static final int FIRST = 8;
  private static final int STEP = 1 << 16;

  private DataRecord() {}

  /**
   * Digests {@code n} elements, which are fetched only if they are not too many.
   *
   * @param elements gives them in stored form
   */
  static Map<String, Object> of(
      Datatype type, long n, ElementStream stream, Supplier<ByteBuffer> elements) {
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("count", n);
    if (n > MAX_BYTES / Math.max(1, TypeText.memorySize(type))) {
      d.put("skipped", "logical size over " + MAX_BYTES + " bytes");
    } else if (n > MAX_SLOW && !TypeText.isFixed(type)) {
      d.put("skipped", "over " + MAX_SLOW + " elements of a type without fixed size");
    } else {
      try {
        digest(type, (int) n, stream, n == 0 ? ByteBuffer.allocate(0) : elements.get(), d);
      } catch (Hdf5Exception e) {
        d.put("error", e.getMessage());
      }
    }
    return d;
  }

  private static void digest(
      Datatype type, int n, ElementStream stream, ByteBuffer b, Map<String, Object> d) {
    MessageDigest sha = sha256();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long bytes = 0;
    for (int i = 0; i < n; i++) {
      stream.put(type, b, i * type.size(), out);
      if (out.size() > STEP || i == n - 1) {
        bytes += out.size();
        sha.update(out.toByteArray());
        out.reset();
      }
    }
    ShownValue shown = new ShownValue(stream);
    List<Object> first = new ArrayList<>();
    for (int i = 0; i < Math.min(n, FIRST); i++) {
      first.add(shown.of(type, b, i * type.size()));
    }
    d.put("bytes", bytes);
    d.put("sha256", HexFormat.of().formatHex(sha.digest()));
    d.put("first", first);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
