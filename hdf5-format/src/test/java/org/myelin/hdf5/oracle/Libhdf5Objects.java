package org.myelin.hdf5.oracle;

import static org.bytedeco.hdf5.global.hdf5.H5Dget_create_plist;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDONLY;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fopen;
import static org.bytedeco.hdf5.global.hdf5.H5Gget_create_plist;
import static org.bytedeco.hdf5.global.hdf5.H5I_DATASET;
import static org.bytedeco.hdf5.global.hdf5.H5I_GROUP;
import static org.bytedeco.hdf5.global.hdf5.H5Iget_type;
import static org.bytedeco.hdf5.global.hdf5.H5O_INFO_TIME;
import static org.bytedeco.hdf5.global.hdf5.H5Oclose;
import static org.bytedeco.hdf5.global.hdf5.H5Oget_info3;
import static org.bytedeco.hdf5.global.hdf5.H5Oopen;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_attr_creation_order;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_attr_phase_change;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_est_link_info;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_link_creation_order;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_link_phase_change;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_create_plist;

import java.nio.file.Path;
import org.bytedeco.hdf5.H5O_info2_t;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/** How libhdf5 1.14 says that objects were made. */
public final class Libhdf5Objects {
  private Libhdf5Objects() {}

  /**
   * Orders (0, 1 tracked, 3 indexed), limits and estimates of links and attributes; links of groups
   * only.
   */
  public static String options(Path file, String path) {
    synchronized (Libhdf5.class) {
      long opened = open(file);
      long object = there(H5Oopen(opened, path, H5P_DEFAULT), path);
      int type = H5Iget_type(object);
      long list =
          type == H5I_GROUP
              ? H5Gget_create_plist(object)
              : type == H5I_DATASET ? H5Dget_create_plist(object) : H5Tget_create_plist(object);
      try {
        int[] a = new int[1];
        int[] b = new int[1];
        StringBuilder s = new StringBuilder();
        done(H5Pget_attr_creation_order(list, a));
        s.append("attributes ").append(a[0]);
        done(H5Pget_attr_phase_change(list, a, b));
        s.append(" ").append(a[0]).append("/").append(b[0]);
        if (type == H5I_GROUP) {
          done(H5Pget_link_creation_order(list, a));
          s.append(", links ").append(a[0]);
          done(H5Pget_link_phase_change(list, a, b));
          s.append(" ").append(a[0]).append("/").append(b[0]);
          done(H5Pget_est_link_info(list, a, b));
          s.append(", expected ").append(a[0]).append("*").append(b[0]);
        }
        return s.toString();
      } finally {
        H5Pclose(list);
        H5Oclose(object);
        H5Fclose(opened);
      }
    }
  }

  /** Access, modification, change and birth in seconds since 1970; 0 where not known. */
  public static long[] times(Path file, String path) {
    synchronized (Libhdf5.class) {
      long opened = open(file);
      long object = there(H5Oopen(opened, path, H5P_DEFAULT), path);
      try (H5O_info2_t info = new H5O_info2_t()) {
        done(H5Oget_info3(object, info, H5O_INFO_TIME));
        return new long[] {
          seconds(info.atime()), seconds(info.mtime()), seconds(info.ctime()), seconds(info.btime())
        };
      } finally {
        H5Oclose(object);
        H5Fclose(opened);
      }
    }
  }

  /** The binding does not know time_t and gives the field's place. */
  private static long seconds(Pointer time) {
    return new LongPointer(time).get();
  }

  static long open(Path file) {
    Tool.LIBHDF5.assumeAvailable();
    return there(H5Fopen(file.toString(), H5F_ACC_RDONLY, H5P_DEFAULT), file.toString());
  }

  static long there(long id, String what) {
    if (id < 0) {
      throw new AssertionError("libhdf5 refuses " + what);
    }
    return id;
  }

  static void done(int status) {
    if (status < 0) {
      throw new AssertionError("libhdf5 failed");
    }
  }
}
