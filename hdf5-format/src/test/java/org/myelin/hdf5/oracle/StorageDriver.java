package org.myelin.hdf5.oracle;

import static org.bytedeco.hdf5.global.hdf5.H5AC__CACHE_IMAGE__ENTRY_AGEOUT__NONE;
import static org.bytedeco.hdf5.global.hdf5.H5AC__CURR_CACHE_IMAGE_CONFIG_VERSION;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDONLY;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;
import static org.bytedeco.hdf5.global.hdf5.H5F_LIBVER_EARLIEST;
import static org.bytedeco.hdf5.global.hdf5.H5F_LIBVER_LATEST;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Fopen;
import static org.bytedeco.hdf5.global.hdf5.H5O_COPY_EXPAND_REFERENCE_FLAG;
import static org.bytedeco.hdf5.global.hdf5.H5Ocopy;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_ACCESS_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_OBJECT_COPY_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_copy_object;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fapl_family;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fapl_multi;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fapl_split;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_libver_bounds;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_mdc_image_config;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import org.bytedeco.hdf5.H5AC_cache_image_config_t;

/** libhdf5's ways to store a file, for files made by it. */
public enum StorageDriver {
  /** Members of 3,000 bytes; the name holds {@code %05d}. */
  FAMILY,
  /** Raw data apart: {@code -m.h5} and {@code -r.h5} are added to the name. */
  SPLIT,
  /** Six members: {@code -s.h5} and others are added to the name. */
  MULTI,
  /** One file with the metadata in an image at its end. */
  CACHE_IMAGE;

  /**
   * Copies objects of a plain file into a new one, references and all.
   *
   * @param latest whether newest structures are used
   */
  public void copy(Path source, Path target, boolean latest, String... names) {
    Tool.LIBHDF5.assumeAvailable();
    synchronized (Libhdf5.class) {
      long access = H5Pcreate(H5P_CLS_FILE_ACCESS_ID_g());
      check(
          H5Pset_libver_bounds(
              access, latest ? H5F_LIBVER_LATEST : H5F_LIBVER_EARLIEST, H5F_LIBVER_LATEST));
      check(set(access));
      long copying = H5Pcreate(H5P_CLS_OBJECT_COPY_ID_g());
      check(H5Pset_copy_object(copying, H5O_COPY_EXPAND_REFERENCE_FLAG));
      long from = check(H5Fopen(source.toString(), H5F_ACC_RDONLY, H5P_DEFAULT));
      long to = check(H5Fcreate(target.toString(), H5F_ACC_TRUNC, H5P_DEFAULT, access));
      for (String name : names) {
        check(H5Ocopy(from, name, to, name, copying, H5P_DEFAULT));
      }
      check(H5Fclose(to));
      check(H5Fclose(from));
      H5Pclose(copying);
      H5Pclose(access);
    }
  }

  private long set(long access) {
    return switch (this) {
      case FAMILY -> H5Pset_fapl_family(access, 3000, H5P_DEFAULT);
      case SPLIT -> H5Pset_fapl_split(access, "-m.h5", H5P_DEFAULT, "-r.h5", H5P_DEFAULT);
      case MULTI ->
          H5Pset_fapl_multi(
              access,
              (IntBuffer) null,
              (LongBuffer) null,
              (ByteBuffer) null,
              (LongBuffer) null,
              false);
      case CACHE_IMAGE ->
          H5Pset_mdc_image_config(
              access,
              new H5AC_cache_image_config_t()
                  .version(H5AC__CURR_CACHE_IMAGE_CONFIG_VERSION)
                  .generate_image(true)
                  .save_resize_status(false)
                  .entry_ageout(H5AC__CACHE_IMAGE__ENTRY_AGEOUT__NONE));
    };
  }

  private static long check(long result) {
    if (result < 0) {
      throw new AssertionError("libhdf5 refuses");
    }
    return result;
  }
}
