package org.myelin.hdf5.oracle;

import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Dopen2;
import static org.bytedeco.hdf5.global.hdf5.H5Dread;
import static org.bytedeco.hdf5.global.hdf5.H5E_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Eset_auto2;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDONLY;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fopen;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5S_ALL;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_dims;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_ndims;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_npoints;
import static org.bytedeco.hdf5.global.hdf5.H5T_ARRAY;
import static org.bytedeco.hdf5.global.hdf5.H5T_COMPOUND;
import static org.bytedeco.hdf5.global.hdf5.H5T_DIR_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5T_FLOAT;
import static org.bytedeco.hdf5.global.hdf5.H5T_NATIVE_DOUBLE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_NATIVE_LLONG_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_VLEN;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tcopy;
import static org.bytedeco.hdf5.global.hdf5.H5Tdetect_class;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_class;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_member_type;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_native_type;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_nmembers;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_size;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_super;
import static org.bytedeco.hdf5.global.hdf5.H5Tis_variable_str;
import static org.bytedeco.hdf5.global.hdf5.H5Treclaim;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerPointer;

/** libhdf5 1.14.3 in this JVM, from a test dependency; numbers only. */
public final class Libhdf5 {
  private Libhdf5() {}

  static boolean loads() {
    try {
      Loader.load(org.bytedeco.hdf5.global.hdf5.class);
      return true;
    } catch (LinkageError | RuntimeException e) {
      return false;
    }
  }

  /** A whole dataset of integers or floating-point numbers. */
  public static synchronized Values readDataset(Path file, String dataset) {
    long opened = id(H5Fopen(file.toString(), H5F_ACC_RDONLY, H5P_DEFAULT), file, "open");
    try {
      long found = id(H5Dopen2(opened, dataset, H5P_DEFAULT), file, dataset);
      try {
        List<Long> shape = shape(found);
        long count = shape.stream().reduce(1L, Math::multiplyExact);
        return new Values(shape, read(found, Math.toIntExact(count)));
      } finally {
        H5Dclose(found);
      }
    } finally {
      H5Fclose(opened);
    }
  }

  /**
   * SHA-256 of a dataset of integers or floating-point numbers as this machine keeps them; null if
   * it cannot be read.
   */
  public static synchronized String digest(Path file, String dataset) {
    long opened = H5Fopen(file.toString(), H5F_ACC_RDONLY, H5P_DEFAULT);
    long found = opened < 0 ? -1 : H5Dopen2(opened, dataset, H5P_DEFAULT);
    if (found < 0) {
      return null;
    }
    long stored = H5Dget_type(found);
    long type = H5Tget_native_type(stored, H5T_DIR_DEFAULT);
    try {
      long count = shape(found).stream().reduce(1L, Math::multiplyExact);
      byte[] bytes = new byte[Math.toIntExact(count * H5Tget_size(type))];
      try (BytePointer memory = new BytePointer(Math.max(1, bytes.length))) {
        if (H5Dread(found, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, memory) < 0) {
          return null;
        }
        memory.get(bytes);
      }
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    } finally {
      H5Tclose(type);
      H5Tclose(stored);
      H5Dclose(found);
      H5Fclose(opened);
    }
  }

  /**
   * Reads a whole dataset of any type into memory: a digest of its text of variable length or of
   * its bytes, {@code "values"} where these are addresses of this memory; null if it cannot be
   * read.
   */
  public static synchronized String values(Path file, String dataset) {
    H5Eset_auto2(H5E_DEFAULT, null, null);
    long opened = H5Fopen(file.toString(), H5F_ACC_RDONLY, H5P_DEFAULT);
    long found = opened < 0 ? -1 : H5Dopen2(opened, dataset, H5P_DEFAULT);
    if (found < 0) {
      if (opened >= 0) {
        H5Fclose(opened);
      }
      return null;
    }
    long stored = H5Dget_type(found);
    boolean text = H5Tis_variable_str(stored) > 0;
    boolean addresses = H5Tdetect_class(stored, H5T_VLEN) > 0 || holdsText(stored);
    long type = text ? H5Tcopy(stored) : H5Tget_native_type(stored, H5T_DIR_DEFAULT);
    long space = H5Dget_space(found);
    try {
      if (type < 0) {
        return null;
      }
      long count = H5Sget_simple_extent_npoints(space);
      int bytes = Math.toIntExact(count * H5Tget_size(type));
      try (BytePointer memory = new BytePointer(Math.max(1, bytes))) {
        if (H5Dread(found, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, memory) < 0) {
          return null;
        }
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        if (text) {
          try (PointerPointer<BytePointer> all = new PointerPointer<>(memory)) {
            for (int i = 0; i < count; i++) {
              BytePointer one = all.get(BytePointer.class, i);
              sha.update(one == null ? new byte[] {1} : one.getStringBytes());
              sha.update((byte) 0);
            }
          }
        } else if (!addresses) {
          byte[] all = new byte[bytes];
          memory.get(all);
          sha.update(all);
        }
        if (text || addresses) {
          H5Treclaim(type, space, H5P_DEFAULT, memory);
        }
        return text || !addresses ? HexFormat.of().formatHex(sha.digest()) : "values";
      }
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    } finally {
      H5Sclose(space);
      H5Tclose(type);
      H5Tclose(stored);
      H5Dclose(found);
      H5Fclose(opened);
    }
  }

  /** Whether text of variable length is somewhere in that type; libhdf5 has no question for it. */
  private static boolean holdsText(long type) {
    if (H5Tis_variable_str(type) > 0) {
      return true;
    }
    int kind = H5Tget_class(type);
    if (kind == H5T_ARRAY) {
      return holdsTextOf(H5Tget_super(type));
    }
    boolean any = false;
    for (int i = 0; kind == H5T_COMPOUND && i < H5Tget_nmembers(type); i++) {
      any |= holdsTextOf(H5Tget_member_type(type, i));
    }
    return any;
  }

  private static boolean holdsTextOf(long part) {
    boolean holds = holdsText(part);
    H5Tclose(part);
    return holds;
  }

  private static List<Long> shape(long dataset) {
    long space = H5Dget_space(dataset);
    try {
      long[] dims = new long[H5Sget_simple_extent_ndims(space)];
      H5Sget_simple_extent_dims(space, dims, new long[dims.length]);
      return Arrays.stream(dims).boxed().toList();
    } finally {
      H5Sclose(space);
    }
  }

  private static List<Object> read(long dataset, int count) {
    long type = H5Dget_type(dataset);
    boolean floating = H5Tget_class(type) == H5T_FLOAT;
    H5Tclose(type);
    List<Object> elements = new ArrayList<>(count);
    // The _g forms: the plain ones cut the 64-bit identifier down to an int.
    if (floating) {
      try (DoublePointer memory = new DoublePointer(Math.max(1, count))) {
        done(H5Dread(dataset, H5T_NATIVE_DOUBLE_g(), H5S_ALL, H5S_ALL, H5P_DEFAULT, memory));
        for (int i = 0; i < count; i++) {
          elements.add(memory.get(i));
        }
      }
    } else {
      try (LongPointer memory = new LongPointer(Math.max(1, count))) {
        done(H5Dread(dataset, H5T_NATIVE_LLONG_g(), H5S_ALL, H5S_ALL, H5P_DEFAULT, memory));
        for (int i = 0; i < count; i++) {
          elements.add(memory.get(i));
        }
      }
    }
    return elements;
  }

  private static long id(long id, Path file, String what) {
    if (id < 0) {
      throw new AssertionError("libhdf5 refuses " + file + " (" + what + ")");
    }
    return id;
  }

  private static void done(int status) {
    if (status < 0) {
      throw new AssertionError("libhdf5 could not read");
    }
  }
}
