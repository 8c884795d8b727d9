package org.myelin.hdf5.oracle;

import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Aopen_by_name;
import static org.bytedeco.hdf5.global.hdf5.H5Aread;
import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dopen2;
import static org.bytedeco.hdf5.global.hdf5.H5Dread;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5R_ATTR;
import static org.bytedeco.hdf5.global.hdf5.H5R_DATASET_REGION2;
import static org.bytedeco.hdf5.global.hdf5.H5R_OBJECT2;
import static org.bytedeco.hdf5.global.hdf5.H5Rdestroy;
import static org.bytedeco.hdf5.global.hdf5.H5Rget_attr_name;
import static org.bytedeco.hdf5.global.hdf5.H5Rget_file_name;
import static org.bytedeco.hdf5.global.hdf5.H5Rget_obj_name;
import static org.bytedeco.hdf5.global.hdf5.H5Rget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Ropen_region;
import static org.bytedeco.hdf5.global.hdf5.H5S_ALL;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_select_bounds;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_select_npoints;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_ndims;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_REF_g;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.hdf5.H5R_ref_t;
import org.bytedeco.javacpp.BytePointer;

/** References in the encoding of 1.12, as libhdf5 1.14 follows them. */
public final class Libhdf5References {
  private Libhdf5References() {}

  /** All of a dataset, or of attribute {@code attribute} of that object if it is not null. */
  public static List<String> read(Path file, String path, String attribute, int count) {
    synchronized (Libhdf5.class) {
      long opened = Libhdf5Objects.open(file);
      try (H5R_ref_t refs = new H5R_ref_t(count)) {
        if (attribute == null) {
          long d = Libhdf5Objects.there(H5Dopen2(opened, path, H5P_DEFAULT), path);
          Libhdf5Objects.done(H5Dread(d, H5T_STD_REF_g(), H5S_ALL, H5S_ALL, H5P_DEFAULT, refs));
          H5Dclose(d);
        } else {
          long a =
              Libhdf5Objects.there(
                  H5Aopen_by_name(opened, path, attribute, H5P_DEFAULT, H5P_DEFAULT), attribute);
          Libhdf5Objects.done(H5Aread(a, H5T_STD_REF_g(), refs));
          H5Aclose(a);
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          H5R_ref_t r = refs.getPointer(i);
          all.add(text(r));
          H5Rdestroy(r);
        }
        return all;
      } finally {
        H5Fclose(opened);
      }
    }
  }

  private static String text(H5R_ref_t r) {
    int type = H5Rget_type(r);
    if (type != H5R_OBJECT2 && type != H5R_DATASET_REGION2 && type != H5R_ATTR) {
      return "null";
    }
    String file = name(b -> H5Rget_file_name(r, b, b.capacity()));
    String where =
        file.substring(file.lastIndexOf('/') + 1)
            + ":"
            + name(b -> H5Rget_obj_name(r, H5P_DEFAULT, b, b.capacity()));
    if (type == H5R_ATTR) {
      return where + "@" + name(b -> H5Rget_attr_name(r, b, b.capacity()));
    }
    return type == H5R_OBJECT2 ? where : where + " " + region(r);
  }

  private static String region(H5R_ref_t r) {
    long space = Libhdf5Objects.there(H5Ropen_region(r, H5P_DEFAULT, H5P_DEFAULT), "a region");
    int rank = H5Sget_simple_extent_ndims(space);
    long[] from = new long[rank];
    long[] to = new long[rank];
    Libhdf5Objects.done(H5Sget_select_bounds(space, from, to));
    long n = H5Sget_select_npoints(space);
    H5Sclose(space);
    return n + " in " + Arrays.toString(from) + Arrays.toString(to);
  }

  private interface Named {
    long into(BytePointer b);
  }

  private static String name(Named n) {
    try (BytePointer b = new BytePointer(1000)) {
      long length = n.into(b);
      if (length < 0) {
        throw new AssertionError("libhdf5 cannot follow a reference");
      }
      byte[] bytes = new byte[(int) length];
      b.get(bytes);
      // some of the calls count the NUL at the end
      return new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
    }
  }
}
