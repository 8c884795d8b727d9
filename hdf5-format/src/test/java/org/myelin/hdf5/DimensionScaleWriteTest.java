package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5py;

/** Catches dimension scales that HDF5's high-level library cannot go on working with. */
@ExtendWith(VerifyWritten.class)
class DimensionScaleWriteTest {
  @TempDir Path folder;

  @Test
  void h5pySeesDetachesAndReattachesOurScales() {
    Path file = folder.resolve("scales.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      Dataset d = f.root().createDataset("d", Datatype.F64, Dataspace.of(3, 4));
      Dataset x = f.root().createDataset("x", Datatype.F64, Dataspace.of(3));
      Dataset y = f.root().createDataset("y", Datatype.F64, Dataspace.of(4));
      x.makeScale("time in s");
      d.attachScale(0, x);
      d.attachScale(0, x);
      d.attachScale(1, y);
      d.attachScale(0, y);
      d.detachScale(0, y);
      d.setDimensionLabel(0, "zeit");
      d.setDimensionLabel(1, "größe");
      assertThatThrownBy(() -> d.attachScale(2, x)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> d.makeScale("")).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> x.attachScale(0, d)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> d.detachScale(0, y)).isInstanceOf(IllegalArgumentException.class);
    }
    Object seen =
        H5py.run(
            """
            with h5py.File(args[0], 'r+') as f:
                d = f['d']
                result = [d.dims[0].label, d.dims[1].label, len(d.dims[0]), len(d.dims[1]),
                          d.dims[0][0].name, d.dims[0].keys(), d.dims[1][0].name, h5py.h5ds.is_scale(f['y'].id),
                          f['x'].attrs['REFERENCE_LIST'].dtype.names, len(f['y'].attrs['REFERENCE_LIST'])]
                d.dims[1].detach_scale(f['y'])
                result += ['REFERENCE_LIST' in f['y'].attrs]
                d.dims[0].attach_scale(f['y'])
            """,
            file);
    assertThat(seen.toString())
        .isEqualTo(
            "[zeit, größe, 1, 1, /x, [time in s], /y, true, [dataset, dimension], 1, false]");
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      Dataset d = f.dataset("d");
      assertThat(d.dimensions().get(0).scales()).hasSize(2);
      d.detachScale(0, f.dataset("y"));
      d.detachScale(0, f.dataset("x"));
      assertThat(d.attributes().contains("DIMENSION_LIST")).isFalse();
      assertThat(f.dataset("x").attributes().contains("REFERENCE_LIST")).isFalse();
    }
  }
}
