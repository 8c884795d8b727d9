package org.myelin.hdf5.oracle;

import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;
import static org.bytedeco.hdf5.global.hdf5.H5F_LIBVER_LATEST;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Fget_create_plist;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_ACCESS_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_shared_mesg_index;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_shared_mesg_nindexes;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_shared_mesg_phase_change;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_libver_bounds;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_shared_mesg_index;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_shared_mesg_nindexes;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_shared_mesg_phase_change;

import java.nio.file.Path;

/** Files whose objects share messages, as libhdf5 1.14 makes them: h5py has no word for that. */
public final class Libhdf5Shared {
  private Libhdf5Shared() {}

  /**
   * An empty file.
   *
   * @param oldest the lower bound on versions, a number of libhdf5's enumeration
   * @param indexes for each its kinds of messages, as bits, and the least size
   */
  public static void create(Path file, int oldest, int[][] indexes, int listMax, int treeMin) {
    synchronized (Libhdf5.class) {
      Tool.LIBHDF5.assumeAvailable();
      long create = H5Pcreate(H5P_CLS_FILE_CREATE_ID_g());
      long access = H5Pcreate(H5P_CLS_FILE_ACCESS_ID_g());
      try {
        Libhdf5Objects.done(H5Pset_libver_bounds(access, oldest, H5F_LIBVER_LATEST));
        Libhdf5Objects.done(H5Pset_shared_mesg_nindexes(create, indexes.length));
        for (int i = 0; i < indexes.length; i++) {
          Libhdf5Objects.done(H5Pset_shared_mesg_index(create, i, indexes[i][0], indexes[i][1]));
        }
        Libhdf5Objects.done(H5Pset_shared_mesg_phase_change(create, listMax, treeMin));
        String name = file.toString();
        H5Fclose(Libhdf5Objects.there(H5Fcreate(name, H5F_ACC_TRUNC, create, access), name));
      } finally {
        H5Pclose(create);
        H5Pclose(access);
      }
    }
  }

  /** What the file says of its indexes: bits and least size of each, then the limits. */
  public static String settings(Path file) {
    synchronized (Libhdf5.class) {
      long opened = Libhdf5Objects.open(file);
      long list = H5Fget_create_plist(opened);
      try {
        int[] a = new int[1];
        int[] b = new int[1];
        Libhdf5Objects.done(H5Pget_shared_mesg_nindexes(list, a));
        int n = a[0];
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < n; i++) {
          Libhdf5Objects.done(H5Pget_shared_mesg_index(list, i, a, b));
          s.append(Integer.toHexString(a[0])).append("/").append(b[0]).append(" ");
        }
        Libhdf5Objects.done(H5Pget_shared_mesg_phase_change(list, a, b));
        return s.append(a[0]).append("/").append(b[0]).toString();
      } finally {
        H5Pclose(list);
        H5Fclose(opened);
      }
    }
  }
}
